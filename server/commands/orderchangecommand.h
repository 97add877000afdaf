// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandhandler.h"
#include "server/services/orderbook.h"

namespace deskbell::server {

/// "order.change": args as the body of PATCH /v1/orders/{id}, with the order's `id`; gives back the order. The command's
/// base_version goes before one in the args.
class OrderChangeCommand final : public CommandHandler
{
public:
    explicit OrderChangeCommand(OrderBook &orders) : m_orders(orders) {}

    [[nodiscard]] QString name() const override { return QStringLiteral("order.change"); }
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, const Command &command) override;

private:
    OrderBook &m_orders;
};

} // namespace deskbell::server
