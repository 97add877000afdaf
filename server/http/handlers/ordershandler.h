// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/ordersservice.h"

namespace deskbell::http {

/// GET and POST /v1/orders, GET and PATCH /v1/orders/{id}.
class OrdersHandler final
{
public:
    explicit OrdersHandler(server::OrdersService &orders) : m_orders(orders) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    QCoro::Task<Result<Answer>> order(RequestContext context);
    QCoro::Task<Result<Answer>> create(RequestContext context);
    QCoro::Task<Result<Answer>> change(RequestContext context);

    server::OrdersService &m_orders;
};

} // namespace deskbell::http
