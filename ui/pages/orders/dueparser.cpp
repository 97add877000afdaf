// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/dueparser.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace deskbell::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::DueParser)
};

DueInput problem(const QString &sentence) { return {std::nullopt, sentence}; }

/// Alternatives of a word: the English ones and those of the console's language.
QString oneOf(const QString &english, const QString &translated)
{
    return QStringLiteral("(?:%1|%2)").arg(english, translated);
}

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QStringLiteral("^(?:%1)$").arg(pattern),
                              QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

std::optional<std::chrono::minutes> parseSpan(const QString &text)
{
    const auto hour = oneOf(QStringLiteral("h|hr|hrs|hours?"), Words::tr("h|hours?", "pattern: unit hour"));
    const auto minute = oneOf(QStringLiteral("m|min|mins|minutes?"), Words::tr("m|min|minutes?", "pattern: unit minute"));
    const auto in = oneOf(QStringLiteral("in"), Words::tr("in", "pattern: before a span of time, as in 'in 30 min'"));
    const auto inMinutes = whole(QStringLiteral("(?:%1\\s+|\\+\\s*)?(\\d{1,4})\\s*%2").arg(in, minute)).match(text);
    if (inMinutes.hasMatch()) {
        return std::chrono::minutes(inMinutes.captured(1).toInt());
    }
    const auto plain = whole(QStringLiteral("\\+\\s*(\\d{1,4})")).match(text);
    if (plain.hasMatch()) {
        return std::chrono::minutes(plain.captured(1).toInt());
    }
    const auto inHours =
        whole(QStringLiteral("(?:%1\\s+|\\+\\s*)?(\\d{1,3})\\s*%2(?:\\s*(\\d{1,2})\\s*%3?)?").arg(in, hour, minute)).match(text);
    if (inHours.hasMatch()) {
        return std::chrono::minutes(inHours.captured(1).toInt() * 60 + inHours.captured(2).toInt());
    }
    return std::nullopt;
}

std::optional<QTime> parseTime(const QString &text)
{
    const auto oclock = oneOf(QStringLiteral("o'?clock"), Words::tr("o'?clock", "pattern: after a time, as in '8 o'clock'"));
    const auto clock = whole(QStringLiteral("(\\d{1,2})[:.](\\d{2})\\s*(?:(am|pm|a\\.m\\.|p\\.m\\.)|%1)?").arg(oclock)).match(text);
    const auto short12 = whole(QStringLiteral("(\\d{1,2})\\s*(?:(am|pm|a\\.m\\.|p\\.m\\.)|%1)").arg(oclock)).match(text);
    const bool hasMinutes = clock.hasMatch();
    if (!hasMinutes && !short12.hasMatch()) {
        return std::nullopt;
    }
    int hour = (hasMinutes ? clock : short12).captured(1).toInt();
    const int minute = hasMinutes ? clock.captured(2).toInt() : 0;
    const auto half = (hasMinutes ? clock.captured(3) : short12.captured(2)).left(1).toLower();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12) {
            return std::nullopt;
        }
        hour = hour % 12 + (half == QLatin1String("p") ? 12 : 0);
    }
    const QTime time(hour, minute);
    return time.isValid() ? std::optional(time) : std::nullopt;
}

std::optional<QDate> parseWeekday(const QString &text, QDate today, const QLocale &locale)
{
    for (int ahead = 0; ahead < 7; ++ahead) {
        const auto date = today.addDays(ahead);
        for (const auto &speech : {QLocale(QLocale::English), locale}) {
            for (const auto format : {QLocale::LongFormat, QLocale::ShortFormat}) {
                auto name = speech.dayName(date.dayOfWeek(), format);
                name.remove(QLatin1Char('.'));
                if (!name.isEmpty() && name.compare(text, Qt::CaseInsensitive) == 0) {
                    return date;
                }
            }
        }
    }
    return std::nullopt;
}

std::optional<QDate> parseMonthDay(const QString &text, QDate today, const QLocale &locale)
{
    const auto parts = whole(QStringLiteral("(\\d{1,2})\\.?\\s*(\\p{L}+)\\.?")).match(text);
    for (int month = 1; parts.hasMatch() && month <= 12; ++month) {
        for (const auto &speech : {QLocale(QLocale::English), locale}) {
            if (speech.monthName(month).startsWith(parts.captured(2), Qt::CaseInsensitive) && parts.capturedLength(2) >= 3) {
                const QDate date(today.year(), month, parts.captured(1).toInt());
                return date < today ? date.addYears(1) : date;
            }
        }
    }
    const auto dotted = whole(QStringLiteral("(\\d{1,2})\\.(\\d{1,2})\\.")).match(text);
    if (dotted.hasMatch()) {
        const QDate date(today.year(), dotted.captured(2).toInt(), dotted.captured(1).toInt());
        return date < today ? date.addYears(1) : date;
    }
    return std::nullopt;
}

/// An invalid date: written like a day, but there is none.
std::optional<QDate> parseDay(const QString &written, QDate today, const QLocale &locale)
{
    const auto text = written.endsWith(QLatin1Char(',')) ? written.chopped(1) : written;
    if (whole(oneOf(QStringLiteral("today"), Words::tr("today", "pattern: this day"))).match(text).hasMatch()) {
        return today;
    }
    if (whole(oneOf(QStringLiteral("tomorrow|tmrw"), Words::tr("tomorrow", "pattern: the next day"))).match(text).hasMatch()) {
        return today.addDays(1);
    }
    if (whole(oneOf(QStringLiteral("(?:the )?day after tomorrow"), Words::tr("day after tomorrow", "pattern: in two days")))
            .match(text).hasMatch()) {
        return today.addDays(2);
    }
    if (whole(QStringLiteral("\\d{4}-\\d{2}-\\d{2}")).match(text).hasMatch()) {
        return QDate::fromString(text, Qt::ISODate);
    }
    if (const auto weekday = parseWeekday(text, today, locale)) {
        return weekday;
    }
    return parseMonthDay(text, today, locale);
}

DueInput atWallClock(QDate date, QTime time, Instant now, const Formats &formats)
{
    const auto guess = QDateTime(date, time, formats.zone()).toMSecsSinceEpoch();
    std::optional<Instant> found;
    for (const qint64 shift : {-3'600'000, 0, 3'600'000}) { // a repeated hour has two answers, a skipped one has none
        const auto candidate = fromMillis(guess + shift);
        const auto local = formats.local(candidate);
        if (local.date() == date && local.time() == time && (!found || *found < now)) {
            found = candidate;
        }
    }
    if (!found) {
        return problem(Words::tr("%1 does not exist on %2: the clocks go forward. Choose a later time.")
                           .arg(time.toString(QStringLiteral("HH:mm")), formats.date(date)));
    }
    return {found, {}};
}

struct Parts {
    QString day;
    QTime time;
};

std::optional<Parts> split(const QString &text)
{
    const auto words = text.split(QLatin1Char(' '));
    for (qsizetype tail = 1; tail <= qMin<qsizetype>(2, words.size()); ++tail) {
        if (const auto time = parseTime(words.mid(words.size() - tail).join(QLatin1Char(' ')))) {
            auto day = words.first(words.size() - tail);
            if (!day.isEmpty() && whole(oneOf(QStringLiteral("at"), Words::tr("at", "pattern: before a time, as in 'at 8:00'")))
                                      .match(day.last()).hasMatch()) {
                day.removeLast();
            }
            return Parts{day.join(QLatin1Char(' ')), *time};
        }
    }
    return std::nullopt;
}

} // namespace

DueInput parseDue(const QString &typed, Instant now, const Formats &formats)
{
    const auto text = typed.simplified();
    if (text.isEmpty()) {
        return {};
    }
    if (whole(oneOf(QStringLiteral("now|asap"), Words::tr("now", "pattern: at once"))).match(text).hasMatch()) {
        return {now, {}};
    }
    if (const auto span = parseSpan(text)) {
        return {now + *span, {}};
    }
    const auto today = formats.local(now).date();
    const auto parts = split(text);
    if (!parts) {
        return parseDay(text, today, formats.locale())
            ? problem(Words::tr("Add a time of day, for example “%1 8:00”.").arg(text))
            : problem(Words::tr("Write a time such as “20:30”, “in 30 min” or “tomorrow 8:00”."));
    }
    if (parts->day.isEmpty()) {
        const auto due = atWallClock(today, parts->time, now, formats);
        return due.at && *due.at < now ? atWallClock(today.addDays(1), parts->time, now, formats) : due;
    }
    const auto day = parseDay(parts->day, today, formats.locale());
    if (!day || !day->isValid()) {
        return problem(Words::tr("“%1” is not a day. Write for example “tomorrow 8:00” or “24 Dec 18:00”.").arg(parts->day));
    }
    const auto due = atWallClock(*day, parts->time, now, formats);
    if (due.at && *due.at < now) {
        const auto isNamedDay = parseWeekday(parts->day, today, formats.locale()).has_value();
        return isNamedDay ? atWallClock(day->addDays(7), parts->time, now, formats)
                          : problem(Words::tr("%1 has passed already.").arg(formats.fullDateTime(*due.at)));
    }
    return due;
}

} // namespace deskbell::ui
