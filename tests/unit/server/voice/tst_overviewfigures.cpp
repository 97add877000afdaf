// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/overviewfigures.h"

#include <QTest>
#include <numeric>

using namespace deskbell;
using namespace deskbell::server;

class OverviewFiguresTest final : public QObject
{
    Q_OBJECT

private:
    static Instant at(const char *text) { return *fromRfc3339(QString::fromLatin1(text)); }

private Q_SLOTS:
    void daysAreThoseOfTheProperty_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("Lisbon") << QByteArray("Europe/Lisbon") << "2026-11-21" << "2026-11-21T00:00:00.000Z" << "2026-11-22T00:00:00.000Z";
        QTest::newRow("Kathmandu, 45 minutes") << QByteArray("Asia/Kathmandu") << "2026-11-21" << "2026-11-20T18:15:00.000Z" << "2026-11-21T18:15:00.000Z";
        QTest::newRow("New York, 23 hours") << QByteArray("America/New_York") << "2026-03-08" << "2026-03-08T05:00:00.000Z" << "2026-03-09T04:00:00.000Z";
        QTest::newRow("New York, 25 hours") << QByteArray("America/New_York") << "2026-11-01" << "2026-11-01T04:00:00.000Z" << "2026-11-02T05:00:00.000Z";
        QTest::newRow("leap day") << QByteArray("UTC") << "2028-02-29" << "2028-02-29T00:00:00.000Z" << "2028-03-01T00:00:00.000Z";
    }
    void daysAreThoseOfTheProperty()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, day);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const auto period = periodFrom(day, day, QTimeZone(zone), {});
        QVERIFY(period.ok());
        QCOMPARE(toRfc3339(period.value().from), from);
        QCOMPARE(toRfc3339(period.value().to), to);
    }

    void previousPeriodsKeepWholeDaysAcrossTheChangeOfTheClocks()
    {
        const QTimeZone zone("America/New_York");
        const auto period = periodFrom(QStringLiteral("2026-11-02"), QStringLiteral("2026-11-08"), zone, {}).value();
        const auto before = previousOf(period, zone);
        QCOMPARE(toRfc3339(before.from), QStringLiteral("2026-10-26T04:00:00.000Z"));
        QCOMPARE(before.to, period.from);
        const Period hour{at("2026-11-01T10:00:00Z"), at("2026-11-01T11:00:00Z")};
        QCOMPARE(toRfc3339(previousOf(hour, zone).from), QStringLiteral("2026-11-01T09:00:00.000Z"));
    }

    void withoutAPeriodItIsTheLastSevenDays()
    {
        const auto period = periodFrom({}, {}, QTimeZone("Europe/Lisbon"), at("2026-11-21T12:00:00Z")).value();
        QCOMPARE(toRfc3339(period.from), QStringLiteral("2026-11-15T00:00:00.000Z"));
        QCOMPARE(toRfc3339(period.to), QStringLiteral("2026-11-22T00:00:00.000Z"));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("no date") << "soon" << QString();
        QTest::newRow("no such day") << "2026-02-30" << QString();
        QTest::newRow("backwards") << "2026-11-21" << "2026-11-20";
        QTest::newRow("for ever") << "1970-01-01" << "2026-11-20";
        QTest::newRow("time without zone") << "2026-11-21T10:00:00" << QString();
    }
    void nonsenseIsRefused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        const auto period = periodFrom(from, to, QTimeZone("UTC"), at("2026-11-21T12:00:00Z"));
        QVERIFY(!period.ok());
        QCOMPARE(period.error().kind, ErrorKind::Validation);
    }

    void countsGoIntoLocalHoursAndDays()
    {
        const QTimeZone zone("Asia/Kathmandu");
        const auto period = periodFrom(QStringLiteral("2026-11-20"), QStringLiteral("2026-11-21"), zone, {}).value();
        CallSums calls;
        calls.calls = 6;
        calls.withDuration = 4;
        calls.talkSeconds = 100;
        calls.byOutcome = {{QStringLiteral("completed"), 3}, {QStringLiteral("lost"), 1}, {QStringLiteral("no_answer"), 1}, {QString(), 1}};
        calls.byServiceType = {{QStringLiteral("room_service"), 4}, {QStringLiteral("information"), 1}, {QString(), 1}};
        calls.byQuarter = {{at("2026-11-20T18:00:00Z"), 1}, {at("2026-11-20T18:15:00Z"), 2}, {at("2026-11-21T18:00:00Z"), 3}};
        OrderSums orders;
        orders.orders = 2;
        orders.byQuarter = {{at("2026-11-20T18:15:00Z"), 2}};
        const auto figures = figuresFrom(calls, orders, period, zone, QStringLiteral("NPR"));
        QCOMPARE(figures.daily, (QList<DayCount>{{QStringLiteral("2026-11-20"), 1, 0}, {QStringLiteral("2026-11-21"), 5, 2}}));
        QCOMPARE(figures.hourly.at(23), 4);
        QCOMPARE(figures.hourly.at(0), 2);
        QCOMPARE(std::accumulate(figures.hourly.begin(), figures.hourly.end(), qint64(0)), 6);
        QCOMPARE(figures.completedCalls, 3);
        QCOMPARE(figures.lostCalls, 2);
        QCOMPARE(*figures.averageDurationSeconds, 25.0);
        QCOMPARE(figures.serviceTypes.first().serviceType, QStringLiteral("room_service"));
        QCOMPARE(figures.cost.currency, QStringLiteral("NPR"));
    }
};

QTEST_GUILESS_MAIN(OverviewFiguresTest)
#include "tst_overviewfigures.moc"
