// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapidecoder.h"
#include "server/hooks/vapi/vapireasons.h"
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

    static CallOutcome ended(EndReason reason, CallDirection direction = CallDirection::Inbound, bool wasAnswered = true, bool wasForwarded = false,
                             bool isCutOff = false, std::optional<bool> success = std::nullopt)
    {
        return outcomeOf({reason, direction, wasAnswered, wasForwarded, isCutOff, success});
    }

private Q_SLOTS:
    void everyOrderOfTheSameMessagesEndsTheSame()
    {
        const auto events = wholeCall();
        CallRecord expected;
        for (const auto &event : events) {
            expected.apply(event);
        }
        QCOMPARE(expected.call().state, CallState::Ended);
        QCOMPARE(expected.call().language, QStringLiteral("ru"));
        QCOMPARE(expected.call().endReason, EndReason::GuestHungUp);
        QCOMPARE(expected.call().outcome, CallOutcome::Completed);
        QCOMPARE(expected.call().durationSeconds(), std::optional<qint64>(8));
        QCOMPARE(expected.call().providerCost, std::optional(Money{12, QStringLiteral("USD")}));
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
        QCOMPARE(record.call().state, CallState::Lost);
        QCOMPARE(record.call().outcome, CallOutcome::Lost);
        QVERIFY(!record.markLost(fromMillis(6)));
        record.apply(events.at(3));
        QCOMPARE(record.call().state, CallState::Greeting);
        QVERIFY(!record.call().endedAt);
        record.markLost(fromMillis(7));
        record.apply(events.last());
        QCOMPARE(record.call().state, CallState::Ended);
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
        QTest::addColumn<QString>("word");
        QTest::addColumn<EndReason>("reason");
        QTest::addColumn<CallOutcome>("outcome");
        const auto row = [](const char *word, EndReason reason, CallOutcome outcome) { QTest::newRow(word) << QString::fromLatin1(word) << reason << outcome; };
        row("customer-ended-call", EndReason::GuestHungUp, CallOutcome::Completed);
        row("customer-ended-call-before-warm-transfer", EndReason::GuestHungUp, CallOutcome::Completed);
        row("assistant-ended-call-with-hangup-task", EndReason::AssistantEnded, CallOutcome::Completed);
        row("hangup", EndReason::Unknown, CallOutcome::Completed);
        row("assistant-forwarded-call", EndReason::Transferred, CallOutcome::Escalated);
        row("silence-timed-out", EndReason::Silence, CallOutcome::Incomplete);
        row("exceeded-max-duration", EndReason::TooLong, CallOutcome::Incomplete);
        row("customer-busy", EndReason::Busy, CallOutcome::Failed);
        row("customer-did-not-answer", EndReason::NoAnswer, CallOutcome::Failed);
        row("pipeline-error-openai-llm-failed", EndReason::ProviderError, CallOutcome::Failed);
        row("assistant-request-failed", EndReason::OurError, CallOutcome::Failed);
        row("call.forwarding.operator-busy", EndReason::Busy, CallOutcome::Failed);
    }
    void outcomesFollowTheReason()
    {
        QFETCH(QString, word);
        QFETCH(EndReason, reason);
        QFETCH(CallOutcome, outcome);
        QCOMPARE(reasonFromVapi(word), reason);
        QCOMPARE(ended(reason), outcome);
    }

    void outcomesFollowWhatHappened()
    {
        using R = EndReason;
        const auto out = CallDirection::Outbound;
        QCOMPARE(ended(R::Busy, out, false), CallOutcome::NoAnswer);
        QCOMPARE(ended(R::Voicemail, out), CallOutcome::NoAnswer);
        QCOMPARE(ended(R::GuestHungUp, CallDirection::Inbound, false), CallOutcome::NoAnswer);
        QCOMPARE(ended(R::GuestHungUp, CallDirection::Inbound, true, false, true), CallOutcome::Incomplete);
        QCOMPARE(ended(R::AssistantEnded, CallDirection::Inbound, true, false, true), CallOutcome::Completed);
        QCOMPARE(ended(R::GuestHungUp, CallDirection::Inbound, true, true, true), CallOutcome::Escalated);
        QCOMPARE(ended(R::GuestHungUp, CallDirection::Inbound, true, false, false, false), CallOutcome::Incomplete);
    }

    void whatWasShownIsFollowedByLegalStepsOnly()
    {
        CallRecord record;
        VoiceEvent event;
        event.kind = VoiceEvent::Kind::State;
        event.at = fromMillis(1000);
        event.state = CallState::Queued;
        record.apply(event);
        record.setVersion(1);
        event.at = fromMillis(2000);
        event.state = CallState::WithPerson;
        record.apply(event);
        QList<CallState> shown{record.call().state};
        while (record.step()) {
            shown.append(record.call().state);
        }
        QCOMPARE(shown, (QList<CallState>{CallState::Ringing, CallState::WithPerson}));
        event.at = fromMillis(1500);
        event.state = CallState::Ringing;
        record.apply(event);
        QCOMPARE(record.call().state, CallState::WithPerson);
    }

    void theLatestWordCountsWhileTheCallGoesOn()
    {
        CallRecord record;
        const auto tell = [&record](CallState state, qint64 at, std::optional<qint64> sequence = std::nullopt, const QString &party = {}) {
            VoiceEvent event;
            event.kind = VoiceEvent::Kind::State;
            event.at = fromMillis(at);
            event.state = state;
            event.sequence = sequence;
            event.party = party;
            record.apply(event);
            return record.call().state;
        };
        QCOMPARE(tell(CallState::Holding, 5000), CallState::Holding);
        QCOMPARE(tell(CallState::Live, 4000), CallState::Holding); // told late
        QCOMPARE(tell(CallState::Live, 6000), CallState::Live);
        QCOMPARE(tell(CallState::Transferring, 7000, 9, QStringLiteral("p1")), CallState::Transferring);
        QCOMPARE(tell(CallState::Holding, 7500, 8, QStringLiteral("p1")), CallState::Transferring); // its number says it was before
        QCOMPARE(tell(CallState::WithPerson, 8000, 1, QStringLiteral("p2")), CallState::WithPerson);
    }

    void whoHangsUpWhileSpeakingLeavesTheCallIncomplete()
    {
        auto events = wholeCall();
        CallRecord record;
        for (const auto &event : events) {
            record.apply(event);
        }
        QVERIFY(record.noteTurns(fromMillis(9), QStringLiteral("And could I"), fromMillis(5)));
        QCOMPARE(record.call().state, CallState::Incomplete);
        QCOMPARE(record.call().outcome, CallOutcome::Incomplete);
        QVERIFY(record.noteTurns({}, {}, fromMillis(9))); // its end was only late
        QCOMPARE(record.call().state, CallState::Ended);
    }
};

QTEST_GUILESS_MAIN(CallRecordTest)
#include "tst_callrecord.moc"
