// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/offlineadmin.h"

#include "core/sql/migrator.h"
#include "server/access/accesskey.h"
#include "server/access/accessparts.h"
#include "server/inboxparts.h"
#include "server/ops/admincommands.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QFileInfo>

namespace deskbell::server {
namespace {

/// 0 when there is no database yet.
Result<int> versionBefore(const QString &file)
{
    if (!QFileInfo::exists(file)) {
        return 0;
    }
    const auto opened = sql::Connection::open({QStringLiteral("QSQLITE"), file, true}, sql::Access::ReadOnly);
    return opened ? sql::schemaVersion(*opened.value()) : Result<int>(opened.error());
}

} // namespace

Result<QJsonObject> runOffline(const DataDir &dir, const AdminRequest &request, PasswordHasher::Cost cost)
{
    const auto before = versionBefore(dir.database());
    if (!before) {
        return before.error();
    }
    SystemRng rng;
    const SystemClock clock;
    const auto secret = loadOrCreateAccessKey(dir.accessKey(), rng);
    if (!secret) {
        return secret.error();
    }
    Database database({dir.database(), true, {}, {}});
    if (auto opened = database.open(); !opened) {
        return opened.error();
    }
    AccessParts access(database, secret.value(), {{}, cost}, clock, rng);
    if (auto loaded = QCoro::waitFor(access.load()); !loaded) {
        return loaded.error();
    }
    InboxParts inbox(database, access.directory, clock, rng);
    AdminCommands commands(access.tenants, access.users, inbox.admin, database.schemaVersion());
    auto result = QCoro::waitFor(commands.run(request.command, request.arguments));
    if (result && request.command == QLatin1String("migrate")) {
        result.value().insert(QStringLiteral("from"), before.value());
    }
    return result;
}

} // namespace deskbell::server
