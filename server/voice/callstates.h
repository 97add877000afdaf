// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"

namespace deskbell::server {

/// The one table of which state of a call may be shown after which (docs/adr/0023). A state may stay. Pure; any thread.
[[nodiscard]] bool mayFollow(CallState from, CallState to);

/// The first step of the shortest legal way from one state to another; `from` when they are the same or there is no way.
[[nodiscard]] CallState nextTowards(CallState from, CallState to);

} // namespace deskbell::server
