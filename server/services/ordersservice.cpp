// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/ordersservice.h"

#include "server/services/readasof.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<OrderPage>> OrdersService::page(TenantContext who, OrderFilter filter, std::optional<OrderPosition> after, int limit)
{
    auto read = m_database.read([who, filter, after, limit, lineage = m_database.lineage()](sql::Connection &db) {
        return readAsOf(db, who, lineage, [&] { return OrdersRepository(db, who).page(filter, after, limit); });
    });
    auto page = co_await read;
    co_return page;
}

QCoro::Task<Result<Order>> OrdersService::order(TenantContext who, OrderId id)
{
    auto read = m_database.read([who, id](sql::Connection &db) -> Result<Order> {
        auto found = OrdersRepository(db, who).byId(id);
        if (!found) {
            return found.error();
        }
        if (!found.value()) {
            return Error{ErrorKind::NotFound, QStringLiteral("there is no such order"), 0, {}, {}};
        }
        return *found.value();
    });
    auto order = co_await read;
    co_return order;
}

} // namespace deskbell::server
