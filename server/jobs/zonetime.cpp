// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/zonetime.h"

#include <QDateTime>

namespace deskbell::server {
namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
/// No zone is or was further from UTC than this.
constexpr qint64 ReachMs = 15 * HourMs;

qint64 offsetAt(const QTimeZone &zone, qint64 utcMs)
{
    return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC))) * 1000;
}

/// The first millisecond in (from, to] whose offset is not `before`.
qint64 transitionBetween(const QTimeZone &zone, qint64 from, qint64 to, qint64 before)
{
    while (to - from > 1) {
        const auto middle = from + (to - from) / 2;
        (offsetAt(zone, middle) == before ? from : to) = middle;
    }
    return to;
}

} // namespace

QTimeZone zoneOf(const QString &ianaName)
{
    const QTimeZone zone(ianaName.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

LocalMinute toLocal(Instant instant, const QTimeZone &zone)
{
    const auto utcMs = toMillis(instant);
    const auto local = QDateTime::fromMSecsSinceEpoch(utcMs + offsetAt(zone, utcMs), Qt::UTC);
    return {local.date(), local.time().msecsSinceStartOfDay() / int(MinuteMs)};
}

Instant toInstant(const LocalMinute &local, const QTimeZone &zone)
{
    // Qt's own resolution of gaps and overlaps has differed between its versions; offsets have not.
    const auto wanted = QDateTime(local.date, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() + local.minute * MinuteMs;
    const auto before = offsetAt(zone, wanted - ReachMs);
    const auto after = offsetAt(zone, wanted + ReachMs);
    for (const auto offset : {before, after}) {
        if (offsetAt(zone, wanted - offset) == offset) {
            return fromMillis(wanted - offset);
        }
    }
    const auto transition = transitionBetween(zone, wanted - ReachMs, wanted + ReachMs, before);
    const auto firstLocal = transition + after;
    return fromMillis((firstLocal + MinuteMs - 1) / MinuteMs * MinuteMs - after);
}

} // namespace deskbell::server
