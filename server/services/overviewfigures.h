// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/overview.h"
#include "core/support/result.h"
#include "server/storage/analyticsrepository.h"

#include <QString>
#include <QTimeZone>
#include <optional>

namespace deskbell::server {

/// Puts sums into a property's hours and days. Pure.
[[nodiscard]] OverviewFigures figuresFrom(const CallSums &calls, const OrderSums &orders, const Period &period, const QTimeZone &zone,
                                          const QString &currency);

/// The period of `?from=&to=`: RFC 3339 times (`to` exclusive) or property-local dates (`to` inclusive). Missing both: the
/// seven property days that end today. Validation for anything else, for an empty period, and for more than 400 days.
[[nodiscard]] Result<Period> periodFrom(const QString &from, const QString &to, const QTimeZone &zone, Instant now);

/// The period before: whole property days go back by days, so that a change of the clocks does not shift them.
[[nodiscard]] Period previousOf(const Period &period, const QTimeZone &zone);

} // namespace deskbell::server
