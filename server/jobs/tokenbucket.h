// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/jobs/ratelimit.h"

#include <QDate>

namespace deskbell::server {

/// What is stored of a bucket (table rate_buckets).
struct BucketState {
    qint64 amount = 0;
    qint64 perMs = 0;
    qint64 parts = 0; ///< tokens in 1/perMs: each millisecond brings `amount` of them, so nothing is ever rounded away
    Instant updatedAt{};
    qint64 spentToday = 0;
    QDate day;

    bool operator==(const BucketState &) const = default;
};

/// The arithmetic of one token bucket (RELIABILITY rule 52), without any storage. A value.
class TokenBucket final
{
public:
    /// A full one.
    TokenBucket(RateLimit limit, Instant now);
    /// As stored, brought to `now`. A clock that was put back gives no tokens and starts from there; a day is only begun anew
    /// when it is later, so that a clock that jumps does not give the day's cap twice.
    TokenBucket(RateLimit limit, BucketState stored, Instant now);

    /// 0 when `tokens` can be spent now. More than the bucket ever holds counts as the full bucket.
    [[nodiscard]] std::chrono::milliseconds waitFor(qint64 tokens) const;
    /// Whole tokens that can be spent now.
    [[nodiscard]] qint64 available() const;
    /// Only after waitFor() said 0.
    void spend(qint64 tokens);
    /// Gives back what was spent and not used.
    void giveBack(qint64 tokens);

    [[nodiscard]] const BucketState &state() const { return m_state; }

private:
    void adopt(BucketState stored);
    void refill();
    void beginDay();
    [[nodiscard]] qint64 capacity() const { return m_limit.most() * m_state.perMs; }

    RateLimit m_limit;
    Instant m_now;
    BucketState m_state;
};

} // namespace deskbell::server
