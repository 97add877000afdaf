// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/voice/voiceanswer.h"
#include "server/voice/voiceevent.h"

#include <QByteArray>

namespace deskbell::server {

/// The body Vapi expects (docs.vapi.ai/server-url/events, /tools/custom-tools). "{}" where it reads none.
[[nodiscard]] QByteArray encodeVapiAnswer(const VoiceEvent &event, const VoiceAnswer &answer);

} // namespace deskbell::server
