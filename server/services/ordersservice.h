// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/support/result.h"
#include "server/access/idempotency.h"
#include "server/services/orderbook.h"
#include "server/storage/database.h"
#include "server/storage/ordersrepository.h"

#include <QCoroTask>

namespace deskbell::server {

/// Orders as staff read and change them. Main thread; the rules are OrderBook's.
class OrdersService final
{
public:
    OrdersService(Database &database, OrderBook &orders, const Clock &clock) : m_database(database), m_orders(orders), m_clock(clock) {}

    QCoro::Task<Result<OrderPage>> page(TenantContext who, OrderFilter filter, std::optional<OrderPosition> after, int limit);
    QCoro::Task<Result<Order>> order(TenantContext who, OrderId id);
    /// The stored answer holds the order as JSON.
    QCoro::Task<Result<StoredAnswer>> create(TenantContext who, NewOrder wish, IdempotencyKey key);
    QCoro::Task<Result<StoredAnswer>> change(TenantContext who, OrderId id, OrderPatch patch, IdempotencyKey key);

private:
    Database &m_database;
    OrderBook &m_orders;
    const Clock &m_clock;
};

} // namespace deskbell::server
