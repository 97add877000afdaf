// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/support/result.h"
#include "server/storage/database.h"
#include "server/storage/ordersrepository.h"

#include <QCoroTask>

namespace deskbell::server {

/// Orders as staff read them. Main thread. They are changed by commands.
class OrdersService final
{
public:
    explicit OrdersService(Database &database) : m_database(database) {}

    QCoro::Task<Result<OrderPage>> page(TenantContext who, OrderFilter filter, std::optional<OrderPosition> after, int limit);
    QCoro::Task<Result<Order>> order(TenantContext who, OrderId id);

private:
    Database &m_database;
};

} // namespace deskbell::server
