// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/voice/voiceevent.h"

#include <QJsonObject>
#include <QList>

namespace deskbell::server {

/// The calls inside a `tool-calls` message. Vapi's documentation shows three contradictory shapes (toolCallList with
/// `function`, toolCallList with flat `name`/`parameters`, toolWithToolCallList), and `arguments` as text or object; all
/// are read (docs.vapi.ai/tools/custom-tools, /server-url/events). What can not be read has `problem` set, never an error:
/// the assistant must get an answer for every call it made.
[[nodiscard]] QList<ToolCall> readVapiToolCalls(const QJsonObject &message);

/// The one call inside a legacy `function-call` message.
[[nodiscard]] QList<ToolCall> readVapiFunctionCall(const QJsonObject &message);

} // namespace deskbell::server
