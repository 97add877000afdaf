// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantadmin.h"

#include "server/storage/database.h"
#include "server/storage/tenantsrepository.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<TenantInfo>> TenantAdmin::current(TenantContext who)
{
    auto read = m_parts.database.read([id = who.tenant](sql::Connection &db) { return TenantsRepository(db).byId(id); });
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    if (!found.value()) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no such property"), 0, QStringLiteral("unknown_tenant"), {}};
    }
    co_return *found.value();
}

QCoro::Task<Result<TenantInfo>> TenantAdmin::change(TenantContext who, TenantEdit edit)
{
    auto write = m_parts.database.write([editor = TenantEditor(m_parts.database.changes(), m_parts.clock, m_parts.database.sealer()), who, edit](sql::Connection &db) {
        return editor.edit(db, who, edit);
    });
    const auto edited = co_await write;
    if (!edited) {
        co_return edited.error();
    }
    for (const auto &session : edited.value().ended) {
        m_parts.registry.end(session);
    }
    auto reloading = m_parts.tenants.reload();
    const auto reloaded = co_await reloading;
    if (!reloaded) {
        co_return reloaded.error();
    }
    co_return edited.value().tenant;
}

QCoro::Task<Result<TenantVersionPage>> TenantAdmin::history(TenantContext who, qint64 before, int limit)
{
    auto read = m_parts.database.read(
        [who, before, limit](sql::Connection &db) { return TenantHistoryRepository(db, who).page(before, limit); });
    const auto page = co_await read;
    co_return page;
}

} // namespace deskbell::server
