// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitecopy.h"

#include <QFile>

namespace deskbell::sql {
namespace {

const auto VacuumInto = QStringLiteral("VACUUM INTO ?");
// VACUUM INTO writes only to the new file, but query_only forbids that too.
const auto AllowCopying = QStringLiteral("PRAGMA query_only=OFF");

} // namespace

Result<Done> copySqlite(const DbConfig &config, const QString &target)
{
    auto opened = Connection::open(config, Access::ReadOnly);
    if (!opened) {
        return opened.error();
    }
    auto &db = *opened.value();
    // SQLite takes an empty file as well as none; one that is ours alone is never open to others, not even for a moment.
    QFile file(target);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        return Error{ErrorKind::Storage, QStringLiteral("%1 can not be made: %2").arg(target, file.errorString()), 0, {}, {}};
    }
    file.close();
    if (auto allowed = db.exec(AllowCopying); !allowed) {
        return allowed;
    }
    const auto copied = db.query(VacuumInto).bind(target).run();
    return copied ? Result<Done>(Done{}) : Result<Done>(copied.error());
}

} // namespace deskbell::sql
