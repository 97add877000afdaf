// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callbackrule.h"

#include <algorithm>

namespace deskbell::server {

bool CallBackRule::isNeeded(const Call &call, bool wasEscalated)
{
    if (call.isLive() || call.direction != CallDirection::Inbound || numberOf(call).isEmpty()) {
        return false;
    }
    switch (call.outcome) {
    case CallOutcome::NoAnswer:
    case CallOutcome::Failed: return true;
    case CallOutcome::Incomplete: return wasEscalated || call.endReason == EndReason::TooLong;
    case CallOutcome::Completed: return wasEscalated;
    case CallOutcome::Escalated:
    case CallOutcome::Lost: // nobody knows how it ended; the guest may well have been served
    case CallOutcome::None: break;
    }
    return false;
}

QString CallBackRule::numberOf(const Call &call)
{
    if (!call.customerNumber.isEmpty()) {
        return call.customerNumber;
    }
    const auto caller = std::find_if(call.parties.begin(), call.parties.end(), [](const CallParty &party) { return party.role == PartyRole::Caller; });
    if (caller == call.parties.end()) {
        return {};
    }
    return caller->number.isEmpty() ? caller->extension : caller->number;
}

} // namespace deskbell::server
