// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/assistant/tools/assistanttool.h"

namespace deskbell::server {

/// `getOrderStatus`: how far a request is, by its code, or the newest one of the call or room.
class GetOrderStatusTool final : public AssistantTool
{
public:
    [[nodiscard]] ToolDefinition definition() const override;
    [[nodiscard]] Result<QString> run(const ToolScene &scene, const ToolCall &call) const override;
};

} // namespace deskbell::server
