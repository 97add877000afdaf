// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/tenantcontext.h"
#include "server/voice/callrecord.h"
#include "server/voice/voiceanswer.h"

namespace deskbell::server {

/// What a tool may know and touch while it runs.
struct ToolScene {
    sql::Connection &db;      ///< inside the message's transaction
    const TenantInfo &tenant;
    TenantContext who;        ///< the assistant acts
    CallRecord *call;         ///< null when the tool is tried without a call
    Instant at{};             ///< when the provider sent the request
};

/// Something the voice assistant can do for a guest. Arguments come from a language model and may be anything: whatever is
/// wrong with them becomes a sentence the assistant can say. An Error means our own failure.
class AssistantTool
{
public:
    virtual ~AssistantTool() = default;
    [[nodiscard]] virtual ToolDefinition definition() const = 0;
    [[nodiscard]] virtual Result<QString> run(const ToolScene &scene, const ToolCall &call) const = 0;
};

} // namespace deskbell::server
