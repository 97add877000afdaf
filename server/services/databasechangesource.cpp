// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/databasechangesource.h"

#include "server/storage/changesrepository.h"

namespace deskbell::server {
namespace {

Result<ws::EncodedBatch> read(sql::Connection &db, const TenantId &tenant, const QString &lineage, qint64 after, int limit)
{
    auto changes = ChangesRepository(db, {tenant, {}}).after(after, limit);
    if (!changes) {
        return changes.error();
    }
    const auto &batch = changes.value();
    return ws::EncodedBatch{lineage, batch.from, batch.to, batch.head, batch.changesArrayJson};
}

} // namespace

void DatabaseChangeSource::fetch(const TenantId &tenant, const QString &lineage, qint64 after, int limit, Done done)
{
    const auto own = m_database.lineage();
    if (!lineage.isEmpty() && lineage != own) {
        done(Error{ErrorKind::Conflict, QStringLiteral("the database is another one than before"), 0, QStringLiteral("resync"), {}});
        return;
    }
    m_database.reader().run([tenant, own, after, limit](sql::Connection &db) { return read(db, tenant, own, after, limit); }, std::move(done));
}

} // namespace deskbell::server
