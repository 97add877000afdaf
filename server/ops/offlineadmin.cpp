// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/offlineadmin.h"

#include "core/sql/migrator.h"
#include "server/access/accesskey.h"
#include "server/access/accessparts.h"
#include "server/inboxparts.h"
#include "server/ops/admincommands.h"
#include "server/ops/backup/restore.h"
#include "server/ops/offlinebackup.h"
#include "server/secrets/resealing.h"
#include "server/secrets/secretskeeper.h"
#include "server/upkeepparts.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QFileInfo>

namespace deskbell::server {
namespace {

/// 0 when there is no database yet.
Result<int> versionBefore(const QString &url, const QString &file)
{
    if (url.isEmpty() && !QFileInfo::exists(file)) {
        return 0;
    }
    const auto config = databaseConfig(url, file, true);
    if (!config) {
        return config.error();
    }
    const auto opened = sql::Connection::open(config.value(), sql::Access::ReadOnly);
    return opened ? sql::schemaVersion(*opened.value()) : Result<int>(opened.error());
}

QFuture<Result<BackupRecord>> backupNow(
    const DataDir &dir, const OfflineOptions &options, Database &database, const QString &directory)
{
    sql::detail::Answer<Result<BackupRecord>> answer;
    auto made = backupOffline(dir, database.config(), options.backups, directory);
    if (made) {
        auto noted = database.write([record = made.value()](sql::Connection &db) { return BackupsRepository(db).insert(record); });
        noted.waitForFinished();
    }
    answer.set(std::move(made));
    return answer.future();
}

} // namespace

Result<QJsonObject> runOffline(const DataDir &dir, const QString &url, const AdminRequest &request, const OfflineOptions &options)
{
    if (auto whole = checkNoRestoreInterrupted(dir); !whole) {
        return whole.error();
    }
    const auto before = versionBefore(url, dir.database());
    if (!before) {
        return before.error();
    }
    SystemRng rng;
    const SystemClock clock;
    const auto own = loadOrCreateAccessKey(dir.accessKey(), rng);
    if (!own) {
        return own.error();
    }
    const auto keeper = SecretsKeeper::open(MasterKeyStore::forDirectory(dir.path(), options.masterKeyFile));
    if (!keeper) {
        return keeper.error();
    }
    Database::Options databaseOptions{dir.database(), true, {}, {}, url};
    databaseOptions.sealer = keeper.value()->sealer();
    databaseOptions.afterMigrations = [sealer = keeper.value()->sealer()](sql::Connection &db) { return sealAtStart(db, *sealer); };
    Database database(std::move(databaseOptions));
    const auto secret = database.sharedSecret(own.value());
    if (!secret) {
        return secret.error();
    }
    if (auto opened = database.open(); !opened) {
        return opened.error();
    }
    AccessParts access(database, secret.value(), {{}, options.cost}, clock, rng);
    if (auto loaded = QCoro::waitFor(access.load()); !loaded) {
        return loaded.error();
    }
    JobQueue queue(clock, IdSource(clock, rng), {});
    JobLedger ledger(database.changes());
    JobKinds kinds;
    UpkeepParts upkeep(database, access.directory, queue, ledger, kinds, ErasureLedger(dir.path(), own.value()), clock);
    InboxParts inbox(database, access.directory, queue, clock, rng);
    AdminCommands commands(access, upkeep.guests, inbox.admin, {database, dir.demoPurges(), clock});
    commands.setSecrets(*keeper.value(), database);
    commands.setBackup([&dir, &options, &database](const QString &directory) { return backupNow(dir, options, database, directory); });
    auto result = QCoro::waitFor(commands.run(request.command, request.arguments));
    if (result && request.command == QLatin1String("migrate")) {
        result.value().insert(QStringLiteral("from"), before.value());
    }
    return result;
}

} // namespace deskbell::server
