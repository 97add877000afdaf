// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapidecoder.h"
#include "server/voice/callrecord.h"
#include "tests/support/vapimessages.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace deskbell;
using namespace deskbell::server;

class CallRecordTest final : public QObject
{
    Q_OBJECT

private:
    static QList<VoiceEvent> wholeCall()
    {
        namespace v = test::vapi;
        const auto c = QStringLiteral("c1");
        const qint64 t = 1'795'200'000'000;
        QList<VoiceEvent> events;
        for (const auto &json : {
                 v::message(QStringLiteral("assistant-request"), c, t),
                 v::status(c, t + 100, QStringLiteral("ringing")),
                 v::status(c, t + 500, QStringLiteral("in-progress")),
                 v::transcript(c, t + 2000, QStringLiteral("assistant"), QStringLiteral("Hello")),
                 v::message(QStringLiteral("language-change-detected"), c, t + 2500, {{QStringLiteral("language"), QStringLiteral("es")}}),
                 v::message(QStringLiteral("language-change-detected"), c, t + 3500, {{QStringLiteral("language"), QStringLiteral("ru")}}),
                 v::status(c, t + 9000, QStringLiteral("ended"), QStringLiteral("silence-timed-out")),
                 v::report(c, t + 9500, QStringLiteral("2026-11-20T20:00:00.700Z"), QStringLiteral("2026-11-20T20:00:08.700Z"), {}),
             }) {
            events.append(decodeVapi(json, fromMillis(t)).value());
            // Messages do not agree on what they carry along.
            events.last().call.customerNumber = QStringLiteral("+1555%1").arg(events.size() * 7 % 5);
            events.last().call.room = events.size() > 3 ? QString::number(events.size()) : QString();
            events.last().call.direction = events.size() % 2 == 0 ? CallDirection::Inbound : CallDirection::Outbound;
        }
        return events;
    }

private Q_SLOTS:
    void everyOrderOfTheSameMessagesEndsTheSame()
    {
        const auto events = wholeCall();
        CallRecord expected;
        for (const auto &event : events) {
            expected.apply(event);
        }
        QCOMPARE(expected.call().status, CallStatus::Ended);
        QCOMPARE(expected.call().language, QStringLiteral("ru"));
        QCOMPARE(expected.call().endedReason, QStringLiteral("customer-ended-call"));
        QCOMPARE(expected.call().outcome, CallOutcome::Completed);
        QCOMPARE(expected.call().durationSeconds(), std::optional<qint64>(8));
        QCOMPARE(expected.call().cost, std::optional(Money{12, QStringLiteral("USD")}));
        std::mt19937 random(42);
        for (int round = 0; round < 2000; ++round) {
            auto shuffled = events;
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            const auto repeats = shuffled;
            CallRecord record;
            for (const auto &event : shuffled) {
                record.apply(event);
            }
            record.apply(repeats.first());
            QCOMPARE(record.call(), expected.call());
            QVERIFY(record.evidence() == expected.evidence());
        }
    }

    void aLostCallComesBackWhenItsReportDoes()
    {
        const auto events = wholeCall();
        CallRecord record;
        record.apply(events.at(2));
        QVERIFY(record.markLost(fromMillis(5)));
        QCOMPARE(record.call().status, CallStatus::Lost);
        QCOMPARE(record.call().outcome, CallOutcome::Lost);
        QVERIFY(!record.markLost(fromMillis(6)));
        record.apply(events.at(3));
        QCOMPARE(record.call().status, CallStatus::InProgress);
        QVERIFY(!record.call().endedAt);
        record.markLost(fromMillis(7));
        record.apply(events.last());
        QCOMPARE(record.call().status, CallStatus::Ended);
    }

    void evidenceSurvivesStorage()
    {
        CallRecord record;
        const auto events = wholeCall();
        for (const auto &event : events) {
            record.apply(event);
            record.noteRoom(QStringLiteral("12"), event.at);
            record.noteService(QStringLiteral("room_service"), ServiceRank::Order, event.at);
            QVERIFY(CallEvidence::fromJson(record.evidence().toJson()) == record.evidence());
        }
    }

    void theHigherRankNamesTheService()
    {
        CallRecord record;
        QVERIFY(record.noteService(QStringLiteral("information"), ServiceRank::Question, fromMillis(1)));
        QVERIFY(record.noteService(QStringLiteral("room_service"), ServiceRank::Order, fromMillis(5)));
        QVERIFY(!record.noteService(QStringLiteral("message"), ServiceRank::Question, fromMillis(0)));
        QVERIFY(record.noteService(QStringLiteral("housekeeping"), ServiceRank::Order, fromMillis(4)));
        QCOMPARE(record.call().serviceType, QStringLiteral("housekeeping"));
    }

    void outcomesFollowTheReason_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("outcome");
        QTest::newRow("guest") << QStringLiteral("customer-ended-call") << int(CallOutcome::Completed);
        QTest::newRow("undocumented") << QStringLiteral("hangup") << int(CallOutcome::Completed);
        QTest::newRow("forwarded") << QStringLiteral("assistant-forwarded-call") << int(CallOutcome::Escalated);
        QTest::newRow("silence") << QStringLiteral("silence-timed-out") << int(CallOutcome::Incomplete);
        QTest::newRow("busy") << QStringLiteral("customer-busy") << int(CallOutcome::NoAnswer);
        QTest::newRow("pipeline") << QStringLiteral("pipeline-error-openai-llm-failed") << int(CallOutcome::Failed);
        QTest::newRow("request") << QStringLiteral("assistant-request-failed") << int(CallOutcome::Failed);
        QTest::newRow("operator") << QStringLiteral("call.forwarding.operator-busy") << int(CallOutcome::Failed);
    }
    void outcomesFollowTheReason()
    {
        QFETCH(QString, reason);
        QFETCH(int, outcome);
        QCOMPARE(int(outcomeOf(reason, false, std::nullopt)), outcome);
    }
};

QTEST_GUILESS_MAIN(CallRecordTest)
#include "tst_callrecord.moc"
