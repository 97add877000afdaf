// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/wantedtime.h"

#include <QDateTime>
#include <QRegularExpression>

namespace deskbell::server {
namespace {

std::optional<Instant> afterSpan(const QString &words, Instant now)
{
    static const QRegularExpression span(QStringLiteral("^in (?:about )?(a|an|half an|\\d{1,3}) (minute|min|hour|hr)s?$"));
    const auto match = span.match(words);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const bool isHours = match.captured(2).startsWith(QLatin1Char('h'));
    const auto unit = std::chrono::minutes(isHours ? 60 : 1);
    const auto count = match.captured(1);
    if (count.startsWith(QLatin1String("half"))) {
        return now + unit / 2;
    }
    return now + unit * (count.startsWith(QLatin1Char('a')) ? 1 : count.toInt());
}

std::optional<QTime> timeOfDay(const QString &words)
{
    static const QRegularExpression clock(QStringLiteral("^(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.|p\\.m\\.|h|o'clock)?$"));
    const auto match = clock.match(words);
    const auto suffix = match.captured(3);
    if (!match.hasMatch() || (match.captured(2).isEmpty() && suffix.isEmpty())) {
        return std::nullopt;
    }
    int hour = match.captured(1).toInt();
    if (suffix.startsWith(QLatin1Char('p')) || suffix.startsWith(QLatin1Char('a'))) {
        if (hour < 1 || hour > 12) {
            return std::nullopt;
        }
        hour = hour % 12 + (suffix.startsWith(QLatin1Char('p')) ? 12 : 0);
    }
    const QTime time(hour, match.captured(2).toInt());
    return time.isValid() ? std::optional(time) : std::nullopt;
}

Instant moment(const QDate &date, const QTime &time, const QTimeZone &zone)
{
    return fromMillis(QDateTime(date, time, zone).toMSecsSinceEpoch());
}

} // namespace

std::optional<Instant> wantedTime(const QString &words, Instant now, const QTimeZone &zone)
{
    if (const auto exact = fromRfc3339(words)) {
        return exact;
    }
    auto text = words.simplified().toLower();
    if (text == QLatin1String("now") || text == QLatin1String("asap") || text == QLatin1String("as soon as possible")) {
        return now;
    }
    if (const auto due = afterSpan(text, now)) {
        return due;
    }
    auto date = QDateTime::fromMSecsSinceEpoch(toMillis(now), zone).date();
    bool hasDay = false;
    for (const auto *day : {"today", "tomorrow"}) {
        if (text.startsWith(QLatin1String(day)) || text.endsWith(QLatin1String(day))) {
            text.remove(QLatin1String(day));
            date = date.addDays(day[2] == 'm' ? 1 : 0);
            hasDay = true;
        }
    }
    text = text.simplified();
    if (text.startsWith(QLatin1String("at "))) {
        text = text.mid(3);
    }
    const auto time = timeOfDay(text);
    if (!time) {
        return std::nullopt;
    }
    const auto due = moment(date, *time, zone);
    return due < now && !hasDay ? moment(date.addDays(1), *time, zone) : due;
}

} // namespace deskbell::server
