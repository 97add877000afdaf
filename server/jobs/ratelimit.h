// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>

namespace deskbell::server {

/// How much of something may be used: `tokens` come back in `per`, at most `burst` are saved up. A value.
struct RateLimit {
    qint64 tokens = 0; ///< 0: no limit of rate
    std::chrono::milliseconds per{1000};
    qint64 burst = 0;    ///< 0: `tokens`
    qint64 dailyCap = 0; ///< tokens in one day of the property; 0: no cap
    QString timeZone;    ///< IANA; the property's, for its days

    [[nodiscard]] bool isLimited() const { return tokens > 0 || dailyCap > 0; }
    [[nodiscard]] qint64 most() const { return burst > 0 ? burst : tokens; }
    bool operator==(const RateLimit &) const = default;
};

} // namespace deskbell::server
