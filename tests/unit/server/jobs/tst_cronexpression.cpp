// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/cronexpression.h"
#include "server/jobs/zonetime.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

Instant at(const char *text) { return fromRfc3339(QString::fromLatin1(text)).value(); }

QStringList texts(const QList<Instant> &times)
{
    QStringList all;
    for (const auto &time : times) {
        all.append(toRfc3339(time).left(16));
    }
    return all;
}

} // namespace

class CronExpressionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void comesWhenItSays_data();
    void comesWhenItSays();
    void everyZoneComesOnceADay_data();
    void everyZoneComesOnceADay();
    void keepsTheNewestOfMany();
    void localTimesNeverDecrease();
};

void CronExpressionTest::refusesWhatIsNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("empty") << "" << "" << "\"\" has 0 fields instead of 5: minute, hour, day of the month, month, day of the week";
    QTest::newRow("seconds") << "0 0 2 * * *" << "" << "\"0 0 2 * * *\" has 6 fields instead of 5: minute, hour, day of the month, month, day of the week";
    QTest::newRow("minute 60") << "60 * * * *" << "minute" << "the minute \"60\" is not a number from 0 to 59";
    QTest::newRow("hour 24") << "0 24 * * *" << "hour" << "the hour \"24\" is not a number from 0 to 23";
    QTest::newRow("day 0") << "0 0 0 * *" << "day of the month" << "the day of the month \"0\" is not a number from 1 to 31";
    QTest::newRow("month 13") << "0 0 1 13 *" << "month" << "the month \"13\" is not a number from 1 to 12";
    QTest::newRow("weekday 8") << "0 0 * * 8" << "day of the week" << "the day of the week \"8\" is not a number from 0 to 7";
    QTest::newRow("word") << "x * * * *" << "minute" << "the minute \"x\" is not a number from 0 to 59";
    QTest::newRow("negative") << "-1 * * * *" << "minute" << "the minute \"\" is not a number from 0 to 59";
    QTest::newRow("backwards") << "30-10 * * * *" << "minute" << "the range \"30-10\" of the minute ends before it begins";
    QTest::newRow("step 0") << "*/0 * * * *" << "minute" << "the step \"0\" of the minute is not a number from 1 to 59";
    QTest::newRow("empty list") << "1,,2 * * * *" << "minute" << "the minute \"\" is not a number from 0 to 59";
    QTest::newRow("30 February") << "0 0 30 2 *" << "day of the month" << "\"0 0 30 2 *\" never comes: no such month has such a day";
    QTest::newRow("31 in short months") << "0 0 31 2,4,6,9,11 *" << "day of the month" << "\"0 0 31 2,4,6,9,11 *\" never comes: no such month has such a day";
}

void CronExpressionTest::refusesWhatIsNone()
{
    QFETCH(QString, text);
    QFETCH(QString, field);
    QFETCH(QString, sentence);
    const auto cron = CronExpression::parse(text);
    QVERIFY(!cron);
    QCOMPARE(cron.error().kind, ErrorKind::Validation);
    QCOMPARE(cron.error().code, QStringLiteral("invalid_cron"));
    QCOMPARE(cron.error().context.value(QLatin1String("field")).toString(), field);
    QCOMPARE(cron.error().detail, sentence);
}

void CronExpressionTest::comesWhenItSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *text, const char *zone, const char *after, const QStringList &expected) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(zone) << QString::fromLatin1(after) << expected;
    };
    row("nightly", "0 2 * * *", "UTC", "2026-11-25T02:00:00Z", {QStringLiteral("2026-11-26T02:00"), QStringLiteral("2026-11-27T02:00")});
    row("just before", "0 2 * * *", "UTC", "2026-11-25T01:59:59.999Z", {QStringLiteral("2026-11-25T02:00")});
    row("lists and ranges", "5,10-12 8-9 * * *", "UTC", "2026-11-25T08:05:00Z",
        {QStringLiteral("2026-11-25T08:10"), QStringLiteral("2026-11-25T08:11"), QStringLiteral("2026-11-25T08:12"), QStringLiteral("2026-11-25T09:05")});
    row("steps", "*/20 6/8 * * *", "UTC", "2026-11-25T06:20:00Z", {QStringLiteral("2026-11-25T06:40"), QStringLiteral("2026-11-25T14:00"), QStringLiteral("2026-11-25T14:20")});
    row("weekdays, Sunday as 7", "0 9 * * 6-7", "UTC", "2026-11-25T00:00:00Z", {QStringLiteral("2026-11-28T09:00"), QStringLiteral("2026-11-29T09:00"), QStringLiteral("2026-12-05T09:00")});
    row("either day", "0 0 13 * 5", "UTC", "2026-11-25T00:00:00Z", {QStringLiteral("2026-11-27T00:00"), QStringLiteral("2026-12-04T00:00"), QStringLiteral("2026-12-11T00:00"), QStringLiteral("2026-12-13T00:00")});
    row("last of the year", "59 23 31 12 *", "UTC", "2026-11-25T00:00:00Z", {QStringLiteral("2026-12-31T23:59"), QStringLiteral("2027-12-31T23:59")});
    row("29 February", "30 7 29 2 *", "Europe/Lisbon", "2026-11-25T00:00:00Z", {QStringLiteral("2028-02-29T07:30"), QStringLiteral("2032-02-29T07:30")});
    row("29 February over 2100", "0 12 29 2 *", "UTC", "2096-03-01T00:00:00Z", {QStringLiteral("2104-02-29T12:00")});
    // Lisbon, 29 March 2026: 01:00 becomes 02:00 at 01:00 UTC. 25 October 2026: 02:00 becomes 01:00 at 01:00 UTC.
    row("Lisbon gap", "30 1 * * *", "Europe/Lisbon", "2026-03-28T02:00:00Z", {QStringLiteral("2026-03-29T01:00"), QStringLiteral("2026-03-30T00:30")});
    row("Lisbon gap, two of it fall together", "0,30 1 * * *", "Europe/Lisbon", "2026-03-28T12:00:00Z",
        {QStringLiteral("2026-03-29T01:00"), QStringLiteral("2026-03-30T00:00"), QStringLiteral("2026-03-30T00:30")});
    row("Lisbon overlap once", "30 1 * * *", "Europe/Lisbon", "2026-10-24T12:00:00Z", {QStringLiteral("2026-10-25T00:30"), QStringLiteral("2026-10-26T01:30")});
    row("Lisbon overlap, asked between both", "30 1 * * *", "Europe/Lisbon", "2026-10-25T00:30:00Z", {QStringLiteral("2026-10-26T01:30")});
    row("Lisbon quarter hours run on through the overlap", "*/30 * * * *", "Europe/Lisbon", "2026-10-25T00:00:00Z",
        {QStringLiteral("2026-10-25T00:30"), QStringLiteral("2026-10-25T01:00"), QStringLiteral("2026-10-25T01:30"), QStringLiteral("2026-10-25T02:00")});
    // New York, 8 March 2026: 02:00 becomes 03:00 at 07:00 UTC. 1 November 2026: 02:00 becomes 01:00 at 06:00 UTC.
    row("New York gap", "30 2 * * *", "America/New_York", "2026-03-07T08:00:00Z", {QStringLiteral("2026-03-08T07:00"), QStringLiteral("2026-03-09T06:30")});
    row("New York overlap once", "30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", {QStringLiteral("2026-11-01T05:30"), QStringLiteral("2026-11-02T06:30")});
    row("New York far ahead", "30 2 * * *", "America/New_York", "2040-03-10T12:00:00Z", {QStringLiteral("2040-03-11T07:00")});
    row("Kathmandu", "0 2 * * *", "Asia/Kathmandu", "2026-11-25T00:00:00Z", {QStringLiteral("2026-11-25T20:15"), QStringLiteral("2026-11-26T20:15")});
    row("Kathmandu every hour", "0 * * * *", "Asia/Kathmandu", "2026-11-25T00:00:00Z", {QStringLiteral("2026-11-25T00:15"), QStringLiteral("2026-11-25T01:15")});
    // Apia went from 29 December (UTC-10) to 31 December 2011 (UTC+14).
    row("Apia without 30 December", "0 2 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z",
        {QStringLiteral("2011-12-29T12:00"), QStringLiteral("2011-12-30T10:00"), QStringLiteral("2011-12-30T12:00"), QStringLiteral("2011-12-31T12:00")});
    row("Apia, only on 30 December", "0 9 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z", {QStringLiteral("2011-12-30T10:00"), QStringLiteral("2012-12-29T19:00")});
}

void CronExpressionTest::comesWhenItSays()
{
    QFETCH(QString, text);
    QFETCH(QString, zone);
    QFETCH(QString, after);
    QFETCH(QStringList, expected);
    const auto cron = CronExpression::parse(text);
    QVERIFY2(cron.ok(), qPrintable(cron ? QString() : cron.error().detail));
    QList<Instant> times;
    auto time = *fromRfc3339(after);
    while (times.size() < expected.size()) {
        const auto next = cron.value().nextAfter(time, zoneOf(zone));
        QVERIFY(next);
        time = *next;
        times.append(time);
    }
    QCOMPARE(texts(times), expected);
}

void CronExpressionTest::everyZoneComesOnceADay_data()
{
    QTest::addColumn<QString>("zone");
    for (const auto *zone : {"Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca"}) {
        QTest::newRow(zone) << QString::fromLatin1(zone);
    }
}

void CronExpressionTest::everyZoneComesOnceADay()
{
    QFETCH(QString, zone);
    for (const auto *text : {"30 0 * * *", "30 1 * * *", "0 2 * * *", "30 2 * * *"}) {
        const auto cron = CronExpression::parse(QString::fromLatin1(text)).value();
        const auto times = cron.between(at("2027-01-01T15:00:00Z"), at("2029-01-01T15:00:00Z"), zoneOf(zone), 10'000);
        QCOMPARE(times.size(), 365 + 366);
        for (int i = 1; i < times.size(); ++i) {
            const auto apart = times.at(i) - times.at(i - 1);
            QVERIFY(apart >= std::chrono::hours(22) && apart <= std::chrono::hours(26));
        }
    }
}

void CronExpressionTest::keepsTheNewestOfMany()
{
    const auto cron = CronExpression::parse(QStringLiteral("0 * * * *")).value();
    const auto times = cron.between(at("2026-11-25T00:00:00Z"), at("2026-11-25T10:00:00Z"), QTimeZone::utc(), 2);
    QCOMPARE(texts(times), (QStringList{QStringLiteral("2026-11-25T09:00"), QStringLiteral("2026-11-25T10:00")}));
}

void CronExpressionTest::localTimesNeverDecrease()
{
    for (const auto *name : {"Europe/Lisbon", "America/New_York", "Pacific/Apia"}) {
        const auto zone = zoneOf(QString::fromLatin1(name));
        for (const auto &day : {QDate(2011, 12, 29), QDate(2026, 3, 7), QDate(2026, 3, 28), QDate(2026, 10, 24), QDate(2026, 10, 31)}) {
            auto last = toInstant({day, 0}, zone);
            for (int minute = 1; minute < 3 * 1440; ++minute) {
                const auto next = toInstant({day.addDays(minute / 1440), minute % 1440}, zone);
                QVERIFY(next >= last);
                last = next;
            }
        }
    }
}

QTEST_GUILESS_MAIN(CronExpressionTest)
#include "tst_cronexpression.moc"
