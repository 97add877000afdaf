// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"

namespace deskbell::server {

/// Whether somebody of the house must call a guest back: the guest called, could be reached again, and nobody took the call. Pure;
/// any thread. To be asked when the call has been over for a while, so that late messages have said what they have to say.
struct CallBackRule {
    /// `wasEscalated`: desks were rung for it and nobody answered them.
    [[nodiscard]] static bool isNeeded(const Call &call, bool wasEscalated);
    /// Where to: the caller's number, else the extension; empty when withheld.
    [[nodiscard]] static QString numberOf(const Call &call);
};

} // namespace deskbell::server
