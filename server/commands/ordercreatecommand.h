// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandhandler.h"
#include "server/services/orderbook.h"

namespace deskbell::server {

/// "order.create": args as the body of POST /v1/orders; gives back the order.
class OrderCreateCommand final : public CommandHandler
{
public:
    explicit OrderCreateCommand(OrderBook &orders) : m_orders(orders) {}

    [[nodiscard]] QString name() const override { return QStringLiteral("order.create"); }
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, const Command &command) override;

private:
    OrderBook &m_orders;
};

} // namespace deskbell::server
