// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/toolarguments.h"
#include "server/assistant/tools/wantedtime.h"
#include "server/services/departments.h"
#include "server/services/tenantsettings.h"

#include <QJsonArray>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class ToolsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itemsAreReadHoweverTheyAreWritten_data()
    {
        QTest::addColumn<QJsonValue>("items");
        QTest::addColumn<QString>("expected");
        QTest::newRow("sentence") << QJsonValue(QStringLiteral("2 towels and a pillow")) << QStringLiteral("2 towels, a pillow");
        QTest::newRow("words") << QJsonValue(QStringLiteral("two coffees, three croissants")) << QStringLiteral("2 coffees, 3 croissants");
        QTest::newRow("times") << QJsonValue(QStringLiteral("2x towels; 3 × tea")) << QStringLiteral("2 towels, 3 tea");
        QTest::newRow("list of texts") << QJsonValue(QJsonArray{QStringLiteral("tea"), QStringLiteral("4 rolls")}) << QStringLiteral("tea, 4 rolls");
        QTest::newRow("list of objects")
            << QJsonValue(QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("чай")}, {QStringLiteral("quantity"), QStringLiteral("2")}}})
            << QStringLiteral("2 чай");
        QTest::newRow("one object") << QJsonValue(QJsonObject{{QStringLiteral("item"), QStringLiteral("iron")}, {QStringLiteral("count"), 1}}) << QStringLiteral("iron");
        QTest::newRow("silly amounts")
            << QJsonValue(QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("a")}, {QStringLiteral("quantity"), -5}},
                                     QJsonObject{{QStringLiteral("name"), QStringLiteral("b")}, {QStringLiteral("quantity"), 1e12}}})
            << QStringLiteral("a, b");
    }
    void itemsAreReadHoweverTheyAreWritten()
    {
        QFETCH(QJsonValue, items);
        QFETCH(QString, expected);
        QCOMPARE(itemsAsText(argumentItems({{QStringLiteral("items"), items}})), expected);
    }

    void timesAreReadInTheZoneOfTheProperty_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("expected");
        // Now is 2026-11-21 19:00 in New York, UTC-5.
        QTest::newRow("later today") << QStringLiteral("20:30") << QStringLiteral("2026-11-22T01:30:00.000Z");
        QTest::newRow("passed already") << QStringLiteral("8am") << QStringLiteral("2026-11-22T13:00:00.000Z");
        QTest::newRow("tomorrow") << QStringLiteral("Tomorrow at 7:15") << QStringLiteral("2026-11-22T12:15:00.000Z");
        QTest::newRow("day last") << QStringLiteral("8 pm tomorrow") << QStringLiteral("2026-11-23T01:00:00.000Z");
        QTest::newRow("minutes") << QStringLiteral("in 30 minutes") << QStringLiteral("2026-11-22T00:30:00.000Z");
        QTest::newRow("an hour") << QStringLiteral("in an hour") << QStringLiteral("2026-11-22T01:00:00.000Z");
        QTest::newRow("half an hour") << QStringLiteral("in half an hour") << QStringLiteral("2026-11-22T00:30:00.000Z");
        QTest::newRow("now") << QStringLiteral("ASAP") << QStringLiteral("2026-11-22T00:00:00.000Z");
        QTest::newRow("exact") << QStringLiteral("2026-11-22T08:00:00+01:00") << QStringLiteral("2026-11-22T07:00:00.000Z");
        QTest::newRow("noon") << QStringLiteral("12pm") << QStringLiteral("2026-11-22T17:00:00.000Z");
        for (const auto *none : {"", "later", "7", "25:00", "13pm", "after dinner", "2026-11-22"}) {
            QTest::newRow(none) << QString::fromLatin1(none) << QString();
        }
    }
    void timesAreReadInTheZoneOfTheProperty()
    {
        QFETCH(QString, words);
        QFETCH(QString, expected);
        const auto now = *fromRfc3339(QStringLiteral("2026-11-22T00:00:00Z"));
        const auto due = wantedTime(words, now, QTimeZone("America/New_York"));
        QCOMPARE(due ? toRfc3339(*due) : QString(), expected);
    }

    void departmentsFollowTheWords_data()
    {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("department");
        QTest::newRow("towels") << QStringLiteral("two towels") << QStringLiteral("housekeeping");
        QTest::newRow("soup") << QStringLiteral("tomato soup") << QStringLiteral("room_service");
        QTest::newRow("leak before towels") << QStringLiteral("leaking shower, towels") << QStringLiteral("maintenance");
        QTest::newRow("taxi") << QStringLiteral("Taxi to the airport") << QStringLiteral("concierge");
        QTest::newRow("Spanish") << QStringLiteral("toallas") << QStringLiteral("housekeeping");
        QTest::newRow("Russian") << QStringLiteral("чай с лимоном") << QStringLiteral("room_service");
        QTest::newRow("short words stand alone") << QStringLiteral("account statement") << QStringLiteral("front_desk");
        QTest::newRow("unknown") << QStringLiteral("late checkout") << QStringLiteral("front_desk");
    }
    void departmentsFollowTheWords()
    {
        QFETCH(QString, item);
        QFETCH(QString, department);
        QCOMPARE(departmentFor({{item, 1}}, {}), department);
    }

    void factsAreFoundByTopicThenText()
    {
        const auto settings = TenantSettings::fromJson(
            QJsonObject{{QStringLiteral("hotel_info"), QJsonObject{{QStringLiteral("breakfast"), QStringLiteral("From 7 to 10 in the garden room.")},
                                                                   {QStringLiteral("wifi"), QStringLiteral("The password is on your key card.")}}}},
            QStringLiteral("Seaview"));
        QVERIFY(settings.greeting.greet({}).text.contains(QStringLiteral("AI assistant of Seaview")));
        QCOMPARE(settings.findFact(QStringLiteral("What time is breakfast?"))->topic, QStringLiteral("breakfast"));
        QCOMPARE(settings.findFact(QStringLiteral("Where is the garden?"))->topic, QStringLiteral("breakfast"));
        QCOMPARE(settings.findFact(QStringLiteral("I lost my key card"))->topic, QStringLiteral("wifi"));
        QVERIFY(!settings.findFact(QStringLiteral("helipad")));
    }

    void settingsAreCheckedBeforeTheyCount()
    {
        const QJsonObject good{{QStringLiteral("assistant"), QJsonObject{{QStringLiteral("enabled"), false}, {QStringLiteral("greeting"), QStringLiteral("Hi")}}},
                               {QStringLiteral("desk_phone"), QStringLiteral("+1")},
                               {QStringLiteral("hotel_info"), QJsonObject{{QStringLiteral("pool"), QStringLiteral("Open till 20:00.")}}}};
        QVERIFY(TenantSettings::check(good).ok());
        QVERIFY(!TenantSettings::check({{QStringLiteral("asistant"), QJsonObject{}}}).ok());
        QVERIFY(!TenantSettings::check({{QStringLiteral("desk_phone"), 5}}).ok());
        QVERIFY(!TenantSettings::check({{QStringLiteral("assistant"), QJsonObject{{QStringLiteral("enabled"), QStringLiteral("yes")}}}}).ok());
        QVERIFY(!TenantSettings::check({{QStringLiteral("hotel_info"), QJsonObject{{QStringLiteral("pool"), 5}}}}).ok());
    }
};

QTEST_GUILESS_MAIN(ToolsTest)
#include "tst_tools.moc"
