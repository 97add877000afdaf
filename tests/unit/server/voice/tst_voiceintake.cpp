// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/callcodec.h"
#include "core/wire/json.h"
#include "server/storage/transcriptsrepository.h"
#include "tests/support/inboxrig.h"
#include "tests/support/vapimessages.h"

#include <QJsonDocument>
#include <QTest>
#include <algorithm>
#include <random>

using namespace deskbell;
using namespace deskbell::server;
namespace v = deskbell::test::vapi;

namespace {

/// The rig with what is asked of it here.
class Property final : public test::InboxRig
{
public:
    QStringList transcript()
    {
        const auto call = calls().first();
        const auto lines = read([this, call](sql::Connection &db) { return TranscriptsRepository(db, who).page(call.id, call.startedAt, 0, 500); });
        QStringList texts;
        for (const auto &line : lines) {
            texts.append(QStringLiteral("%1 %2: %3").arg(line.offsetMs).arg(int(line.role)).arg(line.text));
        }
        return texts;
    }
};

using Fate = InboxIntake::Fate;

const auto C = QStringLiteral("call-1");
constexpr qint64 T = 1'795'200'000'000;

QList<QJsonObject> orderCall()
{
    const QJsonArray messages{v::spoken(QStringLiteral("bot"), QStringLiteral("Hello"), T + 1000),
                              v::spoken(QStringLiteral("user"), QStringLiteral("Two towels please"), T + 3000),
                              v::spoken(QStringLiteral("bot"), QStringLiteral("They are on their way"), T + 6000)};
    return {
        v::message(QStringLiteral("assistant-request"), C, T),
        v::status(C, T + 500, QStringLiteral("in-progress")),
        v::transcript(C, T + 1000, QStringLiteral("assistant"), QStringLiteral("Hello")),
        v::transcript(C, T + 2000, QStringLiteral("user"), QStringLiteral("Two"), false),
        v::transcript(C, T + 3000, QStringLiteral("user"), QStringLiteral("Two towels please")),
        v::conversation(C, T + 3100, {messages.at(0), messages.at(1)}),
        v::toolCalls(C, T + 4000, {v::toolCall(QStringLiteral("tool-1"), QStringLiteral("createOrder"),
                                               {{QStringLiteral("room"), 412}, {QStringLiteral("items"), QStringLiteral("2 towels")}})}),
        v::message(QStringLiteral("user-interrupted"), C, T + 5000),
        v::transcript(C, T + 6000, QStringLiteral("assistant"), QStringLiteral("They are on their way")),
        v::status(C, T + 9000, QStringLiteral("ended"), QStringLiteral("customer-ended-call")),
        v::report(C, T + 9500, QStringLiteral("2026-11-20T20:00:00.500Z"), QStringLiteral("2026-11-20T20:00:09.000Z"), messages),
    };
}

} // namespace

class VoiceIntakeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCallBecomesRowsChangesAndAnOrder()
    {
        Property property;
        for (const auto &message : orderCall()) {
            QVERIFY(property.send(message).fate == Fate::Accepted);
        }
        const auto calls = property.calls();
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.first().state, CallState::Ended);
        QCOMPARE(calls.first().room, QStringLiteral("412"));
        QCOMPARE(calls.first().serviceType, QStringLiteral("housekeeping"));
        QCOMPARE(property.transcript().size(), 3);
        const auto orders = property.orders();
        QCOMPARE(orders.size(), 1);
        QCOMPARE(orders.first().items, (QList<OrderItem>{{QStringLiteral("towels"), 2}}));
        QCOMPARE(orders.first().department, QStringLiteral("housekeeping"));
        QCOMPARE(orders.first().callId, calls.first().id);
    }

    void theFeedIsDenseAndEndsAtTheHead()
    {
        Property property;
        for (const auto &message : orderCall()) {
            property.send(message);
        }
        const auto changes = property.changes();
        QVERIFY(changes.head > 5);
        QCOMPARE(changes.to, changes.head);
        const auto list = QJsonDocument::fromJson(changes.changesArrayJson).array();
        QCOMPARE(qint64(list.size()), changes.head);
        for (qsizetype i = 0; i < list.size(); ++i) {
            QCOMPARE(list.at(i).toObject().value(QStringLiteral("seq")).toInteger(), qint64(i + 1));
            QVERIFY(!list.at(i).toObject().value(QStringLiteral("body")).toObject().isEmpty());
        }
    }

    void repeatsChangeNothingAndGetTheSameAnswer()
    {
        Property property;
        QList<QByteArray> answers;
        for (const auto &message : orderCall()) {
            answers.append(property.send(message).answer);
        }
        const auto head = property.changes().head;
        for (qsizetype i = 0; i < orderCall().size(); ++i) {
            const auto outcome = property.send(orderCall().at(i));
            QVERIFY(outcome.fate == Fate::Repeat);
            QVERIFY(outcome.live.isEmpty());
            QCOMPARE(outcome.answer, answers.at(i));
        }
        QCOMPARE(property.changes().head, head);
        QCOMPARE(property.orders().size(), 1);
    }

    void theSameToolCallInANewMessageMakesNoSecondOrder()
    {
        Property property;
        auto message = orderCall().at(6);
        const auto first = property.send(message).answer;
        auto inner = message.value(QStringLiteral("message")).toObject();
        inner.insert(QStringLiteral("timestamp"), T + 99);
        QCOMPARE(property.send({{QStringLiteral("message"), inner}}).answer, first);
        QCOMPARE(property.orders().size(), 1);
    }

    void everyOrderOfArrivalEndsInTheSameState()
    {
        const auto state = [](Property &property) {
            auto call = property.calls().first();
            call.id = {};
            call.guestId = {};
            call.version = 0;
            return QString::fromUtf8(wire::toBytes(wire::toJson(call))) + property.transcript().join(QLatin1Char('|'));
        };
        Property straight;
        for (const auto &message : orderCall()) {
            straight.send(message);
        }
        const auto expected = state(straight);
        std::mt19937 random(3);
        for (int round = 0; round < 25; ++round) {
            auto messages = orderCall();
            messages.append(messages.at(4));
            messages.append(messages.at(10));
            std::shuffle(messages.begin(), messages.end(), random);
            Property property;
            for (const auto &message : std::as_const(messages)) {
                property.send(message);
            }
            QCOMPARE(state(property), expected);
            QCOMPARE(property.orders().size(), 1);
        }
    }

    void badArgumentsBecomeASentence_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("part");
        const auto create = QStringLiteral("createOrder");
        QTest::newRow("nothing") << create << QJsonObject{} << QStringLiteral("did not catch");
        QTest::newRow("no room") << create << QJsonObject{{QStringLiteral("items"), QStringLiteral("tea")}} << QStringLiteral("room number");
        QTest::newRow("items is a number") << create << QJsonObject{{QStringLiteral("items"), 5}, {QStringLiteral("room"), QStringLiteral("1")}} << QStringLiteral("placed");
        QTest::newRow("items is nested nonsense")
            << create << QJsonObject{{QStringLiteral("items"), QJsonArray{QJsonArray{}, QJsonObject{}, QJsonValue()}}, {QStringLiteral("room"), 1}} << QStringLiteral("did not catch");
        QTest::newRow("unknown tool") << QStringLiteral("formatDisk") << QJsonObject{} << QStringLiteral("message for the front desk");
        QTest::newRow("unknown code") << QStringLiteral("getOrderStatus") << QJsonObject{{QStringLiteral("code"), QStringLiteral("R-9999999999999999999999")}} << QStringLiteral("can not find");
        QTest::newRow("known fact") << QStringLiteral("getHotelInfo") << QJsonObject{{QStringLiteral("question"), QStringLiteral("When is breakfast?")}} << QStringLiteral("7 to 10");
        QTest::newRow("unknown fact") << QStringLiteral("getHotelInfo") << QJsonObject{{QStringLiteral("question"), QStringLiteral("Is there a helipad?")}} << QStringLiteral("do not have");
        QTest::newRow("empty message") << QStringLiteral("leaveMessage") << QJsonObject{} << QStringLiteral("What message");
    }
    void badArgumentsBecomeASentence()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, part);
        Property property;
        const auto answer = property.send(v::toolCalls(C, T, {v::toolCall(QStringLiteral("x"), tool, arguments)})).answer;
        const auto results = wire::parseObject(answer).value().value(QStringLiteral("results")).toArray();
        QCOMPARE(results.size(), 1);
        const auto sentence = results.first().toObject().value(QStringLiteral("result")).toString();
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
    }

    void theDeskIsOfferedForATransfer()
    {
        Property property;
        const auto answer = property.send(v::message(QStringLiteral("transfer-destination-request"), C, T)).answer;
        QVERIFY(answer.contains("+15550199"));
    }

    void unknownTypesAreStoredAndIgnored()
    {
        Property property;
        QCOMPARE(property.send(v::message(QStringLiteral("model-output"), C, T)).answer, QByteArray("{}"));
        QVERIFY(property.calls().isEmpty());
        QVERIFY(property.send(v::message(QStringLiteral("model-output"), C, T)).fate == Fate::Repeat);
    }

    void silentCallsAreClosedAsLost()
    {
        Property property;
        property.send(v::status(C, T, QStringLiteral("in-progress")));
        const auto close = [&property] {
            return property
                .write([&property](sql::Connection &db) {
                    return property.parts.voice.closeLostCalls(db, property.who.tenant, std::chrono::minutes(10));
                })
                .value();
        };
        property.clock.advance(std::chrono::minutes(9));
        QCOMPARE(close(), 0);
        property.send(v::transcript(C, T + 1, QStringLiteral("user"), QStringLiteral("Hello?")));
        property.clock.advance(std::chrono::minutes(9));
        QCOMPARE(close(), 0);
        property.clock.advance(std::chrono::minutes(2));
        QCOMPARE(close(), 1);
        QCOMPARE(property.calls().first().state, CallState::Lost);
        QCOMPARE(close(), 0);
        property.send(orderCall().last());
        QCOMPARE(property.calls().first().state, CallState::Ended);
    }

    void aToolCallThatFailedIsNotDoneLater()
    {
        Property property;
        property.execute(QStringLiteral("ALTER TABLE orders RENAME TO elsewhere"));
        const auto message = v::toolCalls(C, T, {v::toolCall(QStringLiteral("x"), QStringLiteral("createOrder"),
                                                              {{QStringLiteral("room"), QStringLiteral("1")}, {QStringLiteral("items"), QStringLiteral("tea")}})});
        const auto answer = property.send(message).answer;
        QVERIFY(answer.contains("\"error\""));
        property.execute(QStringLiteral("ALTER TABLE elsewhere RENAME TO orders"));
        property.work();
        QVERIFY(property.orders().isEmpty());
        QCOMPARE(property.send(message).answer, answer);
    }

    void whatCanNotBeAppliedIsKeptAndTriedAgain()
    {
        Property property;
        property.execute(QStringLiteral("ALTER TABLE transcript_lines RENAME TO elsewhere"));
        const auto message = v::transcript(C, T, QStringLiteral("user"), QStringLiteral("Hello"));
        QVERIFY(property.send(message).fate == Fate::Queued);
        QVERIFY(property.calls().isEmpty());
        QCOMPARE(property.changes().head, 0);
        property.execute(QStringLiteral("ALTER TABLE elsewhere RENAME TO transcript_lines"));
        property.work();
        QCOMPARE(property.transcript().size(), 1);
    }
};

QTEST_GUILESS_MAIN(VoiceIntakeTest)
#include "tst_voiceintake.moc"
