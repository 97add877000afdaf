// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace deskbell {

QString toRfc3339(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(instant), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Instant> fromRfc3339(const QString &text)
{
    // Qt would read "2026-11-21" as local midnight; RFC 3339 section 5.6 wants a time and an offset.
    if (text.size() < 20) {
        return std::nullopt;
    }
    const bool hasOffset = text.endsWith(QLatin1Char('Z')) || text.endsWith(QLatin1Char('z'))
        || text.lastIndexOf(QLatin1Char('+')) > 10 || text.lastIndexOf(QLatin1Char('-')) > 10;
    const auto time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!hasOffset || !time.isValid()) {
        return std::nullopt;
    }
    return fromMillis(time.toMSecsSinceEpoch());
}

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::monotonic() const { return std::chrono::steady_clock::now(); }

} // namespace deskbell
