// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapireasons.h"

#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

struct Part {
    const char *part;
    EndReason reason;
};

/// The first that is found counts: "call.forwarding.operator-busy" is busy, not a transfer. Migration 0016 has the same.
constexpr std::array Parts{
    Part{"busy", EndReason::Busy},
    Part{"did-not-answer", EndReason::NoAnswer},
    Part{"voicemail", EndReason::Voicemail},
    Part{"customer-ended-call", EndReason::GuestHungUp},
    Part{"forwarded-call", EndReason::Transferred},
    Part{"assistant-ended-call", EndReason::AssistantEnded},
    Part{"assistant-said", EndReason::AssistantEnded},
    Part{"silence-timed-out", EndReason::Silence},
    Part{"exceeded-max-duration", EndReason::TooLong},
    Part{"manually-canceled", EndReason::StaffEnded},
    Part{"assistant-request", EndReason::OurError},
    Part{"assistant-not-", EndReason::OurError},
    Part{"error", EndReason::ProviderError},
    Part{"failed", EndReason::ProviderError},
    Part{"not-found", EndReason::ProviderError},
    Part{"shutdown", EndReason::ProviderError},
    Part{"closed-websocket", EndReason::ProviderError},
    Part{"disconnected", EndReason::ProviderError},
};

} // namespace

EndReason reasonFromVapi(const QString &word)
{
    if (word.isEmpty()) {
        return EndReason::None;
    }
    const auto found = std::find_if(Parts.begin(), Parts.end(), [&word](const Part &part) { return word.contains(QLatin1String(part.part)); });
    return found == Parts.end() ? EndReason::Unknown : found->reason;
}

} // namespace deskbell::server
