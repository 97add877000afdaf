// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/server/jobs/jobrig.h"

#include <QElapsedTimer>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

namespace {

using Ids = QList<JobId>;

/// What `boot` gets when it asks for so many.
QList<server::Job> claim(JobRig &rig, int limit, bool isUrgentOnly = false, const TenantId &tenant = Sea)
{
    const server::JobClaims::Lease lease{QStringLiteral("boot"), rig.clock.now(), rig.clock.now() + 60s};
    const server::JobClaims::Wish wish{QStringLiteral("webhook"), tenant, limit, isUrgentOnly, false};
    return rig.write([&](sql::Connection &db) { return server::JobClaims(db).claim(wish, lease); }).value();
}

Ids idsOf(const QList<server::Job> &jobs)
{
    Ids ids;
    for (const auto &job : jobs) {
        ids.append(job.id);
    }
    return ids;
}

} // namespace

class JobQueueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesWhatDoesNotExist();
    void aUniqueKeyFindsTheLiveJob();
    void aUniqueKeyFindsTheDoneJobForItsTime();
    void uniqueKeysOfPropertiesDoNotMeet();
    void aFullQueueRefusesOnlyWhatCanWait();
    void aRolledBackCauseLeavesNoJob();
    void claimsByPriorityThenAge();
    void aWaitingJobGainsOneLevelInFiveMinutes();
    void theReservedSlotTakesOnlyUrgentJobs();
    void aClaimGetsAFenceAndAnAttempt();
    void scheduledJobsWaitForTheirTime();
    void onlyTheHeadOfAGroupCanBeClaimed();
    void aDeadHeadParksItsGroup();
    void aRetriedHeadThatWasPassedBlocksUntilTheOtherIsDone();
    void tenantsComeInTurn();
    void aStaleFenceWritesNothing();
    void attentionIsToldOnTheFeed();
    void oldDoneJobsBecomeCounts();
    void aRestoredQueueSendsNothingTwice();
    void aLongQueueIsClaimedQuickly();
};

void JobQueueTest::refusesWhatDoesNotExist()
{
    JobRig rig;
    auto job = newJob();
    job.queue = QStringLiteral("nowhere");
    QCOMPARE(rig.tryEnqueue(job).error().kind, ErrorKind::Validation);
    job = newJob();
    job.priority = 10;
    QCOMPARE(rig.tryEnqueue(job).error().code, QStringLiteral("invalid_field"));
    job = newJob();
    job.kind.clear();
    QCOMPARE(rig.tryEnqueue(job).error().kind, ErrorKind::Validation);
}

void JobQueueTest::aUniqueKeyFindsTheLiveJob()
{
    JobRig rig;
    auto job = newJob();
    job.uniqueKey = QStringLiteral("order-1");
    const auto first = rig.enqueue(job);
    QCOMPARE(rig.enqueue(job), first);
    rig.force(first, [](server::Job &row) { row.state = JobState::Unknown; });
    QCOMPARE(rig.enqueue(job), first);
    rig.force(first, [](server::Job &row) { row.state = JobState::Done; });
    QVERIFY(rig.enqueue(job) != first);
}

void JobQueueTest::aUniqueKeyFindsTheDoneJobForItsTime()
{
    JobRig rig;
    auto job = newJob();
    job.uniqueKey = QStringLiteral("order-1");
    job.uniqueFor = 10min;
    const auto first = rig.enqueue(job);
    rig.force(first, [&rig](server::Job &row) {
        row.state = JobState::Done;
        row.finishedAt = rig.clock.now();
    });
    rig.clock.advance(9min);
    QCOMPARE(rig.enqueue(job), first);
    rig.clock.advance(2min);
    QVERIFY(rig.enqueue(job) != first);
}

void JobQueueTest::uniqueKeysOfPropertiesDoNotMeet()
{
    JobRig rig;
    auto job = newJob();
    job.uniqueKey = QStringLiteral("order-1");
    QVERIFY(rig.enqueue(job, Sea) != rig.enqueue(job, Hill));
}

void JobQueueTest::aFullQueueRefusesOnlyWhatCanWait()
{
    JobRig rig({10, {{QStringLiteral("crawl"), 3}}});
    for (int i = 0; i < 10; ++i) {
        (void)rig.enqueue(newJob());
    }
    const auto refused = rig.tryEnqueue(newJob());
    QCOMPARE(refused.error().kind, ErrorKind::Unavailable);
    QCOMPARE(refused.error().code, QStringLiteral("queue_full"));
    QVERIFY(rig.tryEnqueue(newJob(EffectClass::Idempotent, 4)).ok());
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM jobs")), 11);
    // Other queues have bounds of their own.
    auto crawl = newJob();
    crawl.queue = QStringLiteral("crawl");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(rig.tryEnqueue(crawl).ok());
    }
    QCOMPARE(rig.tryEnqueue(crawl).error().code, QStringLiteral("queue_full"));
    // Room is seen a little later.
    QCOMPARE(claim(rig, 5).size(), 5);
    rig.clock.advance(1s);
    QVERIFY(rig.tryEnqueue(newJob()).ok());
}

void JobQueueTest::aRolledBackCauseLeavesNoJob()
{
    JobRig rig;
    const auto undone = rig.write([&rig](sql::Connection &db) -> Result<Done> {
        const auto id = rig.queue->enqueue(db, {Sea, {}}, newJob());
        return id ? Result<Done>(Error{ErrorKind::Conflict, {}, 0, {}, {}}) : Result<Done>(Done{});
    });
    QCOMPARE(undone.error().kind, ErrorKind::Conflict);
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM jobs")), 0);
}

void JobQueueTest::claimsByPriorityThenAge()
{
    JobRig rig;
    const auto late = rig.enqueue(newJob(EffectClass::Idempotent, 7));
    const auto normal = rig.enqueue(newJob());
    const auto second = rig.enqueue(newJob());
    const auto urgent = rig.enqueue(newJob(EffectClass::Idempotent, 0));
    QCOMPARE(idsOf(claim(rig, 1)), Ids({urgent}));
    QCOMPARE(idsOf(claim(rig, 2)), Ids({normal, second}));
    QCOMPARE(idsOf(claim(rig, 9)), Ids({late}));
    QVERIFY(claim(rig, 9).isEmpty());
}

void JobQueueTest::aWaitingJobGainsOneLevelInFiveMinutes()
{
    JobRig rig;
    const auto old = rig.enqueue(newJob(EffectClass::Idempotent, 5));
    rig.clock.advance(5min - 1s);
    const auto young = rig.enqueue(newJob(EffectClass::Idempotent, 4));
    QCOMPARE(idsOf(claim(rig, 1)), Ids({young}));
    rig.clock.advance(2s);
    const auto younger = rig.enqueue(newJob(EffectClass::Idempotent, 4));
    QCOMPARE(idsOf(claim(rig, 1)), Ids({old}));
    QCOMPARE(idsOf(claim(rig, 1)), Ids({younger}));
}

void JobQueueTest::theReservedSlotTakesOnlyUrgentJobs()
{
    JobRig rig;
    const auto old = rig.enqueue(newJob());
    rig.clock.advance(2h);
    const auto urgent = rig.enqueue(newJob(EffectClass::Idempotent, 1));
    QCOMPARE(idsOf(claim(rig, 5, true)), Ids({urgent}));
    QVERIFY(claim(rig, 5, true).isEmpty());
    QCOMPARE(idsOf(claim(rig, 5)), Ids({old}));
}

void JobQueueTest::aClaimGetsAFenceAndAnAttempt()
{
    JobRig rig;
    const auto id = rig.enqueue(newJob());
    const auto job = claim(rig, 1).first();
    QCOMPARE(job.state, JobState::Running);
    QCOMPARE(job.fence, 1);
    QCOMPARE(job.attempt, 1);
    QCOMPARE(job.owner, QStringLiteral("boot"));
    QCOMPARE(job.leaseUntil, std::optional(rig.clock.now() + 60s));
    QCOMPARE(rig.job(id), job);
}

void JobQueueTest::scheduledJobsWaitForTheirTime()
{
    JobRig rig;
    auto job = newJob();
    job.runAt = rig.clock.now() + 1h;
    const auto id = rig.enqueue(job);
    QCOMPARE(rig.job(id).state, JobState::Scheduled);
    const auto promote = [&rig] { return rig.write([&](sql::Connection &db) { return server::JobClaims(db).promoteDue(rig.clock.now(), 100); }).value(); };
    const auto nextDue = [&rig] { return rig.write([](sql::Connection &db) { return server::JobClaims(db).nextDue(); }).value(); };
    QCOMPARE(promote(), 0);
    QCOMPARE(nextDue(), job.runAt);
    rig.clock.advance(1h);
    QCOMPARE(promote(), 1);
    QCOMPARE(nextDue(), std::nullopt);
    QCOMPARE(idsOf(claim(rig, 1)), Ids({id}));
}

void JobQueueTest::onlyTheHeadOfAGroupCanBeClaimed()
{
    JobRig rig;
    auto job = newJob();
    job.groupKey = QStringLiteral("conversation-1");
    const auto first = rig.enqueue(job);
    auto urgent = job;
    urgent.priority = 0;
    const auto second = rig.enqueue(urgent);
    const auto free = rig.enqueue(newJob());
    const auto otherProperty = rig.enqueue(job, Hill);
    QCOMPARE(idsOf(claim(rig, 9)), Ids({first, free}));
    QCOMPARE(idsOf(claim(rig, 9, false, Hill)), Ids({otherProperty}));
    const auto finish = [&rig](const JobId &id) {
        auto after = rig.job(id);
        const auto before = after;
        server::JobRules::doneLocally(after, rig.clock.now());
        return rig.write([&](sql::Connection &db) { return rig.ledger->store(db, QStringLiteral("system"), before, after); });
    };
    QVERIFY(finish(free).ok());
    QVERIFY(claim(rig, 9).isEmpty());
    QVERIFY(finish(first).ok());
    QCOMPARE(idsOf(claim(rig, 9)), Ids({second}));
}

void JobQueueTest::aDeadHeadParksItsGroup()
{
    JobRig rig;
    auto job = newJob();
    job.groupKey = QStringLiteral("conversation-1");
    const auto first = rig.enqueue(job);
    const auto second = rig.enqueue(job);
    const auto change = [&rig](const JobId &id, const std::function<void(server::Job &)> &what) {
        auto after = rig.job(id);
        const auto before = after;
        what(after);
        return rig.write([&](sql::Connection &db) { return rig.ledger->store(db, QStringLiteral("system"), before, after); }).ok();
    };
    QCOMPARE(idsOf(claim(rig, 9)), Ids({first}));
    QVERIFY(change(first, [&rig](server::Job &row) { server::JobRules::givenUp(row, QStringLiteral("no"), rig.clock.now()); }));
    QVERIFY(claim(rig, 9).isEmpty());
    QVERIFY(change(first, [&rig](server::Job &row) { QVERIFY(server::JobRules::discarded(row, rig.clock.now()).ok()); }));
    QCOMPARE(idsOf(claim(rig, 9)), Ids({second}));
}

void JobQueueTest::aRetriedHeadThatWasPassedBlocksUntilTheOtherIsDone()
{
    JobRig rig;
    auto job = newJob();
    job.groupKey = QStringLiteral("conversation-1");
    const auto first = rig.enqueue(job);
    const auto second = rig.enqueue(job);
    const auto change = [&rig](const JobId &id, const std::function<void(server::Job &)> &what) {
        auto after = rig.job(id);
        const auto before = after;
        what(after);
        return rig.write([&](sql::Connection &db) { return rig.ledger->store(db, QStringLiteral("system"), before, after); }).ok();
    };
    QVERIFY(change(first, [&rig](server::Job &row) { server::JobRules::expired(row, rig.clock.now()); }));
    QCOMPARE(idsOf(claim(rig, 9)), Ids({second}));
    QVERIFY(change(first, [&rig](server::Job &row) { QVERIFY(server::JobRules::retried(row, rig.clock.now()).ok()); }));
    QVERIFY(claim(rig, 9).isEmpty());
    QVERIFY(change(second, [&rig](server::Job &row) { server::JobRules::doneLocally(row, rig.clock.now()); }));
    QCOMPARE(idsOf(claim(rig, 9)), Ids({first}));
}

void JobQueueTest::tenantsComeInTurn()
{
    JobRig rig;
    (void)rig.enqueue(newJob(), Sea);
    (void)rig.enqueue(newJob(), Hill);
    (void)rig.enqueue(newJob(), TenantId{});
    const auto turn = [&rig](const TenantId &after, int limit) {
        return rig.write([&](sql::Connection &db) { return server::JobClaims(db).tenantsInTurn(QStringLiteral("webhook"), after, false, limit); }).value();
    };
    QCOMPARE(turn({}, 9), QList<TenantId>({Sea, Hill, TenantId{}}));
    QCOMPARE(turn(Sea, 9), QList<TenantId>({Hill, TenantId{}, Sea}));
    QCOMPARE(turn(Hill, 9), QList<TenantId>({TenantId{}, Sea, Hill}));
    QCOMPARE(turn(Hill, 1), QList<TenantId>({TenantId{}}));
    QCOMPARE(turn(Sea, 2), QList<TenantId>({Hill, TenantId{}}));
}

void JobQueueTest::aStaleFenceWritesNothing()
{
    JobRig rig;
    const auto id = rig.enqueue(newJob());
    const auto mine = claim(rig, 1).first();
    // Somebody else has it meanwhile.
    rig.force(id, [](server::Job &row) { row.fence += 1; });
    auto after = mine;
    server::JobRules::doneLocally(after, rig.clock.now());
    const auto stored = rig.write([&](sql::Connection &db) { return rig.ledger->store(db, QStringLiteral("system"), mine, after); });
    QCOMPARE(stored.error().code, QStringLiteral("lease_lost"));
    QCOMPARE(rig.job(id).state, JobState::Running);
    const auto extended = rig.write([&](sql::Connection &db) { return server::JobClaims(db).extend(mine.rowId, mine.fence, rig.clock.now()); });
    QCOMPARE(extended.value(), false);
}

void JobQueueTest::attentionIsToldOnTheFeed()
{
    JobRig rig;
    const auto id = rig.enqueue(newJob());
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM changes")), 0);
    const auto change = [&](const std::function<void(server::Job &)> &what) {
        auto after = rig.job(id);
        const auto before = after;
        what(after);
        return rig.write([&](sql::Connection &db) { return rig.ledger->store(db, QStringLiteral("system"), before, after); }).ok();
    };
    (void)claim(rig, 1);
    QVERIFY(change([&](server::Job &row) { server::JobRules::givenUp(row, QStringLiteral("no"), rig.clock.now()); }));
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM changes WHERE entity = 'job' AND event = 'job_needs_attention'")), 1);
    QCOMPARE(rig.job(id).version, 1);
    QVERIFY(change([&](server::Job &row) { QVERIFY(server::JobRules::retried(row, rig.clock.now()).ok()); }));
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM changes WHERE entity = 'job' AND event = ''")), 1);
    (void)claim(rig, 1);
    QVERIFY(change([&](server::Job &row) { server::JobRules::doneLocally(row, rig.clock.now()); }));
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM changes")), 2);
}

void JobQueueTest::oldDoneJobsBecomeCounts()
{
    JobRig rig;
    for (int i = 0; i < 5; ++i) {
        const auto id = rig.enqueue(newJob());
        rig.force(id, [&](server::Job &row) {
            row.state = i < 4 ? JobState::Done : JobState::Dead;
            row.attempt = 2;
            row.finishedAt = row.updatedAt = rig.clock.now();
        });
    }
    rig.clock.advance(24h * 8);
    const auto before = rig.clock.now() - 24h * 7;
    QCOMPARE(rig.write([&](sql::Connection &db) { return server::JobsRepository(db).countAndDropDone(before, 3); }).value(), 3);
    QCOMPARE(rig.write([&](sql::Connection &db) { return server::JobsRepository(db).countAndDropDone(before, 3); }).value(), 1);
    QCOMPARE(rig.number(QStringLiteral("SELECT done FROM job_counts")), 4);
    QCOMPARE(rig.number(QStringLiteral("SELECT attempts FROM job_counts")), 8);
    QCOMPARE(rig.number(QStringLiteral("SELECT COUNT(*) FROM jobs")), 1);
    QCOMPARE(rig.write([&](sql::Connection &db) { return server::JobsRepository(db).dropAttended(before, 10); }).value(), 1);
}

void JobQueueTest::aRestoredQueueSendsNothingTwice()
{
    JobRig rig;
    const auto harmless = rig.enqueue(newJob(EffectClass::Idempotent, 4));
    const auto known = rig.enqueue(newJob(EffectClass::Lookup, 4));
    const auto unrepeatable = rig.enqueue(newJob(EffectClass::Unrepeatable, 4));
    const auto why = QStringLiteral("restored");
    const auto held = rig.write([&](sql::Connection &db) { return server::JobsRepository(db).holdAfterRestore(rig.clock.now(), why); });
    QCOMPARE(held.value(), 2);
    QCOMPARE(rig.job(harmless).state, JobState::Available);
    QCOMPARE(rig.job(known).state, JobState::Review);
    QCOMPARE(rig.job(unrepeatable).state, JobState::Review);
    QCOMPARE(rig.job(unrepeatable).lastError, why);
}

void JobQueueTest::aLongQueueIsClaimedQuickly()
{
    JobRig rig;
    // Bulk of 5,000 old jobs in one property, in one transaction.
    const auto filled = rig.write([&rig](sql::Connection &db) -> Result<Done> {
        for (int i = 0; i < 5'000; ++i) {
            auto job = newJob(EffectClass::Idempotent, 4);
            if (const auto id = rig.queue->enqueue(db, {Sea, {}}, job); !id) {
                return id.error();
            }
        }
        return Done{};
    });
    QVERIFY(filled.ok());
    rig.clock.advance(1h);
    (void)rig.enqueue(newJob(), Hill);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(claim(rig, 1).size(), 1);
    }
    const auto each = double(timer.nsecsElapsed()) / 1e6 / 100;
    qInfo("a claim behind 5,000 jobs takes %.3f ms", each);
    // A scan of the queue takes tens of milliseconds; this bound only tells a scan from a seek on a loaded machine.
    QVERIFY2(each < 20, qPrintable(QString::number(each)));
    QCOMPARE(claim(rig, 1, false, Hill).size(), 1);
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_jobqueue.moc"
