// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandsservice.h"
#include "server/http/router.h"
#include "server/services/ordersservice.h"

namespace deskbell::http {

/// GET and POST /v1/orders, GET and PATCH /v1/orders/{id}. The writes are the commands order.create and order.change.
class OrdersHandler final
{
public:
    OrdersHandler(server::OrdersService &orders, server::CommandsService &commands) : m_orders(orders), m_commands(commands) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    QCoro::Task<Result<Answer>> order(RequestContext context);
    QCoro::Task<Result<Answer>> create(RequestContext context);
    QCoro::Task<Result<Answer>> change(RequestContext context);
    QCoro::Task<Result<Answer>> write(RequestContext context, QString command, int status);

    server::OrdersService &m_orders;
    server::CommandsService &m_commands;
};

} // namespace deskbell::http
