// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupschedule.h"

#include <QDateTime>
#include <QTimeZone>

namespace deskbell::server {
namespace {

constexpr qint64 HourSeconds = 3600;
constexpr int NightHour = 2;

QDateTime local(Instant at, const QTimeZone &zone) { return QDateTime::fromMSecsSinceEpoch(toMillis(at), zone); }

} // namespace

DueBackup nextBackup(Instant after, const QByteArray &zone)
{
    const QTimeZone named(zone);
    const auto used = named.isValid() ? named : QTimeZone::utc();
    const auto now = local(after, used).time();
    const auto sinceHour = std::chrono::milliseconds(now.msecsSinceStartOfDay() % (HourSeconds * 1000));
    const auto at = after + (std::chrono::hours(1) - sinceHour);
    const int hour = local(at, used).time().hour();
    const int before = local(at - std::chrono::hours(1), used).time().hour();
    const bool isNight = hour == NightHour ? before != NightHour : hour == NightHour + 1 && before == NightHour - 1;
    return {at, isNight ? QStringLiteral("nightly") : QStringLiteral("hourly")};
}

} // namespace deskbell::server
