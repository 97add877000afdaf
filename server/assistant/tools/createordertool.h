// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/assistant/tools/assistanttool.h"
#include "server/services/orderbook.h"

namespace deskbell::server {

/// `createOrder`: takes a guest's request. Needs items, and a room where the call does not tell one.
class CreateOrderTool final : public AssistantTool
{
public:
    explicit CreateOrderTool(OrderBook &orders) : m_orders(orders) {}
    [[nodiscard]] ToolDefinition definition() const override;
    [[nodiscard]] Result<QString> run(const ToolScene &scene, const ToolCall &call) const override;

private:
    OrderBook &m_orders;
};

} // namespace deskbell::server
