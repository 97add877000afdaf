// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/tokenbucket.h"

#include "server/jobs/zonetime.h"

#include <algorithm>

namespace deskbell::server {

TokenBucket::TokenBucket(RateLimit limit, Instant now) : m_limit(std::move(limit)), m_now(now)
{
    m_state.amount = m_limit.tokens;
    m_state.perMs = std::max<qint64>(1, m_limit.per.count());
    m_state.parts = capacity();
    m_state.updatedAt = now;
    beginDay();
}

TokenBucket::TokenBucket(RateLimit limit, BucketState stored, Instant now) : TokenBucket(std::move(limit), now)
{
    adopt(std::move(stored));
    refill();
    beginDay();
}

void TokenBucket::adopt(BucketState stored)
{
    // The limit may be another one than when the row was written; the tokens stay what they were.
    const auto own = m_state;
    if (stored.perMs > 0 && stored.perMs != own.perMs) {
        stored.parts = qint64(double(stored.parts) / double(stored.perMs) * double(own.perMs));
    }
    m_state = std::move(stored);
    m_state.amount = own.amount;
    m_state.perMs = own.perMs;
    m_state.parts = std::clamp<qint64>(m_state.parts, 0, capacity());
}

void TokenBucket::refill()
{
    const auto elapsed = (m_now - m_state.updatedAt).count();
    m_state.updatedAt = m_now;
    if (elapsed <= 0 || m_state.amount == 0) {
        return;
    }
    // Compared before it is multiplied: a clock that jumps by years must not overflow.
    const auto missing = capacity() - m_state.parts;
    m_state.parts = elapsed > missing / m_state.amount ? capacity() : m_state.parts + elapsed * m_state.amount;
}

void TokenBucket::beginDay()
{
    const auto today = toLocal(m_now, zoneOf(m_limit.timeZone)).date;
    const bool isBack = m_state.day.isValid() && m_state.day > today && m_state.day <= today.addDays(1);
    if (m_state.day != today && !isBack) {
        m_state.day = today;
        m_state.spentToday = 0;
    }
}

std::chrono::milliseconds TokenBucket::waitFor(qint64 tokens) const
{
    const auto zone = zoneOf(m_limit.timeZone);
    if (m_limit.dailyCap > 0 && m_state.spentToday + std::min(tokens, m_limit.dailyCap) > m_limit.dailyCap) {
        return std::max(toInstant({m_state.day.addDays(1), 0}, zone) - m_now, std::chrono::milliseconds(1));
    }
    if (m_limit.tokens == 0) {
        return std::chrono::milliseconds(0);
    }
    const auto needed = std::min(tokens, m_limit.most()) * m_state.perMs - m_state.parts;
    return std::chrono::milliseconds(needed <= 0 ? 0 : (needed + m_state.amount - 1) / m_state.amount);
}

qint64 TokenBucket::available() const
{
    const auto left = m_limit.dailyCap > 0 ? std::max<qint64>(0, m_limit.dailyCap - m_state.spentToday) : std::numeric_limits<qint64>::max();
    return m_limit.tokens == 0 ? left : std::min(left, m_state.parts / m_state.perMs);
}

void TokenBucket::spend(qint64 tokens)
{
    m_state.parts = std::max<qint64>(0, m_state.parts - tokens * m_state.perMs);
    m_state.spentToday += tokens;
}

void TokenBucket::giveBack(qint64 tokens)
{
    m_state.parts = std::min(capacity(), m_state.parts + tokens * m_state.perMs);
    m_state.spentToday = std::max<qint64>(0, m_state.spentToday - tokens);
}

} // namespace deskbell::server
