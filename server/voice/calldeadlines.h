// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"

#include <QList>
#include <chrono>

namespace deskbell::server {

/// When a call with the assistant has gone on for too long: desks are told, the guest is warned, the call is ended. A call
/// that is with a person, or on the way there, is never hurried. Pure; any thread.
struct CallDeadlines {
    enum class Action {
        Escalate, ///< ring the desks
        Warn,     ///< say that it ends soon
        End,
    };

    std::chrono::milliseconds escalateAfter{std::chrono::minutes(10)}; ///< of being answered
    std::chrono::milliseconds endAfter{std::chrono::minutes(15)};
    std::chrono::milliseconds warnBefore{std::chrono::minutes(1)}; ///< the end

    /// All that is due by now, in order; the caller knows what it has done.
    [[nodiscard]] QList<Action> due(const Call &call, Instant now) const;
};

} // namespace deskbell::server
