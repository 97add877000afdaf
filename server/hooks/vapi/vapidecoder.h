// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/voice/voiceevent.h"

#include <QJsonObject>

namespace deskbell::server {

/// Turns one server message of Vapi (docs.vapi.ai/server-url/events) into a VoiceEvent. Pure; any thread.
/// `receivedAt` stands in for a missing timestamp. Unknown types become Kind::Other. Errors: Validation when there is no
/// `message` object, or a field we read has the wrong type, or a message about a call does not say which.
[[nodiscard]] Result<VoiceEvent> decodeVapi(const QJsonObject &body, Instant receivedAt);

} // namespace deskbell::server
