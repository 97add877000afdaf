// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/ordersservice.h"

#include "core/wire/ordercodec.h"

#include <QCoroFuture>

namespace deskbell::server {
namespace {

/// Runs one write of a tenant: its turn among all services first, then at most once per key.
Result<StoredAnswer> inTurn(sql::Connection &db, ChangeLog &changes, const IdempotencyKey &key, Instant now,
                            const std::function<Result<StoredAnswer>(sql::Connection &)> &effect)
{
    if (auto entered = changes.enter(db, key.tenant); !entered) {
        return entered.error();
    }
    return once(db, key, now, effect);
}

Result<StoredAnswer> answer(int status, const Result<Order> &order)
{
    return order ? Result<StoredAnswer>(StoredAnswer{status, wire::toJson(order.value())}) : Result<StoredAnswer>(order.error());
}

} // namespace

QCoro::Task<Result<OrderPage>> OrdersService::page(TenantContext who, OrderFilter filter, std::optional<OrderPosition> after, int limit)
{
    auto read = m_database.read([who, filter, after, limit](sql::Connection &db) { return OrdersRepository(db, who).page(filter, after, limit); });
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

QCoro::Task<Result<StoredAnswer>> OrdersService::create(TenantContext who, NewOrder wish, IdempotencyKey key)
{
    auto write = m_database.write([&orders = m_orders, &changes = m_database.changes(), who, wish, key, now = m_clock.now()](sql::Connection &db) {
        return inTurn(db, changes, key, now, [&](sql::Connection &inner) { return answer(201, orders.create(inner, who, wish)); });
    });
    auto stored = co_await write;
    co_return stored;
}

QCoro::Task<Result<StoredAnswer>> OrdersService::change(TenantContext who, OrderId id, OrderPatch patch, IdempotencyKey key)
{
    auto write = m_database.write([&orders = m_orders, &changes = m_database.changes(), who, id, patch, key, now = m_clock.now()](sql::Connection &db) {
        return inTurn(db, changes, key, now, [&](sql::Connection &inner) { return answer(200, orders.change(inner, who, id, patch)); });
    });
    auto stored = co_await write;
    co_return stored;
}

} // namespace deskbell::server
