// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QDate>
#include <QTimeZone>

namespace deskbell::server {

/// A minute as the clock on a property's wall shows it.
struct LocalMinute {
    QDate date;
    int minute = 0; ///< of the day, 0…1439

    bool operator==(const LocalMinute &) const = default;
};

/// The property's zone by its IANA name; UTC for a name this machine does not know.
[[nodiscard]] QTimeZone zoneOf(const QString &ianaName);
[[nodiscard]] LocalMinute toLocal(Instant instant, const QTimeZone &zone);
/// RELIABILITY rule 54: a local time that daylight saving leaves out (or that a zone skips, as Apia did the whole of
/// 2011-12-30) is the first valid minute after it; of a local time that comes twice it is the first.
/// Never decreases when the local time grows.
[[nodiscard]] Instant toInstant(const LocalMinute &local, const QTimeZone &zone);

} // namespace deskbell::server
