// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tokenbuckets.h"

#include <algorithm>
#include <cmath>

namespace deskbell::http {
namespace {

constexpr double Minute = 60;
constexpr std::chrono::seconds PruneEvery{1};
const QByteArray Others; ///< the key of those who find no room

} // namespace

double TokenBuckets::tokensOf(const Bucket &bucket, Time now) const
{
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    return std::min<double>(m_perMinute, bucket.tokens + std::max(0.0, seconds) * m_perMinute / Minute);
}

std::chrono::milliseconds TokenBuckets::waitFor(double tokens) const
{
    return std::chrono::milliseconds(qint64(std::ceil((1 - tokens) * Minute * 1000 / m_perMinute)));
}

std::optional<std::chrono::milliseconds> TokenBuckets::take(const QByteArray &key, Time now)
{
    if (m_perMinute <= 0) {
        return std::nullopt;
    }
    auto bucket = m_buckets.find(key);
    if (bucket == m_buckets.end()) {
        if (m_buckets.size() >= m_maxKeys) {
            prune(now);
        }
        const auto &used = m_buckets.size() >= m_maxKeys ? Others : key;
        bucket = m_buckets.find(used);
        if (bucket == m_buckets.end()) {
            bucket = m_buckets.insert(used, Bucket{double(m_perMinute), now});
        }
    }
    bucket->tokens = tokensOf(*bucket, now);
    bucket->at = now;
    if (bucket->tokens < 1) {
        return waitFor(bucket->tokens);
    }
    bucket->tokens -= 1;
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> TokenBuckets::wouldWait(const QByteArray &key, Time now) const
{
    const auto bucket = m_buckets.constFind(key);
    if (bucket == m_buckets.constEnd()) {
        return std::nullopt;
    }
    const double tokens = tokensOf(*bucket, now);
    return tokens < 1 ? std::optional(waitFor(tokens)) : std::nullopt;
}

void TokenBuckets::prune(Time now)
{
    if (now - m_prunedAt < PruneEvery) {
        return; // looking through all of them is not free
    }
    m_prunedAt = now;
    m_buckets.removeIf([&](const auto &entry) { return tokensOf(entry.value(), now) >= m_perMinute; });
}

} // namespace deskbell::http
