// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/period.h"
#include "server/storage/usagerepository.h"

#include <QJsonObject>
#include <QTimeZone>

namespace deskbell::server {

/// The month of the property that `now` is in, "2026-11", and when it begins and ends.
struct UsageMonth {
    QString name;
    Period period;
};
[[nodiscard]] UsageMonth monthOf(Instant now, const QTimeZone &zone);

/// {"from", "to", "days": [{"date", "calls", "talk_seconds", "costs": [{"currency", "cost_minor", "provider_cost_minor", "known_minor"}]}],
///  "total": {"calls", "talk_seconds", "costs"}} of the property's days, every day of the period once. Pure.
[[nodiscard]] QJsonObject usageJson(const QList<UsageSum> &sums, const Period &period, const QTimeZone &zone);

} // namespace deskbell::server
