// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <chrono>
#include <optional>

namespace deskbell::http {

/// Token buckets by key, all of one size: a minute's worth at once, refilled evenly. Holds at most `maxKeys`; somebody who
/// invents keys faster than they are forgotten shares one bucket with all other inventors. One thread.
class TokenBuckets final
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `perMinute` 0: no limit.
    explicit TokenBuckets(int perMinute, int maxKeys = 20'000) : m_perMinute(perMinute), m_maxKeys(maxKeys) { }

    /// std::nullopt when one was taken; otherwise how long until there is one.
    [[nodiscard]] std::optional<std::chrono::milliseconds> take(const QByteArray &key, Time now);
    /// Whether take() would refuse; takes nothing.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wouldWait(const QByteArray &key, Time now) const;
    [[nodiscard]] qsizetype size() const { return m_buckets.size(); }

private:
    struct Bucket {
        double tokens = 0;
        Time at{};
    };
    [[nodiscard]] double tokensOf(const Bucket &bucket, Time now) const;
    [[nodiscard]] std::chrono::milliseconds waitFor(double tokens) const;
    /// Forgets those that are full again.
    void prune(Time now);

    int m_perMinute;
    int m_maxKeys;
    QHash<QByteArray, Bucket> m_buckets;
    Time m_prunedAt{};
};

} // namespace deskbell::http
