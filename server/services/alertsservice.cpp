// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/alertsservice.h"

#include "server/storage/alertsrepository.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<QList<Alert>>> AlertsService::page(TenantContext who, bool openOnly, QString after, int limit)
{
    auto read = m_database.read([who, openOnly, after, limit](sql::Connection &db) { return AlertsRepository(db, who).page(openOnly, after, limit + 1); });
    auto found = co_await read;
    co_return found;
}

QCoro::Task<Result<Alert>> AlertsService::acknowledge(TenantContext who, QString id)
{
    auto write = m_database.write([&changes = m_database.changes(), &book = m_book, who, id](sql::Connection &db) -> Result<Alert> {
        if (auto entered = changes.enter(db, who.tenant); !entered) {
            return entered.error();
        }
        return book.acknowledge(db, who, id);
    });
    auto done = co_await write;
    co_return done;
}

} // namespace deskbell::server
