// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/overview.h"
#include "core/support/result.h"

namespace deskbell::wire {

/// {"time_zone","period","totals","average_duration_seconds","service_types","hourly","daily","previous","change"}.
/// "change" holds the relative change against the previous period per figure (0.25 = a quarter more; null when the
/// previous figure is zero).
[[nodiscard]] QJsonObject toJson(const Overview &overview);
[[nodiscard]] Result<Overview> overviewFromJson(const QJsonObject &json);

} // namespace deskbell::wire
