// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/assistant/tools/assistanttool.h"
#include "server/services/orderbook.h"

namespace deskbell::server {

/// `leaveMessage`: a message for the staff becomes a request for the front desk, so that it is seen, owned and done.
class LeaveMessageTool final : public AssistantTool
{
public:
    explicit LeaveMessageTool(OrderBook &orders) : m_orders(orders) {}
    [[nodiscard]] ToolDefinition definition() const override;
    [[nodiscard]] Result<QString> run(const ToolScene &scene, const ToolCall &call) const override;

private:
    OrderBook &m_orders;
};

} // namespace deskbell::server
