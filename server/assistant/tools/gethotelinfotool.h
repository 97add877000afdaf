// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/assistant/tools/assistanttool.h"

namespace deskbell::server {

/// `getHotelInfo`: answers from the facts the property has entered; never invents one.
class GetHotelInfoTool final : public AssistantTool
{
public:
    [[nodiscard]] ToolDefinition definition() const override;
    [[nodiscard]] Result<QString> run(const ToolScene &scene, const ToolCall &call) const override;
};

} // namespace deskbell::server
