// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/jobs/breaker.h"

#include <QHashFunctions>
#include <QString>

namespace deskbell::server {

/// One breaker for each provider, account and operation of a property.
struct BreakerKey {
    TenantId tenant;
    QString provider;  ///< "twilio", or the host of an address the property configured
    QString account;   ///< empty when the property has one only
    QString operation; ///< "send_text", "order.notify"

    bool operator==(const BreakerKey &) const = default;
    friend size_t qHash(const BreakerKey &key, size_t seed = 0) { return qHashMulti(seed, key.tenant, key.provider, key.account, key.operation); }
    /// Within the property.
    [[nodiscard]] QString id() const { return provider + QLatin1Char('/') + account + QLatin1Char('/') + operation; }
};

/// What people are told of a breaker, and what is stored of it.
struct BreakerFacts {
    BreakerKey key;
    BreakerState state = BreakerState::Closed;
    std::optional<CallFailure> reason;
    bool isManual = false;
    Instant since{};                  ///< of the trouble, not of the last try; or since when all is well
    std::optional<Instant> openUntil; ///< when it is tried again
    std::chrono::milliseconds openFor{0};
    qint64 waiting = 0; ///< jobs
    BreakerCounts counts;
    Instant updatedAt{};
    qint64 version = 0;
};

} // namespace deskbell::server
