// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/breaker.h"
#include "server/jobs/fallback.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(CallEnd)
Q_DECLARE_METATYPE(FallbackCase)
Q_DECLARE_METATYPE(FallbackDecision)

class BreakerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensAfterThreeFailuresInARow();
    void successBetweenFailuresStartsTheRowAgain();
    void opensWhenHalfOfFiveFail();
    void oldCallsDoNotCount();
    void opensAfterThreeSlowCalls();
    void halfOpenLetsOneThrough();
    void closesAfterTwoSuccesses();
    void opensTwiceAsLongUpToTenMinutes();
    void closingForgetsTheDoubling();
    void lostProbeIsReplaced();
    void abandonedProbeIsReplaced();
    void lateResultsOfAnOlderStateDoNotCount();
    void handOpensAndCloses();
    void restartGoesOn();
    void restartWithWrongClockIsOpenForOneTermAtMost();
    void counts();
    void classifiesFailures_data();
    void classifiesFailures();
    void wordsAreUnique();
    void fallsBack_data();
    void fallsBack();

private:
    void succeed(milliseconds took = 0ms)
    {
        QVERIFY(breaker->mayCall(now()));
        clock.advance(took);
        breaker->succeeded(now(), took);
    }
    void fail(CallFailure failure = CallFailure::Connect)
    {
        QVERIFY(breaker->mayCall(now()));
        breaker->failed(now(), failure, 0ms);
    }
    void failToOpen()
    {
        for (int i = 0; i < 3; ++i) {
            fail();
        }
        QCOMPARE(breaker->state(), BreakerState::Open);
    }
    [[nodiscard]] Breaker::Time now() const { return clock.monotonic(); }

    test::ManualClock clock;
    std::optional<Breaker> breaker;
};

void BreakerTest::init() { breaker.emplace(Breaker::Rules{}, now()); }

void BreakerTest::opensAfterThreeFailuresInARow()
{
    fail();
    fail();
    QCOMPARE(breaker->state(), BreakerState::Closed);
    fail();
    QCOMPARE(breaker->state(), BreakerState::Open);
    const auto permit = breaker->mayCall(now());
    QVERIFY(!permit);
    QCOMPARE(permit.wait, 30'000ms);
    clock.advance(29'999ms);
    QCOMPARE(breaker->mayCall(now()).wait, 1ms);
}

void BreakerTest::successBetweenFailuresStartsTheRowAgain()
{
    for (int i = 0; i < 20; ++i) {
        succeed();
    }
    for (int i = 0; i < 3; ++i) {
        fail();
        fail();
        succeed();
    }
    QCOMPARE(breaker->state(), BreakerState::Closed);
}

void BreakerTest::opensWhenHalfOfFiveFail()
{
    succeed();
    fail();
    succeed();
    fail();
    QCOMPARE(breaker->state(), BreakerState::Closed);
    fail();
    QCOMPARE(breaker->state(), BreakerState::Open);
}

void BreakerTest::oldCallsDoNotCount()
{
    fail();
    succeed();
    fail();
    succeed();
    clock.advance(121s);
    fail();
    QCOMPARE(breaker->state(), BreakerState::Closed);
    succeed();
    succeed();
    succeed();
    fail();
    QCOMPARE(breaker->state(), BreakerState::Closed);
}

void BreakerTest::opensAfterThreeSlowCalls()
{
    for (int i = 0; i < 20; ++i) {
        succeed(10ms);
    }
    succeed(20'001ms);
    succeed(20'000ms);
    succeed(20'001ms);
    QCOMPARE(breaker->state(), BreakerState::Closed);
    succeed(20'001ms);
    QCOMPARE(breaker->state(), BreakerState::Open);
    QCOMPARE(breaker->memory(now()).reason, CallFailure::Timeout);
}

void BreakerTest::halfOpenLetsOneThrough()
{
    failToOpen();
    clock.advance(30s);
    const auto probe = breaker->mayCall(now());
    QVERIFY(probe && probe.isProbe);
    QCOMPARE(breaker->state(), BreakerState::HalfOpen);
    for (int i = 0; i < 5; ++i) {
        const auto other = breaker->mayCall(now());
        QVERIFY(!other);
        QVERIFY(other.wait >= 1s && other.wait <= 10s);
    }
}

void BreakerTest::closesAfterTwoSuccesses()
{
    failToOpen();
    clock.advance(30s);
    succeed(5ms);
    QCOMPARE(breaker->state(), BreakerState::HalfOpen);
    succeed(5ms);
    QCOMPARE(breaker->state(), BreakerState::Closed);
    QVERIFY(!breaker->memory(now()).reason);
    // The failures of before are forgotten.
    fail();
    fail();
    QCOMPARE(breaker->state(), BreakerState::Closed);
}

void BreakerTest::opensTwiceAsLongUpToTenMinutes()
{
    failToOpen();
    QList<milliseconds> waits;
    for (int i = 0; i < 7; ++i) {
        const auto wait = breaker->mayCall(now()).wait;
        waits.append(wait);
        clock.advance(wait);
        fail(CallFailure::ServerError);
        QCOMPARE(breaker->state(), BreakerState::Open);
    }
    QCOMPARE(waits, (QList<milliseconds>{30s, 60s, 120s, 240s, 480s, 600s, 600s}));
}

void BreakerTest::closingForgetsTheDoubling()
{
    failToOpen();
    clock.advance(30s);
    fail();
    clock.advance(60s);
    succeed();
    succeed();
    failToOpen();
    QCOMPARE(breaker->mayCall(now()).wait, 30'000ms);
}

void BreakerTest::lostProbeIsReplaced()
{
    failToOpen();
    clock.advance(30s);
    QVERIFY(breaker->mayCall(now()));
    clock.advance(59s);
    QVERIFY(!breaker->mayCall(now()));
    clock.advance(1s);
    QVERIFY(breaker->mayCall(now()).isProbe);
}

void BreakerTest::abandonedProbeIsReplaced()
{
    failToOpen();
    clock.advance(30s);
    QVERIFY(breaker->mayCall(now()));
    breaker->abandoned();
    QVERIFY(breaker->mayCall(now()).isProbe);
    QCOMPARE(breaker->counts().fires, 4);
}

void BreakerTest::lateResultsOfAnOlderStateDoNotCount()
{
    for (int i = 0; i < 4; ++i) {
        QVERIFY(breaker->mayCall(now()));
    }
    failToOpen();
    clock.advance(30s);
    QVERIFY(breaker->mayCall(now()).isProbe);
    // These began before it opened.
    breaker->succeeded(now(), 30'001ms);
    breaker->succeeded(now(), 30'001ms);
    breaker->failed(now(), CallFailure::Timeout, 30'001ms);
    QCOMPARE(breaker->state(), BreakerState::HalfOpen);
    QVERIFY(!breaker->mayCall(now()));
}

void BreakerTest::handOpensAndCloses()
{
    breaker->openByHand(now());
    clock.advance(1h);
    QVERIFY(!breaker->mayCall(now()));
    QVERIFY(breaker->memory(now()).isManual);
    breaker->closeByHand(now());
    QVERIFY(breaker->mayCall(now()));
    failToOpen();
    breaker->closeByHand(now());
    QVERIFY(breaker->mayCall(now()));
}

void BreakerTest::restartGoesOn()
{
    failToOpen();
    clock.advance(30s);
    fail();
    clock.advance(20s);
    const auto memory = breaker->memory(now());
    QCOMPARE(memory.openLeft, 40'000ms);
    Breaker after({}, memory, now());
    QCOMPARE(after.state(), BreakerState::Open);
    QCOMPARE(after.mayCall(now()).wait, 40'000ms);
    clock.advance(40s);
    QVERIFY(after.mayCall(now()).isProbe);
    after.failed(now(), CallFailure::Tls, 0ms);
    QCOMPARE(after.mayCall(now()).wait, 120'000ms);
    QCOMPARE(after.counts().failed, 5);
    Breaker half({}, Breaker::Memory{BreakerState::HalfOpen, {}, false, 0ms, 60s, {}}, now());
    QVERIFY(half.mayCall(now()).isProbe);
}

void BreakerTest::restartWithWrongClockIsOpenForOneTermAtMost()
{
    Breaker after({}, Breaker::Memory{BreakerState::Open, CallFailure::Connect, false, 24h, 60s, {}}, now());
    QCOMPARE(after.mayCall(now()).wait, 60'000ms);
}

void BreakerTest::counts()
{
    succeed(10ms);
    fail();
    fail(CallFailure::Timeout);
    breaker->fellBack();
    fail();
    QVERIFY(!breaker->mayCall(now()));
    QCOMPARE(breaker->counts(), (BreakerCounts{4, 1, 3, 1, 1, 1, 10ms}));
}

void BreakerTest::classifiesFailures_data()
{
    using Transport = CallEnd::Transport;
    QTest::addColumn<CallEnd>("end");
    QTest::addColumn<QString>("expected");
    QTest::newRow("connect") << CallEnd{Transport::NoConnection, 0, false} << "connect";
    QTest::newRow("tls") << CallEnd{Transport::TlsFailed, 0, false} << "tls";
    QTest::newRow("time-out") << CallEnd{Transport::TimedOut, 0, false} << "timeout";
    QTest::newRow("500") << CallEnd{Transport::Answered, 500, false} << "server_error";
    QTest::newRow("503 with Retry-After") << CallEnd{Transport::Answered, 503, true} << "server_error";
    QTest::newRow("429") << CallEnd{Transport::Answered, 429, false} << "throttled";
    QTest::newRow("429 with Retry-After") << CallEnd{Transport::Answered, 429, true} << "";
    QTest::newRow("200") << CallEnd{Transport::Answered, 200, false} << "";
    QTest::newRow("302") << CallEnd{Transport::Answered, 302, false} << "";
    QTest::newRow("400") << CallEnd{Transport::Answered, 400, false} << "";
    QTest::newRow("401") << CallEnd{Transport::Answered, 401, false} << "";
    QTest::newRow("422") << CallEnd{Transport::Answered, 422, false} << "";
}

void BreakerTest::classifiesFailures()
{
    QFETCH(CallEnd, end);
    QFETCH(QString, expected);
    const auto failure = failureOf(end);
    QCOMPARE(failure ? word(*failure) : QString(), expected.isEmpty() ? QString() : expected);
}

void BreakerTest::wordsAreUnique()
{
    for (const auto failure : {CallFailure::Connect, CallFailure::Tls, CallFailure::Timeout, CallFailure::ServerError, CallFailure::Throttled}) {
        QCOMPARE(callFailureFromWord(word(failure)), failure);
    }
    QVERIFY(!callFailureFromWord(QString()));
}

void BreakerTest::fallsBack_data()
{
    using Kind = FallbackDecision::Kind;
    QTest::addColumn<FallbackCase>("facts");
    QTest::addColumn<FallbackDecision>("expected");
    const FallbackRoute b{QStringLiteral("b"), false, true, true, true};
    auto foreign = b;
    foreign.mayUseSender = false;
    auto textless = b;
    textless.hasTemplate = false;
    auto silent = b;
    silent.isAnswering = false;
    const FallbackRoute c{QStringLiteral("c"), false, true, true, true};
    const auto texts = lastResortsOfTexts();
    const auto use = [](const char *route) { return FallbackDecision{Kind::Use, QString::fromLatin1(route)}; };
    const FallbackDecision wait{Kind::Wait, {}};
    QTest::newRow("known failed") << FallbackCase{FirstOutcome::Failed, QList{b} + texts, {}, 30s} << use("b");
    QTest::newRow("breaker open") << FallbackCase{FirstOutcome::NotTried, QList{b} + texts, {}, 30s} << use("b");
    QTest::newRow("never when unknown") << FallbackCase{FirstOutcome::Unknown, QList{b} + texts, 0ms, 30s} << FallbackDecision{Kind::LookUp, {}};
    QTest::newRow("sender not allowed") << FallbackCase{FirstOutcome::Failed, QList{foreign} + texts, {}, 30s} << wait;
    QTest::newRow("no template") << FallbackCase{FirstOutcome::Failed, QList{textless} + texts, {}, 30s} << wait;
    QTest::newRow("second one down, too") << FallbackCase{FirstOutcome::Failed, QList{silent} + texts, 4h, 30s} << wait;
    QTest::newRow("next in the chain") << FallbackCase{FirstOutcome::Failed, QList{silent, c} + texts, 4h, 30s} << use("c");
    QTest::newRow("people when it would be too late") << FallbackCase{FirstOutcome::Failed, QList{silent} + texts, 20s, 30s} << use("staff_task");
    QTest::newRow("nobody") << FallbackCase{FirstOutcome::Failed, {}, 0ms, 30s} << wait;
    QTest::newRow("call to the desk") << FallbackCase{FirstOutcome::NotTried, lastResortsOfCalls(true, true), 0ms, 30s} << use("desk_transfer");
    QTest::newRow("call to voicemail") << FallbackCase{FirstOutcome::NotTried, lastResortsOfCalls(false, true), 0ms, 30s} << use("voicemail");
    QTest::newRow("call back") << FallbackCase{FirstOutcome::NotTried, lastResortsOfCalls(false, false), 0ms, 30s} << use("callback_task");
}

void BreakerTest::fallsBack()
{
    QFETCH(FallbackCase, facts);
    QFETCH(FallbackDecision, expected);
    QCOMPARE(decideFallback(facts), expected);
}

QTEST_GUILESS_MAIN(BreakerTest)
#include "tst_breaker.moc"
