// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/server/jobs/workerrig.h"

#include <QLoggingCategory>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;
using Kind = server::SendOutcome::Kind;

namespace {

/// Holds back as told.
class FakeGate final : public server::SendGate
{
public:
    server::SendHold hold;
    server::SendHold token;
    int ends = 0;
    int abandoned_ = 0;
    server::SendHold mayCall(const server::Job &, const QString &) override { return hold; }
    void ended(const server::Job &, const QString &, const server::SendOutcome &, std::chrono::milliseconds) override { ++ends; }
    void abandoned(const server::Job &, const QString &) override { ++abandoned_; }
    Result<server::SendHold> takeToken(sql::Connection &, const server::Job &, const QString &) override { return token; }
};

constexpr std::array Classes{EffectClass::Idempotent, EffectClass::Lookup, EffectClass::Unrepeatable};

} // namespace

Q_DECLARE_METATYPE(deskbell::EffectClass)

class JobWorkerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aLocalJobRunsWithItsCompletion();
    void aFailedLocalJobLeavesNothingAndIsTriedAgain();
    void anUnknownKindIsShown();
    void aSendIsStoredBeforeItIsMade();
    void theWorkerWakesByItselfWhenAJobIsDue();
    void anExpiredJobIsNotSent();
    void aCrashBeforeTheSendSendsOnce();
    void aCrashWhileSending_data();
    void aCrashWhileSending();
    void aCrashWhileLookingUpAsksAgain();
    void aLostReplyIsLookedUpAndFound();
    void aLostReplyThatIsNotFoundIsSentAgainOnce();
    void aLateResultOfAnotherOwnerIsDropped();
    void aCallThatDoesNotReturnIsGivenUpAsUnknown();
    void aResultThatCanNotBeStoredIsStoredLater();
    void aJobThatKillsThreeTimesIsPoison();
    void aHeldSendCostsNoAttempt();
    void whatStopsTakesNoMore();
    void aDatabaseThatIsOnlyReadHasNoJobsDone();
    void aFullDiskPutsTheBeginOff();
};

void JobWorkerTest::initTestCase()
{
    // Crashes and lost leases are warned of, and warnings end tests.
    QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.jobs.*=false"));
}

void JobWorkerTest::aLocalJobRunsWithItsCompletion()
{
    WorkerRig rig;
    QVERIFY(rig.start());
    const auto id = rig.enqueue(localJob());
    QVERIFY(rig.becomes(id, JobState::Done));
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM meta WHERE value = 'effect'")), 1);
    QVERIFY(rig.settle());
    QCOMPARE(rig.worker->metrics().kinds().value(QStringLiteral("local")).done, 1U);
}

void JobWorkerTest::aFailedLocalJobLeavesNothingAndIsTriedAgain()
{
    WorkerRig rig;
    int runs = 0;
    rig.onLocal = [&runs](const server::Job &) { return ++runs == 1 ? Result<Done>(Error{ErrorKind::Storage, QStringLiteral("no"), 0, {}, {}}) : Result<Done>(Done{}); };
    QVERIFY(rig.start());
    const auto id = rig.enqueue(localJob());
    QVERIFY(rig.becomes(id, JobState::Scheduled));
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM meta WHERE value = 'effect'")), 0);
    QCOMPARE(rig.job(id).lastError, QStringLiteral("no"));
    QVERIFY(rig.settle());
    rig.timers.advance(10s);
    QVERIFY(rig.becomes(id, JobState::Done));
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM meta WHERE value = 'effect'")), 1);
}

void JobWorkerTest::anUnknownKindIsShown()
{
    WorkerRig rig;
    QVERIFY(rig.start());
    auto job = newJob();
    job.kind = QStringLiteral("of.tomorrow");
    const auto id = rig.enqueue(job);
    QVERIFY(rig.becomes(id, JobState::Dead));
    QVERIFY(rig.job(id).lastError.startsWith(QLatin1String("unknown_kind")));
}

void JobWorkerTest::aSendIsStoredBeforeItIsMade()
{
    WorkerRig rig;
    JobState seen{};
    QJsonObject intent;
    rig.outside->onSend = [&](const server::Job &job) {
        seen = rig.job(job.id).state;
        intent = rig.job(job.id).intent;
        return std::optional(WorkerRig::outcome(Kind::Delivered));
    };
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob());
    QVERIFY(rig.becomes(id, JobState::Done));
    QCOMPARE(seen, JobState::Sending);
    QCOMPARE(intent.value(QLatin1String("key")).toString(), id.value);
    QCOMPARE(intent.value(QLatin1String("provider")).toString(), QStringLiteral("pms.example"));
    QCOMPARE(rig.job(id).providerRef, QStringLiteral("ref"));
}

void JobWorkerTest::theWorkerWakesByItselfWhenAJobIsDue()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Delivered));
    QVERIFY(rig.start());
    auto job = newJob();
    job.runAt = rig.clock.now() + 40min;
    const auto id = rig.enqueue(job);
    QVERIFY(rig.settle());
    QVERIFY(rig.pass(39min));
    QVERIFY(rig.outside->sends.isEmpty());
    rig.timers.advance(2min);
    QVERIFY(rig.becomes(id, JobState::Done));
}

void JobWorkerTest::anExpiredJobIsNotSent()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::NotSent));
    QVERIFY(rig.start());
    auto job = newJob();
    job.expiresAt = rig.clock.now() + 3s;
    const auto id = rig.enqueue(job);
    QVERIFY(rig.becomes(id, JobState::Scheduled));
    QVERIFY(rig.settle());
    rig.timers.advance(4s);
    QVERIFY(rig.becomes(id, JobState::Expired));
    QVERIFY(rig.pass(1h));
    QCOMPARE(rig.outside->sends.size(), 1);
}

void JobWorkerTest::aCrashBeforeTheSendSendsOnce()
{
    for (const auto effectClass : Classes) {
        WorkerRig rig;
        rig.always(WorkerRig::outcome(Kind::Delivered));
        const auto id = rig.enqueue(newJob(effectClass));
        // Claimed by a process that died before tx1.
        (void)rig.write([&](sql::Connection &db) {
            return server::JobClaims(db).claim({QStringLiteral("webhook"), Sea, 1, false, false}, {QStringLiteral("dead"), rig.clock.now(), rig.clock.now() + 60s});
        });
        QVERIFY(rig.start());
        QVERIFY(rig.becomes(id, JobState::Done));
        QCOMPARE(rig.outside->sends.size(), 1);
        QCOMPARE(rig.job(id).crashCount, 1);
    }
}

void JobWorkerTest::aCrashWhileSending_data()
{
    QTest::addColumn<EffectClass>("effectClass");
    QTest::addColumn<bool>("hasHappened");
    QTest::addColumn<JobState>("atOnce");
    QTest::addColumn<JobState>("later");
    QTest::addColumn<int>("sends");
    QTest::newRow("A happened") << EffectClass::Idempotent << true << JobState::Done << JobState::Done << 2;
    QTest::newRow("A did not") << EffectClass::Idempotent << false << JobState::Done << JobState::Done << 2;
    QTest::newRow("B happened") << EffectClass::Lookup << true << JobState::Unknown << JobState::Done << 1;
    QTest::newRow("B did not") << EffectClass::Lookup << false << JobState::Unknown << JobState::Done << 2;
    QTest::newRow("C happened") << EffectClass::Unrepeatable << true << JobState::Review << JobState::Review << 1;
    QTest::newRow("C did not") << EffectClass::Unrepeatable << false << JobState::Review << JobState::Review << 1;
}

void JobWorkerTest::aCrashWhileSending()
{
    QFETCH(const EffectClass, effectClass);
    QFETCH(const bool, hasHappened);
    QFETCH(const JobState, atOnce);
    QFETCH(const JobState, later);
    QFETCH(const int, sends);
    WorkerRig rig;
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob(effectClass));
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->sends.size() == 1; }));
    QCOMPARE(rig.job(id).state, JobState::Sending);
    rig.crash();
    rig.always(WorkerRig::outcome(Kind::Delivered));
    rig.outside->onLookUp = [hasHappened](const server::Job &) {
        return hasHappened ? server::LookupOutcome{server::LookupOutcome::Kind::Found, QStringLiteral("ref"), {}}
                           : server::LookupOutcome{server::LookupOutcome::Kind::NotFound, {}, {}};
    };
    QVERIFY(rig.start());
    QVERIFY(rig.becomes(id, atOnce));
    for (int minute = 0; minute < 24; ++minute) {
        QVERIFY(rig.pass(30s));
    }
    QCOMPARE(rig.job(id).state, later);
    QCOMPARE(rig.outside->sends.size(), sends);
    QCOMPARE(rig.outside->sends.count(id), sends);
}

void JobWorkerTest::aCrashWhileLookingUpAsksAgain()
{
    WorkerRig rig;
    const auto id = rig.enqueue(newJob(EffectClass::Lookup));
    rig.force(id, [](server::Job &row) {
        row.state = JobState::Unknown;
        row.owner = QStringLiteral("dead");
        row.leaseUntil = row.runAt;
    });
    rig.outside->onLookUp = [](const server::Job &) { return server::LookupOutcome{server::LookupOutcome::Kind::Found, QStringLiteral("ref"), {}}; };
    QVERIFY(rig.start());
    QVERIFY(rig.becomes(id, JobState::Done));
    QVERIFY(rig.outside->sends.isEmpty());
}

void JobWorkerTest::aLostReplyIsLookedUpAndFound()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Unknown));
    int asked = 0;
    rig.outside->onLookUp = [&asked](const server::Job &) {
        return ++asked < 2 ? server::LookupOutcome{server::LookupOutcome::Kind::NotFound, {}, {}}
                           : server::LookupOutcome{server::LookupOutcome::Kind::Found, QStringLiteral("late"), {}};
    };
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob(EffectClass::Lookup));
    QVERIFY(rig.becomes(id, JobState::Unknown));
    QVERIFY(rig.settle());
    QVERIFY(rig.pass(29s));
    QCOMPARE(asked, 0);
    rig.timers.advance(2s);
    QVERIFY(QTest::qWaitFor([&asked] { return asked == 1; }));
    QVERIFY(rig.settle());
    QVERIFY(rig.pass(60s));
    QCOMPARE(asked, 1);
    rig.timers.advance(35s);
    QVERIFY(rig.becomes(id, JobState::Done));
    QCOMPARE(rig.job(id).providerRef, QStringLiteral("late"));
    QCOMPARE(rig.outside->sends.size(), 1);
}

void JobWorkerTest::aLostReplyThatIsNotFoundIsSentAgainOnce()
{
    WorkerRig rig;
    rig.outside->onSend = [&rig](const server::Job &) {
        return std::optional(WorkerRig::outcome(rig.outside->sends.size() == 1 ? Kind::Unknown : Kind::Delivered));
    };
    rig.outside->onLookUp = [](const server::Job &) { return server::LookupOutcome{server::LookupOutcome::Kind::NotFound, {}, {}}; };
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob(EffectClass::Lookup));
    QVERIFY(rig.becomes(id, JobState::Unknown));
    for (int i = 0; i < 21 && rig.job(id).state == JobState::Unknown; ++i) {
        QVERIFY(rig.pass(30s));
    }
    QVERIFY(rig.becomes(id, JobState::Done));
    QCOMPARE(rig.outside->sends.size(), 2);
    QCOMPARE(rig.outside->lookups.size(), 3);
}

void JobWorkerTest::aLateResultOfAnotherOwnerIsDropped()
{
    WorkerRig rig;
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob());
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 1; }));
    // Another service took it over when the lease had run out.
    rig.force(id, [](server::Job &row) {
        row.fence += 1;
        row.owner = QStringLiteral("other");
    });
    rig.answer(id, WorkerRig::outcome(Kind::Delivered));
    QVERIFY(rig.settle());
    QCOMPARE(rig.job(id).state, JobState::Sending);
    QCOMPARE(rig.job(id).owner, QStringLiteral("other"));
    QCOMPARE(rig.worker->metrics().leaseLost(), 1U);
}

void JobWorkerTest::aCallThatDoesNotReturnIsGivenUpAsUnknown()
{
    WorkerRig rig;
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob(EffectClass::Unrepeatable));
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 1; }));
    rig.timers.advance(30s);
    QVERIFY(rig.outside->stops.value(id).stop_requested());
    QCOMPARE(rig.job(id).state, JobState::Sending);
    rig.timers.advance(5s);
    QVERIFY(rig.becomes(id, JobState::Review));
    // What it says now comes too late and does no harm.
    rig.answer(id, WorkerRig::outcome(Kind::Delivered));
    QVERIFY(rig.settle());
    QCOMPARE(rig.job(id).state, JobState::Review);
}

void JobWorkerTest::aResultThatCanNotBeStoredIsStoredLater()
{
    if (TestDatabase::isPostgreSql()) {
        QSKIP("the trigger is written for SQLite");
    }
    WorkerRig rig;
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob(EffectClass::Unrepeatable));
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 1; }));
    const auto execute = [&rig](const QString &sql) {
        return rig.write([sql](sql::Connection &db) { return db.exec(sql, sql::RowScope::everybody()); }).ok();
    };
    // As a full disk does: no update gets through.
    QVERIFY(execute(QStringLiteral("CREATE TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'full'); END")));
    rig.answer(id, WorkerRig::outcome(Kind::Delivered));
    QVERIFY(QTest::qWaitFor([&rig] { return rig.worker->active() == 1; }));
    QVERIFY(execute(QStringLiteral("DROP TRIGGER full")));
    QVERIFY(QTest::qWaitFor([&rig] { return rig.timers.pending() > 0; }));
    rig.timers.advance(1s);
    QVERIFY(rig.becomes(id, JobState::Done));
}

void JobWorkerTest::aJobThatKillsThreeTimesIsPoison()
{
    WorkerRig rig;
    rig.options.safeModePause = 0ms;
    const auto id = rig.enqueue(newJob());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(rig.start());
        rig.timers.advance(1s);
        QVERIFY(QTest::qWaitFor([&] { return rig.outside->sends.size() == i + 1; }));
        rig.crash();
        rig.clock.advance(10min);
    }
    QVERIFY(rig.start());
    QCOMPARE(rig.job(id).state, JobState::Dead);
    QVERIFY(rig.job(id).lastError.startsWith(QLatin1String("poison")));
    QVERIFY(rig.pass(1h));
    QCOMPARE(rig.outside->sends.size(), 3);
}

void JobWorkerTest::aHeldSendCostsNoAttempt()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Delivered));
    FakeGate gate;
    gate.hold = {30s, QStringLiteral("the breaker is open")};
    rig.gate = &gate;
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob());
    QVERIFY(rig.becomes(id, JobState::Scheduled));
    QCOMPARE(rig.job(id).attempt, 0);
    QCOMPARE(rig.job(id).lastError, QStringLiteral("the breaker is open"));
    gate.hold = {};
    gate.token = {5s, QStringLiteral("rate limit")};
    QVERIFY(rig.settle());
    QVERIFY(rig.pass(30s));
    QVERIFY(QTest::qWaitFor([&] { return rig.job(id).lastError == QLatin1String("rate limit"); }));
    QVERIFY(rig.settle());
    QCOMPARE(rig.job(id).attempt, 0);
    QCOMPARE(gate.abandoned_, 1);
    gate.token = {};
    rig.timers.advance(5s);
    QVERIFY(rig.becomes(id, JobState::Done));
    QVERIFY(rig.settle());
    QCOMPARE(rig.job(id).attempt, 1);
    QCOMPARE(gate.ends, 1);
    rig.crash();
}

void JobWorkerTest::whatStopsTakesNoMore()
{
    WorkerRig rig;
    QVERIFY(rig.start());
    const auto first = rig.enqueue(newJob());
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 1; }));
    rig.worker->stop();
    const auto second = rig.enqueue(newJob());
    rig.answer(first, WorkerRig::outcome(Kind::Delivered));
    QVERIFY(rig.settle());
    QCOMPARE(rig.job(first).state, JobState::Done);
    QCOMPARE(rig.job(second).state, JobState::Available);
}

void JobWorkerTest::aDatabaseThatIsOnlyReadHasNoJobsDone()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Delivered));
    (void)rig.enqueue(newJob());
    rig.database->enterReadOnly(QStringLiteral("damaged"));
    QVERIFY(rig.start());
    QVERIFY(rig.pass(1min));
    QVERIFY(rig.outside->sends.isEmpty());
}

void JobWorkerTest::aFullDiskPutsTheBeginOff()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Delivered));
    const auto id = rig.enqueue(newJob());
    rig.database->writer().setRefusal(Error{ErrorKind::Unavailable, QStringLiteral("full"), 0, QStringLiteral("storage_full"), {}}, true);
    QVERIFY(rig.start());
    QVERIFY(rig.settle());
    QVERIFY(rig.outside->sends.isEmpty());
    rig.database->writer().setRefusal(std::nullopt, false);
    rig.timers.advance(1s);
    QVERIFY(rig.becomes(id, JobState::Done));
}

QTEST_GUILESS_MAIN(JobWorkerTest)
#include "tst_jobworker.moc"
