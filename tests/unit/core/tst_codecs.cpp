// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/callcodec.h"
#include "core/wire/changecodec.h"
#include "core/wire/guestcodec.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/overviewcodec.h"
#include "core/wire/transcriptcodec.h"
#include "core/wire/words.h"

#include <QJsonArray>
#include <QTest>

using namespace deskbell;

class CodecsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callSurvivesTheWire()
    {
        Call call;
        call.id = CallId{QStringLiteral("0195-1")};
        call.providerCallId = QStringLiteral("vapi-1");
        call.state = CallState::Ended;
        call.customerNumber = QStringLiteral("+15550100");
        call.guestName = QStringLiteral("Zoë Ångström");
        call.room = QStringLiteral("412");
        call.language = QStringLiteral("ru");
        call.serviceType = QStringLiteral("room_service");
        call.startedAt = fromMillis(1'795'200'000'123);
        call.endedAt = fromMillis(1'795'200'061'000);
        call.outcome = CallOutcome::Completed;
        call.endReason = EndReason::GuestHungUp;
        call.parties = {{PartyRole::Caller, QStringLiteral("+15550100"), {}, QStringLiteral("Zoë Ångström")},
                        {PartyRole::Callee, {}, QStringLiteral("412"), {}}};
        call.costs = {{CostKind::SpeechToText, CostUnit::Second, 61, {437'187, QStringLiteral("USD")}},
                      {CostKind::LanguageModel, CostUnit::Token, 5000, {75'000, QStringLiteral("USD")}}};
        call.cost = Money{1, QStringLiteral("USD")};
        call.providerCost = Money{12, QStringLiteral("USD")};
        call.recordingId = QStringLiteral("0195-9");
        call.version = 42;
        const auto back = wire::callFromJson(wire::toJson(call));
        QVERIFY2(back.ok(), qPrintable(back.ok() ? QString() : back.error().detail));
        QCOMPARE(back.value(), call);
        QCOMPARE(wire::toJson(call).value(QStringLiteral("duration_seconds")).toInt(), 61);
    }

    void orderSurvivesTheWire()
    {
        Order order;
        order.id = OrderId{QStringLiteral("0195-2")};
        order.code = QStringLiteral("R-1001");
        order.room = QStringLiteral("7");
        order.items = {{QStringLiteral("towel"), 2}, {QStringLiteral("чай"), 1}};
        order.status = OrderStatus::InProgress;
        order.createdAt = fromMillis(1);
        order.updatedAt = fromMillis(2);
        order.version = 3;
        const auto back = wire::orderFromJson(wire::toJson(order));
        QVERIFY(back.ok());
        QCOMPARE(back.value(), order);
    }

    void anOrderThatNamesNothingIsShown()
    {
        Order order;
        order.id = OrderId{QStringLiteral("0195-2")};
        const auto back = wire::orderFromJson(wire::toJson(order));
        QVERIFY2(back.ok(), qPrintable(back.ok() ? QString() : back.error().detail));
        QCOMPARE(back.value(), order);
        QVERIFY(!wire::newOrderFromJson({{QStringLiteral("items"), QJsonArray()}}));
    }

    void newOrderRefusesBadInput_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        QTest::newRow("no items") << QByteArray(R"({"room":"1"})") << QStringLiteral("items");
        QTest::newRow("empty items") << QByteArray(R"({"items":[]})") << QStringLiteral("items");
        QTest::newRow("nameless item") << QByteArray(R"({"items":[{"quantity":1}]})") << QStringLiteral("items");
        QTest::newRow("zero quantity") << QByteArray(R"({"items":[{"name":"x","quantity":0}]})") << QStringLiteral("items");
        QTest::newRow("room is a number") << QByteArray(R"({"items":["x"],"room":12})") << QStringLiteral("room");
        QTest::newRow("time without zone") << QByteArray(R"({"items":["x"],"due_at":"2026-11-21"})") << QStringLiteral("due_at");
        QTest::newRow("id is no uuid") << QByteArray(R"({"items":["x"],"id":"1"})") << QStringLiteral("id");
    }
    void newOrderRefusesBadInput()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto order = wire::newOrderFromJson(wire::parseObject(json).value());
        QVERIFY(!order.ok());
        QCOMPARE(order.error().kind, ErrorKind::Validation);
        QCOMPARE(order.error().context.value(QStringLiteral("field")).toString(), field);
    }

    void patchKeepsWhatIsNotSet()
    {
        OrderPatch patch;
        patch.status = OrderStatus::Done;
        patch.baseVersion = 9;
        const auto back = wire::orderPatchFromJson(wire::toJson(patch));
        QVERIFY(back.ok());
        QCOMPARE(back.value(), patch);
        QVERIFY(!back.value().notes.has_value());
        QVERIFY(!wire::orderPatchFromJson(QJsonObject{{QStringLiteral("base_version"), 1}}).ok());
    }

    void overviewSurvivesTheWire()
    {
        Overview overview;
        overview.timeZone = QStringLiteral("Europe/Lisbon");
        overview.current.period = {fromMillis(1000), fromMillis(2000)};
        overview.current.calls = 10;
        overview.current.averageDurationSeconds = 61.5;
        overview.current.serviceTypes = {{QStringLiteral("room_service"), 7}, {QString(), 3}};
        overview.current.hourly[23] = 4;
        overview.current.daily = {{QStringLiteral("2026-11-21"), 10, 2}};
        overview.current.cost = Money{5, QStringLiteral("USD")};
        overview.previous = overview.current;
        overview.previous->calls = 8;
        const auto json = wire::toJson(overview);
        QCOMPARE(json.value(QStringLiteral("change")).toObject().value(QStringLiteral("calls")).toDouble(), 0.25);
        const auto back = wire::overviewFromJson(json);
        QVERIFY(back.ok());
        QCOMPARE(back.value(), overview);
    }

    void changeBatchSurvivesTheWire()
    {
        ChangeBatch batch;
        batch.lineage = QStringLiteral("l");
        batch.from = 5;
        batch.to = 5;
        batch.head = 9;
        batch.changes = {{5, QStringLiteral("order"), QStringLiteral("o1"), QStringLiteral("upsert"), QStringLiteral("order_created"),
                          QStringLiteral("assistant"), fromMillis(5), QJsonObject{{QStringLiteral("id"), QStringLiteral("o1")}}}};
        const auto back = wire::changeBatchFromJson(wire::toJson(batch));
        QVERIFY(back.ok());
        QCOMPARE(back.value().changes, batch.changes);
        QCOMPARE(back.value().head, 9);
    }

    void deepJsonIsRefusedBeforeParsing()
    {
        QByteArray deep = "{\"a\":";
        deep += QByteArray(10'000, '[') + QByteArray(10'000, ']') + '}';
        const auto parsed = wire::parseObject(deep);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, ErrorKind::Validation);
        QVERIFY(wire::parseObject("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}").ok());
        QByteArray edge = QByteArray("{\"a\":") + QByteArray(31, '[') + QByteArray(31, ']') + '}';
        QVERIFY(wire::parseObject(edge).ok());
        edge = QByteArray("{\"a\":") + QByteArray(32, '[') + QByteArray(32, ']') + '}';
        QVERIFY(!wire::parseObject(edge).ok());
    }

    void brokenTextIsRefused()
    {
        QVERIFY(!wire::parseObject("").ok());
        QVERIFY(!wire::parseObject("[]").ok());
        QVERIFY(!wire::parseObject("{\"a\":1").ok());
        QVERIFY(!wire::parseObject("{\"a\":\"\xff\xfe\"}").ok());
    }

    void everyErrorKindHasAWord()
    {
        for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
            const auto text = wire::word(ErrorKind(kind));
            QVERIFY(!text.isEmpty());
            QCOMPARE(wire::errorKind(text), std::optional(ErrorKind(kind)));
        }
    }

    void orderStepsFollowTheTable()
    {
        QVERIFY(isLegalStep(OrderStatus::Pending, OrderStatus::Accepted));
        QVERIFY(isLegalStep(OrderStatus::Done, OrderStatus::Done));
        QVERIFY(!isLegalStep(OrderStatus::Pending, OrderStatus::Done));
        QVERIFY(!isLegalStep(OrderStatus::Done, OrderStatus::Pending));
        QVERIFY(!isLegalStep(OrderStatus::Cancelled, OrderStatus::Accepted));
        QVERIFY(isLegalStep(OrderStatus::InProgress, OrderStatus::Cancelled));
    }
};

QTEST_GUILESS_MAIN(CodecsTest)
#include "tst_codecs.moc"
