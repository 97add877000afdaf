// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>
#include <chrono>

namespace deskbell::sim {

/// How a provider misbehaves.
enum class Misconduct {
    None,
    Slow,         ///< does it at once, answers after `delay`
    RateLimited,  ///< 429 with Retry-After; does nothing
    ServerError,  ///< 500; does nothing
    LateError,    ///< does it and answers 500 all the same
    LostReply,    ///< does it and cuts the connection before the answer
    Duplicate,    ///< does it twice of its own accord, answers once
    LateCallback, ///< 202; calls back after `delay`
};

/// What POST /control sets; only the fields that are sent change.
struct ProviderMode {
    Misconduct misconduct = Misconduct::None;
    double share = 1.0;                   ///< of the requests that are treated so, 0…1; the others go well
    std::chrono::milliseconds delay{500}; ///< of slow answers and late callbacks
    int retryAfterSeconds = 1;            ///< of 429
    int limitPerSecond = 0;               ///< over it 429, whatever the mode; 0 for no limit
    bool isLookupBroken = false;          ///< GET /lookup answers 500
    QUrl callback;                        ///< for requests without X-Callback-Url

    /// Validation for an unknown word or a number out of range; nothing is changed then.
    [[nodiscard]] Result<Done> change(const QJsonObject &wish);
    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace deskbell::sim
