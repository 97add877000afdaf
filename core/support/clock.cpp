// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/clock.h"

#include <QDateTime>
#include <QTimeZone>
#include <algorithm>
#include <array>

namespace deskbell {

QString toRfc3339(Instant instant)
{
    // Every row sent has two or three of these; QDateTime::toString() takes a microsecond each.
    using namespace std::chrono;
    Q_ASSERT(isPlausible(instant));
    const auto day = floor<days>(std::clamp(instant, fromMillis(0), Instant(sys_days(year(2200) / 1 / 1) - milliseconds(1))));
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    std::array<char16_t, 24> text{u'0', u'0', u'0', u'0', u'-', u'0', u'0', u'-', u'0', u'0', u'T', u'0',
                                  u'0', u':', u'0', u'0', u':', u'0', u'0', u'.', u'0', u'0', u'0', u'Z'};
    const auto put = [&text](size_t last, qint64 value) {
        for (size_t place = last; value > 0; --place, value /= 10) {
            text.at(place) = char16_t(u'0' + value % 10);
        }
    };
    put(3, int(date.year()));
    put(6, unsigned(date.month()));
    put(9, unsigned(date.day()));
    put(12, time.hours().count());
    put(15, time.minutes().count());
    put(18, time.seconds().count());
    put(22, time.subseconds().count());
    return QString(reinterpret_cast<const QChar *>(text.data()), qsizetype(text.size()));
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
    const auto instant = fromMillis(time.toMSecsSinceEpoch());
    return isPlausible(instant) ? std::optional(instant) : std::nullopt;
}

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::monotonic() const { return std::chrono::steady_clock::now(); }

} // namespace deskbell
