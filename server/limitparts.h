// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/jobs/breakerboard.h"
#include "server/jobs/providergate.h"
#include "server/jobs/ratelimiter.h"
#include "server/services/propertylimits.h"

namespace deskbell::server {

/// What keeps the house from sending too much, or to somebody who does not answer, put together. Everything given must outlive
/// it. Main thread.
struct LimitParts {
    LimitParts(Database &database, const TenantDirectory &directory, const Clock &clock);
    Q_DISABLE_COPY_MOVE(LimitParts)

    /// For GET /v1/jobs/summary: those in trouble first.
    [[nodiscard]] QList<BreakerHealth> breakersOf(const TenantId &tenant) const;

    PropertyLimits limits;
    RateLimiter limiter;
    BreakerBoard board;
    ProviderGate gate;
};

} // namespace deskbell::server
