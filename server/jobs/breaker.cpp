// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/breaker.h"

#include <algorithm>

namespace deskbell::server {
namespace {

using std::chrono::ceil;
using std::chrono::milliseconds;

/// A breaker that people opened stays open; who waits for it looks again after this.
constexpr milliseconds ManualWait{60'000};

} // namespace

Breaker::Breaker(Rules rules, Time now) : m_rules(rules), m_stateSince(now), m_openFor(rules.openFor) {}

Breaker::Breaker(Rules rules, const Memory &memory, Time now) : Breaker(rules, now)
{
    m_state = memory.state;
    m_reason = memory.reason;
    m_isManual = memory.isManual;
    m_openFor = std::clamp(memory.openFor, rules.openFor, rules.openAtMost);
    // A wall clock that jumped while the service was down must not keep it open for longer than it would be.
    m_openUntil = now + std::clamp(memory.openLeft, milliseconds(0), m_openFor);
    m_counts = memory.counts;
}

CallPermit Breaker::mayCall(Time now)
{
    if (m_state == BreakerState::Open) {
        if (m_isManual || now < m_openUntil) {
            ++m_counts.rejected;
            return {false, false, m_isManual ? ManualWait : ceil<milliseconds>(m_openUntil - now)};
        }
        enter(BreakerState::HalfOpen, now);
    }
    if (m_state == BreakerState::HalfOpen) {
        if (m_probeSince && now - *m_probeSince < m_rules.probePatience) {
            ++m_counts.rejected;
            return {false, false, std::max(milliseconds(1000), ceil<milliseconds>(m_rules.probePatience - (now - *m_probeSince)) / 10)};
        }
        m_probeSince = now;
        ++m_counts.fires;
        return {true, true, milliseconds(0)};
    }
    ++m_counts.fires;
    return {};
}

void Breaker::succeeded(Time now, milliseconds took)
{
    ++m_counts.succeeded;
    m_counts.latency += took;
    if (!isOfThisState(now, took) || m_state == BreakerState::Open) {
        return;
    }
    const bool isSlow = took > m_rules.slowAfter;
    if (m_state == BreakerState::HalfOpen) {
        m_probeSince.reset();
        if (isSlow) {
            open(now, CallFailure::Timeout, std::min(m_openFor * 2, m_rules.openAtMost));
        } else if (++m_probesSucceeded >= m_rules.successesToClose) {
            enter(BreakerState::Closed, now);
        }
        return;
    }
    m_failuresInARow = 0;
    note(now, false, isSlow);
    if (isSlow && isTooMuch(now)) {
        open(now, CallFailure::Timeout, m_rules.openFor);
    }
}

void Breaker::failed(Time now, CallFailure failure, milliseconds took)
{
    ++m_counts.failed;
    m_counts.timedOut += failure == CallFailure::Timeout ? 1 : 0;
    m_counts.latency += took;
    // What began before the state did says nothing about it.
    if (!isOfThisState(now, took) || m_state == BreakerState::Open) {
        return;
    }
    if (m_state == BreakerState::HalfOpen) {
        open(now, failure, std::min(m_openFor * 2, m_rules.openAtMost));
        return;
    }
    ++m_failuresInARow;
    note(now, true, took > m_rules.slowAfter);
    if (m_failuresInARow >= m_rules.failuresInARow || isTooMuch(now)) {
        open(now, failure, m_rules.openFor);
    }
}

void Breaker::abandoned()
{
    --m_counts.fires;
    m_probeSince.reset();
}

void Breaker::openByHand(Time now)
{
    enter(BreakerState::Open, now);
    m_reason.reset();
    m_isManual = true;
    m_openFor = m_rules.openFor;
}

void Breaker::closeByHand(Time now) { enter(BreakerState::Closed, now); }

Breaker::Memory Breaker::memory(Time now) const
{
    const auto left = m_state == BreakerState::Open && !m_isManual ? std::max(milliseconds(0), ceil<milliseconds>(m_openUntil - now)) : milliseconds(0);
    return {m_state, m_reason, m_isManual, left, m_openFor, m_counts};
}

void Breaker::note(Time now, bool isFailure, bool isSlow)
{
    const auto number = now.time_since_epoch() / (m_rules.window / qint64(Slots));
    auto &slot = m_window.at(size_t(number) % Slots);
    if (slot.number != number) {
        slot = {number, 0, 0, 0};
    }
    ++slot.calls;
    slot.failed += isFailure ? 1 : 0;
    slot.slow += isSlow ? 1 : 0;
}

bool Breaker::isTooMuch(Time now) const
{
    const auto number = now.time_since_epoch() / (m_rules.window / qint64(Slots));
    Slot sum;
    for (const auto &slot : m_window) {
        if (slot.number > number - qint64(Slots)) {
            sum.calls += slot.calls;
            sum.failed += slot.failed;
            sum.slow += slot.slow;
        }
    }
    return (sum.calls >= m_rules.minCalls && sum.failed * 2 >= sum.calls) || sum.slow >= m_rules.slowCalls;
}

void Breaker::enter(BreakerState state, Time now)
{
    m_state = state;
    m_stateSince = now;
    m_probeSince.reset();
    m_probesSucceeded = 0;
    m_failuresInARow = 0;
    m_isManual = false;
    m_window = {};
    if (state == BreakerState::Closed) {
        m_reason.reset();
        m_openFor = m_rules.openFor;
    }
}

void Breaker::open(Time now, std::optional<CallFailure> reason, milliseconds time)
{
    enter(BreakerState::Open, now);
    m_reason = reason;
    m_openFor = time;
    m_openUntil = now + time;
}

} // namespace deskbell::server
