// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "server/jobs/callfailure.h"

#include <array>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// Whether a call may be made now.
struct CallPermit {
    bool isAllowed = true;
    bool isProbe = false;              ///< the one call that tries; it should be one that does no harm
    std::chrono::milliseconds wait{0}; ///< when refused: how long until it is worth asking again

    explicit operator bool() const { return isAllowed; }
};

/// How calls have ended, since the counting began.
struct BreakerCounts {
    qint64 fires = 0; ///< calls that were let through
    qint64 succeeded = 0;
    qint64 failed = 0; ///< time-outs included
    qint64 timedOut = 0;
    qint64 rejected = 0; ///< calls that were not let through
    qint64 fallbacks = 0;
    std::chrono::milliseconds latency{0}; ///< sum of all calls that ended

    bool operator==(const BreakerCounts &) const = default;
};

/// Decides whether a provider is worth calling (RELIABILITY rule 57, made for few calls): closed lets calls through, open lets
/// none, half-open one at a time, to try. A state machine over a monotonic clock that the caller reads; a value.
class Breaker final
{
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Rules {
        int failuresInARow = 3;
        int minCalls = 5; ///< from so many calls in the window on, half of them failing is enough
        int slowCalls = 3;
        std::chrono::milliseconds window{120'000};
        std::chrono::milliseconds slowAfter{20'000}; ///< twice the time a call is given
        std::chrono::milliseconds openFor{30'000};   ///< doubled each time the try fails, up to …
        std::chrono::milliseconds openAtMost{600'000};
        std::chrono::milliseconds probePatience{60'000}; ///< a try that has not ended by then will not
        int successesToClose = 2;
    };

    /// What survives a restart.
    struct Memory {
        BreakerState state = BreakerState::Closed;
        std::optional<CallFailure> reason{};        ///< of the failure that opened it; none when people did
        bool isManual = false;                      ///< opened by people: stays so until they close it
        std::chrono::milliseconds openLeft{0};      ///< of an open one: how much longer
        std::chrono::milliseconds openFor{30'000};  ///< how long it is open this time
        BreakerCounts counts{};
    };

    Breaker(Rules rules, Time now);
    Breaker(Rules rules, const Memory &memory, Time now);

    /// Ask before each call; a permit means that succeeded(), failed() or abandoned() will follow.
    [[nodiscard]] CallPermit mayCall(Time now);
    void succeeded(Time now, std::chrono::milliseconds took);
    void failed(Time now, CallFailure failure, std::chrono::milliseconds took);
    /// The call was not made after all.
    void abandoned();
    void fellBack() { ++m_counts.fallbacks; }

    void openByHand(Time now);
    void closeByHand(Time now);

    [[nodiscard]] BreakerState state() const { return m_state; }
    [[nodiscard]] Memory memory(Time now) const;
    [[nodiscard]] const BreakerCounts &counts() const { return m_counts; }

private:
    /// Calls of a tenth of the window.
    struct Slot {
        qint64 number = -1; ///< of the tenth since the clock's beginning
        int calls = 0;
        int failed = 0;
        int slow = 0;
    };
    static constexpr size_t Slots = 10;

    [[nodiscard]] bool isOfThisState(Time now, std::chrono::milliseconds took) const { return now - took >= m_stateSince; }
    void note(Time now, bool isFailure, bool isSlow);
    [[nodiscard]] bool isTooMuch(Time now) const;
    void enter(BreakerState state, Time now);
    void open(Time now, std::optional<CallFailure> reason, std::chrono::milliseconds time);

    Rules m_rules;
    BreakerState m_state = BreakerState::Closed;
    Time m_stateSince;
    std::optional<CallFailure> m_reason;
    bool m_isManual = false;
    Time m_openUntil{};
    std::chrono::milliseconds m_openFor;
    std::optional<Time> m_probeSince;
    int m_failuresInARow = 0;
    int m_probesSucceeded = 0;
    std::array<Slot, Slots> m_window{};
    BreakerCounts m_counts;
};

} // namespace deskbell::server
