// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/periods.h"

#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class PeriodsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void daysAreThoseOfTheProperty()
    {
        const QTimeZone zone("Europe/Berlin");
        const auto now = *fromRfc3339(QStringLiteral("2026-11-20T23:30:00Z")); // already the 21st in Berlin
        const auto today = periodFor(PeriodChoice::Today, zone, now);
        QCOMPARE(toRfc3339(today.from), QStringLiteral("2026-11-20T23:00:00.000Z"));
        QCOMPARE(toRfc3339(today.to), QStringLiteral("2026-11-21T23:00:00.000Z"));
        QCOMPARE(periodFor(PeriodChoice::Yesterday, zone, now).to, today.from);
        QCOMPARE(periodFor(PeriodChoice::Last7, zone, now).to, today.to);
        QCOMPARE(dateOf(periodFor(PeriodChoice::Last7, zone, now).from, zone), QDate(2026, 11, 15));
        QCOMPARE(dateOf(periodFor(PeriodChoice::Last30, zone, now).from, zone), QDate(2026, 10, 23));
        QCOMPARE(dateOf(periodFor(PeriodChoice::ThisMonth, zone, now).from, zone), QDate(2026, 11, 1));
        QCOMPARE(lastDateOf(today, zone), QDate(2026, 11, 21));
    }

    void clockChangesMakeShortAndLongDays()
    {
        const QTimeZone zone("Europe/Berlin");
        const auto spring = daysPeriod(QDate(2026, 3, 29), QDate(2026, 3, 29), zone);
        const auto autumn = daysPeriod(QDate(2026, 10, 25), QDate(2026, 10, 25), zone);
        QCOMPARE(spring.to - spring.from, std::chrono::hours(23));
        QCOMPARE(autumn.to - autumn.from, std::chrono::hours(25));
    }

    void wordsComeBack()
    {
        QCOMPARE(periodChoice(periodWord(PeriodChoice::Last30)), PeriodChoice::Last30);
        QVERIFY(!periodChoice(QStringLiteral("century")));
    }
};

QTEST_GUILESS_MAIN(PeriodsTest)
#include "tst_periods.moc"
