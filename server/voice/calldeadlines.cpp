// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/calldeadlines.h"

namespace deskbell::server {

QList<CallDeadlines::Action> CallDeadlines::due(const Call &call, Instant now) const
{
    const bool isWithAssistant = call.state == CallState::Greeting || call.state == CallState::Live || call.state == CallState::Holding;
    if (!isWithAssistant || !call.startedAt) {
        return {};
    }
    const auto age = now - *call.startedAt;
    QList<Action> actions;
    if (age >= escalateAfter) {
        actions.append(Action::Escalate);
    }
    if (age >= endAfter - warnBefore) {
        actions.append(Action::Warn);
    }
    if (age >= endAfter) {
        actions.append(Action::End);
    }
    return actions;
}

} // namespace deskbell::server
