// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/jobcodec.h"
#include "server/jobs/jobrules.h"
#include "tests/support/seededrng.h"

#include <QTest>
#include <set>

using namespace deskbell;
using namespace std::chrono_literals;
using server::JobRules;
using server::LookupOutcome;
using server::SendOutcome;

namespace {

const Instant Now = fromMillis(1'795'200'000'000);
constexpr std::array AllStates{JobState::Available, JobState::Scheduled, JobState::Running, JobState::Sending, JobState::Unknown,
                               JobState::Review,    JobState::Done,      JobState::Dead,    JobState::Cancelled, JobState::Expired};

test::SeededRng Dice;
const JobRules Rules(Dice);

server::Job jobIn(JobState state, EffectClass effectClass = EffectClass::Idempotent)
{
    server::Job job;
    job.id = JobId{QStringLiteral("j")};
    job.state = state;
    job.effectClass = effectClass;
    job.createdAt = Now - 1min;
    job.runAt = job.createdAt;
    job.maxAttempts = 12;
    job.attempt = 1;
    job.fence = 1;
    const bool isOwned = state == JobState::Running || state == JobState::Sending;
    job.owner = isOwned ? QStringLiteral("boot") : QString();
    return job;
}

SendOutcome refused(int status)
{
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Refused;
    outcome.httpStatus = status;
    outcome.reason = QStringLiteral("refused");
    return outcome;
}

SendOutcome outcomeOf(SendOutcome::Kind kind)
{
    SendOutcome outcome;
    outcome.kind = kind;
    outcome.reason = QStringLiteral("why");
    return outcome;
}

} // namespace

Q_DECLARE_METATYPE(deskbell::EffectClass)

class JobRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsAreFinal();
    void everyStateCanBeLeftOrIsAnEnd();
    void deliveredIsDone();
    void statusesDecide_data();
    void statusesDecide();
    void anUnknownOutcomeDependsOnTheClass_data();
    void anUnknownOutcomeDependsOnTheClass();
    void aCrashDependsOnTheClass_data();
    void aCrashDependsOnTheClass();
    void lookUpsComeAtTheirTimesAndThenItIsSent();
    void aFoundEffectIsDone();
    void aReceiverThatCanNotBeAskedSettlesNothing();
    void notFoundAfterExpiryIsExpired();
    void aThirdCrashIsPoison();
    void oldCrashesAreForgotten();
    void aCrashBeforeTheSendOfClassCIsRetried();
    void retriesGrowAndJitter();
    void retryAfterWins();
    void attemptsEnd();
    void whatMayHaveArrivedIsNeverCalledNotSent();
    void snoozingCostsNoAttempt();
    void peopleDecide_data();
    void peopleDecide();
    void aDecisionBringsANewFence();
    void retryOfAnExpiredJobHasNoExpiry();
    void localErrorsDecide();
};

void JobRulesTest::endsAreFinal()
{
    for (const auto to : AllStates) {
        QVERIFY(!server::isLegalStep(JobState::Done, to));
        QVERIFY(!server::isLegalStep(JobState::Cancelled, to));
    }
}

void JobRulesTest::everyStateCanBeLeftOrIsAnEnd()
{
    for (const auto from : AllStates) {
        const bool isEnd = from == JobState::Done || from == JobState::Cancelled;
        const bool canLeave = std::any_of(AllStates.begin(), AllStates.end(), [from](JobState to) { return server::isLegalStep(from, to); });
        QCOMPARE(canLeave, !isEnd);
        QVERIFY(!server::isLegalStep(from, from));
    }
}

void JobRulesTest::deliveredIsDone()
{
    test::SeededRng rng;
    auto job = jobIn(JobState::Sending);
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Delivered;
    outcome.providerRef = QStringLiteral("ref-1");
    JobRules(rng).sent(job, outcome, false, Now);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.providerRef, QStringLiteral("ref-1"));
    QCOMPARE(job.finishedAt, std::optional(Now));
    QVERIFY(job.owner.isEmpty());
    QVERIFY(!job.leaseUntil);
}

void JobRulesTest::statusesDecide_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<JobState>("state");
    for (const int status : {400, 401, 403, 404, 410, 422}) {
        QTest::addRow("%d is for good", status) << status << JobState::Dead;
    }
    for (const int status : {408, 409, 423, 425, 429, 503}) {
        QTest::addRow("%d is tried again", status) << status << JobState::Scheduled;
    }
}

void JobRulesTest::statusesDecide()
{
    QFETCH(const int, status);
    QFETCH(const JobState, state);
    test::SeededRng rng;
    for (const auto effectClass : {EffectClass::Idempotent, EffectClass::Lookup, EffectClass::Unrepeatable}) {
        auto job = jobIn(JobState::Sending, effectClass);
        JobRules(rng).sent(job, refused(status), false, Now);
        QCOMPARE(job.state, state);
        QCOMPARE(job.lastError, QStringLiteral("refused"));
    }
}

void JobRulesTest::anUnknownOutcomeDependsOnTheClass_data()
{
    QTest::addColumn<EffectClass>("effectClass");
    QTest::addColumn<bool>("isHarmless");
    QTest::addColumn<JobState>("state");
    QTest::newRow("A is sent again") << EffectClass::Idempotent << false << JobState::Scheduled;
    QTest::newRow("B is looked up") << EffectClass::Lookup << false << JobState::Unknown;
    QTest::newRow("C is shown to people") << EffectClass::Unrepeatable << false << JobState::Review;
    QTest::newRow("a harmless C is sent again") << EffectClass::Unrepeatable << true << JobState::Scheduled;
}

void JobRulesTest::anUnknownOutcomeDependsOnTheClass()
{
    QFETCH(const EffectClass, effectClass);
    QFETCH(const bool, isHarmless);
    QFETCH(const JobState, state);
    test::SeededRng rng;
    auto job = jobIn(JobState::Sending, effectClass);
    JobRules(rng).sent(job, outcomeOf(SendOutcome::Kind::Unknown), isHarmless, Now);
    QCOMPARE(job.state, state);
    QVERIFY(job.owner.isEmpty());
    QCOMPARE(job.lastError, QStringLiteral("why"));
    if (state == JobState::Unknown) {
        QCOMPARE(job.runAt, std::optional(Now + 30s));
    }
}

void JobRulesTest::aCrashDependsOnTheClass_data()
{
    QTest::addColumn<JobState>("before");
    QTest::addColumn<EffectClass>("effectClass");
    QTest::addColumn<bool>("isHarmless");
    QTest::addColumn<JobState>("after");
    for (const auto effectClass : {EffectClass::Idempotent, EffectClass::Lookup, EffectClass::Unrepeatable}) {
        QTest::addRow("running %s", qPrintable(wire::word(effectClass))) << JobState::Running << effectClass << false << JobState::Available;
    }
    QTest::newRow("sending A") << JobState::Sending << EffectClass::Idempotent << false << JobState::Available;
    QTest::newRow("sending B") << JobState::Sending << EffectClass::Lookup << false << JobState::Unknown;
    QTest::newRow("sending C") << JobState::Sending << EffectClass::Unrepeatable << false << JobState::Review;
    QTest::newRow("sending harmless C") << JobState::Sending << EffectClass::Unrepeatable << true << JobState::Available;
    QTest::newRow("looking up") << JobState::Unknown << EffectClass::Lookup << false << JobState::Unknown;
}

void JobRulesTest::aCrashDependsOnTheClass()
{
    QFETCH(const JobState, before);
    QFETCH(const EffectClass, effectClass);
    QFETCH(const bool, isHarmless);
    QFETCH(const JobState, after);
    auto job = jobIn(before, effectClass);
    job.owner = QStringLiteral("dead boot");
    Rules.orphaned(job, isHarmless, Now);
    QCOMPARE(job.state, after);
    QVERIFY(job.owner.isEmpty());
    QCOMPARE(job.crashCount, before == JobState::Unknown ? 0 : 1);
}

void JobRulesTest::lookUpsComeAtTheirTimesAndThenItIsSent()
{
    test::SeededRng rng;
    auto job = jobIn(JobState::Sending, EffectClass::Lookup);
    JobRules(rng).sent(job, outcomeOf(SendOutcome::Kind::Unknown), false, Now);
    LookupOutcome notFound;
    notFound.kind = LookupOutcome::Kind::NotFound;
    QCOMPARE(*job.runAt - Now, 30s);
    Rules.lookedUp(job, notFound, *job.runAt);
    QCOMPARE(job.state, JobState::Unknown);
    QCOMPARE(*job.runAt - Now, 2min);
    Rules.lookedUp(job, notFound, *job.runAt);
    QCOMPARE(job.state, JobState::Unknown);
    QCOMPARE(*job.runAt - Now, 10min);
    Rules.lookedUp(job, notFound, *job.runAt);
    QCOMPARE(job.state, JobState::Available);
}

void JobRulesTest::aFoundEffectIsDone()
{
    auto job = jobIn(JobState::Unknown, EffectClass::Lookup);
    LookupOutcome found;
    found.kind = LookupOutcome::Kind::Found;
    found.providerRef = QStringLiteral("ref-2");
    Rules.lookedUp(job, found, Now);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.providerRef, QStringLiteral("ref-2"));
}

void JobRulesTest::aReceiverThatCanNotBeAskedSettlesNothing()
{
    auto job = jobIn(JobState::Unknown, EffectClass::Lookup);
    job.lookups = 2;
    for (int i = 0; i < 50; ++i) {
        Rules.lookedUp(job, LookupOutcome{}, Now);
        QCOMPARE(job.state, JobState::Unknown);
        QCOMPARE(job.lookups, 2);
    }
}

void JobRulesTest::notFoundAfterExpiryIsExpired()
{
    auto job = jobIn(JobState::Unknown, EffectClass::Lookup);
    job.lookups = 2;
    job.expiresAt = Now;
    LookupOutcome notFound;
    notFound.kind = LookupOutcome::Kind::NotFound;
    Rules.lookedUp(job, notFound, Now);
    QCOMPARE(job.state, JobState::Expired);
}

void JobRulesTest::aThirdCrashIsPoison()
{
    auto job = jobIn(JobState::Running);
    for (int i = 1; i <= 3; ++i) {
        job.state = JobState::Running;
        Rules.orphaned(job, false, Now + i * 1h);
        QCOMPARE(job.state, i < 3 ? JobState::Available : JobState::Dead);
    }
    QVERIFY(job.lastError.startsWith(QLatin1String("poison")));
}

void JobRulesTest::oldCrashesAreForgotten()
{
    auto job = jobIn(JobState::Running);
    for (int i = 0; i < 6; ++i) {
        job.state = JobState::Running;
        Rules.orphaned(job, false, Now + i * 40h);
        QCOMPARE(job.state, JobState::Available);
    }
}

void JobRulesTest::aCrashBeforeTheSendOfClassCIsRetried()
{
    auto job = jobIn(JobState::Running, EffectClass::Unrepeatable);
    Rules.orphaned(job, false, Now);
    QCOMPARE(job.state, JobState::Available);
}

void JobRulesTest::retriesGrowAndJitter()
{
    test::SeededRng rng;
    const JobRules rules(rng);
    for (int attempt = 1; attempt <= 30; ++attempt) {
        const auto ceiling = std::min<std::chrono::milliseconds>(1h, 5s * (1LL << std::min(attempt - 1, 20)));
        std::set<qint64> seen;
        for (int i = 0; i < 20; ++i) {
            const auto delay = rules.retryDelay(attempt);
            QVERIFY(delay >= ceiling / 2 && delay <= ceiling);
            seen.insert(delay.count());
        }
        QVERIFY(seen.size() > 5);
    }
}

void JobRulesTest::retryAfterWins()
{
    test::SeededRng rng;
    auto job = jobIn(JobState::Sending);
    auto outcome = refused(429);
    outcome.retryAfter = 17min;
    JobRules(rng).sent(job, outcome, false, Now);
    QCOMPARE(job.state, JobState::Scheduled);
    QCOMPARE(job.runAt, std::optional(Now + 17min));
}

void JobRulesTest::attemptsEnd()
{
    test::SeededRng rng;
    auto job = jobIn(JobState::Sending);
    job.attempt = 11;
    JobRules(rng).sent(job, outcomeOf(SendOutcome::Kind::NotSent), false, Now);
    QCOMPARE(job.state, JobState::Scheduled);
    job.state = JobState::Sending;
    job.attempt = 12;
    JobRules(rng).sent(job, outcomeOf(SendOutcome::Kind::NotSent), false, Now);
    QCOMPARE(job.state, JobState::Dead);
}

void JobRulesTest::whatMayHaveArrivedIsNeverCalledNotSent()
{
    // Class A: the first try was lost, the second did not leave the house, and then it is too late.
    auto job = jobIn(JobState::Sending);
    Rules.sent(job, outcomeOf(SendOutcome::Kind::Unknown), false, Now);
    QCOMPARE(job.state, JobState::Scheduled);
    job.state = JobState::Running;
    JobRules::sending(job, {{QStringLiteral("key"), QStringLiteral("j")}}, Now);
    Rules.sent(job, outcomeOf(SendOutcome::Kind::NotSent), false, Now);
    const auto waiting = job;
    JobRules::expired(job, Now);
    QCOMPARE(job.state, JobState::Review);
    job = waiting;
    job.state = JobState::Sending;
    Rules.sent(job, refused(422), false, Now);
    QCOMPARE(job.state, JobState::Review);
    job = waiting;
    job.state = JobState::Sending;
    job.attempt = job.maxAttempts;
    Rules.sent(job, outcomeOf(SendOutcome::Kind::NotSent), false, Now);
    QCOMPARE(job.state, JobState::Review);
    // A person has looked.
    QVERIFY(JobRules::retried(job, Now).ok());
    job.state = JobState::Scheduled;
    JobRules::expired(job, Now);
    QCOMPARE(job.state, JobState::Expired);
}

void JobRulesTest::snoozingCostsNoAttempt()
{
    auto job = jobIn(JobState::Running);
    JobRules::snoozed(job, 10s, QStringLiteral("rate limit"), Now);
    QCOMPARE(job.state, JobState::Scheduled);
    QCOMPARE(job.attempt, 0);
    QCOMPARE(job.runAt, std::optional(Now + 10s));
}

void JobRulesTest::peopleDecide_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<bool>("canRetry");
    QTest::addColumn<bool>("canMarkSent");
    QTest::addColumn<bool>("canDiscard");
    QTest::newRow("available") << JobState::Available << false << false << true;
    QTest::newRow("scheduled") << JobState::Scheduled << true << false << true;
    QTest::newRow("running") << JobState::Running << false << false << false;
    QTest::newRow("sending") << JobState::Sending << false << false << false;
    QTest::newRow("unknown") << JobState::Unknown << false << true << true;
    QTest::newRow("review") << JobState::Review << true << true << true;
    QTest::newRow("done") << JobState::Done << false << false << false;
    QTest::newRow("dead") << JobState::Dead << true << true << true;
    QTest::newRow("cancelled") << JobState::Cancelled << false << false << false;
    QTest::newRow("expired") << JobState::Expired << true << true << true;
}

void JobRulesTest::peopleDecide()
{
    QFETCH(const JobState, state);
    QFETCH(const bool, canRetry);
    QFETCH(const bool, canMarkSent);
    QFETCH(const bool, canDiscard);
    const auto check = [state](bool isAllowed, JobState to, const std::function<Result<Done>(server::Job &)> &decide) {
        auto job = jobIn(state);
        const auto decided = decide(job);
        QCOMPARE(decided.ok(), isAllowed);
        QCOMPARE(job.state, isAllowed ? to : state);
        if (!isAllowed) {
            QCOMPARE(decided.error().kind, ErrorKind::Conflict);
            QVERIFY(decided.error().context.contains(QLatin1String("current")));
        } else {
            QVERIFY(server::isLegalStep(state, to));
        }
    };
    check(canRetry, JobState::Available, [](server::Job &job) { return JobRules::retried(job, Now); });
    check(canMarkSent, JobState::Done, [](server::Job &job) { return JobRules::markedSent(job, QStringLiteral("by hand"), Now); });
    check(canDiscard, JobState::Cancelled, [](server::Job &job) { return JobRules::discarded(job, Now); });
}

void JobRulesTest::aDecisionBringsANewFence()
{
    auto job = jobIn(JobState::Unknown);
    QVERIFY(JobRules::markedSent(job, {}, Now).ok());
    QCOMPARE(job.fence, 2);
}

void JobRulesTest::retryOfAnExpiredJobHasNoExpiry()
{
    auto job = jobIn(JobState::Expired);
    job.expiresAt = Now - 1h;
    QVERIFY(JobRules::retried(job, Now).ok());
    QVERIFY(!job.expiresAt);
    QCOMPARE(job.attempt, 0);
    QCOMPARE(job.runAt, std::optional(Now));
}

void JobRulesTest::localErrorsDecide()
{
    test::SeededRng rng;
    const auto after = [&rng](ErrorKind kind) {
        auto job = jobIn(JobState::Running);
        JobRules(rng).failedLocally(job, Error{kind, QStringLiteral("why"), 0, {}, {{QStringLiteral("retry_after"), 40}}}, Now);
        return job;
    };
    QCOMPARE(after(ErrorKind::Validation).state, JobState::Dead);
    QCOMPARE(after(ErrorKind::Forbidden).state, JobState::Dead);
    QCOMPARE(after(ErrorKind::NotFound).state, JobState::Scheduled);
    QCOMPARE(after(ErrorKind::Storage).attempt, 1);
    QCOMPARE(after(ErrorKind::RateLimited).attempt, 0);
    QCOMPARE(after(ErrorKind::RateLimited).runAt, std::optional(Now + 40s));
}

QTEST_GUILESS_MAIN(JobRulesTest)
#include "tst_jobrules.moc"
