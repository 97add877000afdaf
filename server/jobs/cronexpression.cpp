// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/cronexpression.h"

#include "server/jobs/zonetime.h"

#include <QStringList>
#include <algorithm>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

struct Field {
    const char *name;
    int first;
    int last;
};
constexpr Field Minute{"minute", 0, 59};
constexpr Field Hour{"hour", 0, 23};
constexpr Field Day{"day of the month", 1, 31};
constexpr Field Month{"month", 1, 12};
constexpr Field Weekday{"day of the week", 0, 7};

Error wrong(const QString &field, const QString &detail)
{
    return Error{ErrorKind::Validation, detail, 0, QStringLiteral("invalid_cron"), QJsonObject{{QStringLiteral("field"), field}}};
}

Result<int> readNumber(const QString &text, const Field &field)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 4
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    const int number = text.toInt();
    if (isNumber && number >= field.first && number <= field.last) {
        return number;
    }
    return wrong(QLatin1String(field.name),
                 QStringLiteral("the %1 \"%2\" is not a number from %3 to %4").arg(QLatin1String(field.name), text).arg(field.first).arg(field.last));
}

struct Part {
    int from = 0;
    int to = 0;
    int step = 1;
};

/// `*`, `a`, `a-b`, each perhaps with `/n`; `a/n` begins at a.
Result<Part> readPart(const QString &text, const Field &field)
{
    const auto slash = text.indexOf(QLatin1Char('/'));
    const auto range = slash < 0 ? text : text.left(slash);
    Part part{field.first, field.last, 1};
    if (slash >= 0) {
        const auto step = text.mid(slash + 1);
        part.step = step.toInt();
        if (part.step < 1 || part.step > field.last) {
            return wrong(QLatin1String(field.name),
                         QStringLiteral("the step \"%1\" of the %2 is not a number from 1 to %3").arg(step, QLatin1String(field.name)).arg(field.last));
        }
    }
    if (range == QLatin1String("*")) {
        return part;
    }
    const auto dash = range.indexOf(QLatin1Char('-'));
    const auto from = readNumber(dash < 0 ? range : range.left(dash), field);
    if (!from) {
        return from.error();
    }
    part.from = from.value();
    if (dash < 0) {
        part.to = slash < 0 ? part.from : field.last;
        return part;
    }
    const auto to = readNumber(range.mid(dash + 1), field);
    if (!to) {
        return to.error();
    }
    part.to = to.value();
    if (part.to < part.from) {
        return wrong(QLatin1String(field.name), QStringLiteral("the range \"%1\" of the %2 ends before it begins").arg(range, QLatin1String(field.name)));
    }
    return part;
}

Result<QList<int>> readField(const QString &text, const Field &field)
{
    QList<int> numbers;
    const auto parts = text.split(QLatin1Char(','));
    for (const auto &partText : parts) {
        const auto part = readPart(partText, field);
        if (!part) {
            return part.error();
        }
        for (int number = part.value().from; number <= part.value().to; number += part.value().step) {
            numbers.append(number);
        }
    }
    return numbers;
}

template<size_t Size>
Result<Done> fill(std::bitset<Size> &set, const QString &text, const Field &field)
{
    const auto numbers = readField(text, field);
    if (!numbers) {
        return numbers.error();
    }
    for (const int number : numbers.value()) {
        set.set(size_t(number));
    }
    return Done{};
}

} // namespace

Result<CronExpression> CronExpression::parse(const QString &text)
{
    const auto fields = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (fields.size() != 5) {
        return wrong(QString(), QStringLiteral("\"%1\" has %2 fields instead of 5: minute, hour, day of the month, month, day of the week")
                                    .arg(text).arg(fields.size()));
    }
    CronExpression cron;
    cron.m_text = fields.join(QLatin1Char(' '));
    for (const auto &filled : {fill(cron.m_minutes, fields.at(0), Minute), fill(cron.m_hours, fields.at(1), Hour), fill(cron.m_days, fields.at(2), Day),
                               fill(cron.m_months, fields.at(3), Month), fill(cron.m_weekdays, fields.at(4), Weekday)}) {
        if (!filled) {
            return filled.error();
        }
    }
    cron.m_isAnyDay = fields.at(2).startsWith(QLatin1Char('*'));
    cron.m_isAnyWeekday = fields.at(4).startsWith(QLatin1Char('*'));
    if (cron.m_weekdays.test(7)) {
        cron.m_weekdays.reset(7).set(0);
    }
    for (int hour = 0; hour < 24; ++hour) {
        for (int minute = 0; cron.m_hours.test(size_t(hour)) && minute < 60; ++minute) {
            if (cron.m_minutes.test(size_t(minute))) {
                cron.m_minutesOfDay.append(hour * 60 + minute);
            }
        }
    }
    if (!cron.everComes()) {
        return wrong(QLatin1String(Day.name), QStringLiteral("\"%1\" never comes: no such month has such a day").arg(cron.m_text));
    }
    return cron;
}

bool CronExpression::everComes() const
{
    if (m_isAnyDay || !m_isAnyWeekday) {
        return true;
    }
    for (int month = 1; month <= 12; ++month) {
        // 2028 is a leap year.
        const int days = QDate(2028, month, 1).daysInMonth();
        for (int day = 1; m_months.test(size_t(month)) && day <= days; ++day) {
            if (m_days.test(size_t(day))) {
                return true;
            }
        }
    }
    return false;
}

bool CronExpression::matchesDate(QDate date) const
{
    if (!m_months.test(size_t(date.month()))) {
        return false;
    }
    const bool isDay = m_days.test(size_t(date.day()));
    const bool isWeekday = m_weekdays.test(size_t(date.dayOfWeek() % 7));
    // cron(5): two restrictions are alternatives; a field that begins with `*` is none.
    return m_isAnyDay || m_isAnyWeekday ? isDay && isWeekday : isDay || isWeekday;
}

std::optional<QDate> CronExpression::nextDate(QDate from) const
{
    // 29 February is at most eight years away (1896 to 1904, 2096 to 2104).
    const auto end = from.addYears(9);
    for (auto date = from; date < end; date = date.addDays(1)) {
        if (!m_months.test(size_t(date.month()))) {
            date = QDate(date.year(), date.month(), date.daysInMonth());
        } else if (matchesDate(date)) {
            return date;
        }
    }
    return std::nullopt;
}

std::optional<Instant> CronExpression::nextAfter(Instant after, const QTimeZone &zone) const
{
    const auto next = m_hours.all() ? nextElapsed(after, zone) : nextLocal(after, zone);
    return next && isPlausible(*next) ? next : std::nullopt;
}

std::optional<Instant> CronExpression::nextLocal(Instant after, const QTimeZone &zone) const
{
    // A day early: what was due on a day that a zone skipped comes on the next one.
    auto date = nextDate(toLocal(after, zone).date.addDays(-1));
    while (date) {
        const auto day = *date;
        const auto minute = std::partition_point(m_minutesOfDay.cbegin(), m_minutesOfDay.cend(),
                                                 [&](int minuteOfDay) { return toInstant({day, minuteOfDay}, zone) <= after; });
        if (minute != m_minutesOfDay.cend()) {
            return toInstant({day, *minute}, zone);
        }
        date = nextDate(day.addDays(1));
    }
    return std::nullopt;
}

std::optional<Instant> CronExpression::nextElapsed(Instant after, const QTimeZone &zone) const
{
    auto candidate = std::chrono::floor<std::chrono::minutes>(after) + 1min;
    while (true) {
        const auto local = toLocal(candidate, zone);
        if (matchesDate(local.date)) {
            if (m_minutes.test(size_t(local.minute % 60))) {
                return candidate;
            }
            candidate += 1min;
            continue;
        }
        const auto date = nextDate(local.date);
        if (!date) {
            return std::nullopt;
        }
        const auto midnight = std::chrono::floor<std::chrono::minutes>(toInstant({*date, 0}, zone));
        candidate = std::max(candidate + 1min, midnight);
    }
}

QList<Instant> CronExpression::between(Instant after, Instant until, const QTimeZone &zone, int atMost) const
{
    QList<Instant> times;
    for (auto next = nextAfter(after, zone); next && *next <= until; next = nextAfter(*next, zone)) {
        if (times.size() == atMost) {
            times.removeFirst();
        }
        times.append(*next);
    }
    return times;
}

} // namespace deskbell::server
