// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/rng.h"

#include <QList>

namespace deskbell::sim {

/// When calls of the past began: `perDay` a day on average over the last `days` days before `now`, busy in the morning
/// and in the evening as a front desk is, quieter on some days. Oldest first; all ended well before `now`.
[[nodiscard]] QList<Instant> historyPlan(int days, int perDay, Instant now, Rng &rng);

} // namespace deskbell::sim
