// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"

#include <QString>

namespace deskbell::server {

/// Our word for a reason why Vapi says a call ended. Its set is open (over 600 documented values, docs.vapi.ai/calls/call-ended-reason),
/// so this goes by their parts. None for an empty word. Pure; any thread.
[[nodiscard]] EndReason reasonFromVapi(const QString &word);

} // namespace deskbell::server
