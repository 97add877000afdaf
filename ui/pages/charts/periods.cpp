// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/periods.h"

#include <QDateTime>

namespace deskbell::ui {

namespace {

constexpr PeriodChoice AllChoices[] = {PeriodChoice::Today,  PeriodChoice::Yesterday, PeriodChoice::Last7,
                                       PeriodChoice::Last30, PeriodChoice::ThisMonth, PeriodChoice::Custom};

} // namespace

Period daysPeriod(QDate first, QDate last, const QTimeZone &zone)
{
    const auto start = [&zone](QDate date) { return fromMillis(date.startOfDay(zone).toMSecsSinceEpoch()); };
    return {start(first), start(last.addDays(1))};
}

Period periodFor(PeriodChoice choice, const QTimeZone &zone, Instant now)
{
    const auto today = dateOf(now, zone);
    switch (choice) {
    case PeriodChoice::Today:
    case PeriodChoice::Custom: return daysPeriod(today, today, zone);
    case PeriodChoice::Yesterday: return daysPeriod(today.addDays(-1), today.addDays(-1), zone);
    case PeriodChoice::Last7: return daysPeriod(today.addDays(-6), today, zone);
    case PeriodChoice::Last30: return daysPeriod(today.addDays(-29), today, zone);
    case PeriodChoice::ThisMonth: return daysPeriod(QDate(today.year(), today.month(), 1), today, zone);
    }
    return {};
}

QDate dateOf(Instant at, const QTimeZone &zone) { return QDateTime::fromMSecsSinceEpoch(toMillis(at), zone).date(); }

QDate lastDateOf(const Period &period, const QTimeZone &zone)
{
    return dateOf(period.to - std::chrono::milliseconds(1), zone);
}

QString periodWord(PeriodChoice choice)
{
    switch (choice) {
    case PeriodChoice::Today: return QStringLiteral("today");
    case PeriodChoice::Yesterday: return QStringLiteral("yesterday");
    case PeriodChoice::Last7: return QStringLiteral("last7");
    case PeriodChoice::Last30: return QStringLiteral("last30");
    case PeriodChoice::ThisMonth: return QStringLiteral("month");
    case PeriodChoice::Custom: return QStringLiteral("custom");
    }
    return {};
}

std::optional<PeriodChoice> periodChoice(const QString &word)
{
    for (const auto choice : AllChoices) {
        if (periodWord(choice) == word) {
            return choice;
        }
    }
    return std::nullopt;
}

} // namespace deskbell::ui
