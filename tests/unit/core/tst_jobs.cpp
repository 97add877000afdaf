// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/jobbook.h"
#include "tests/support/deskrig.h"

#include <QSignalSpy>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

class JobsTest final : public QObject
{
    Q_OBJECT

    static Job job(int number, JobState state = JobState::Dead, qint64 version = 1)
    {
        Job job;
        job.id = JobId{QStringLiteral("job-%1").arg(number, 6, 10, QLatin1Char('0'))};
        job.state = state;
        job.version = version;
        job.createdAt = fromMillis(1'795'200'000'000 + number * 1000LL);
        return job;
    }
    static QStringList ids(const JobList &list)
    {
        QStringList ids;
        for (const auto &view : list.rows) {
            ids.append(view.id().value.right(2));
        }
        return ids;
    }
    static PendingCommand decision(JobAction action, const QList<JobId> &ids)
    {
        PendingCommand command;
        command.id = CommandId{QStringLiteral("c-1")};
        command.job = JobCommand{action, ids};
        return command;
    }

private Q_SLOTS:
    void newestFirstWhateverComesFirst()
    {
        JobBook book;
        QVERIFY(book.beginLoading(JobSegment::Attention));
        QVERIFY(!book.beginLoading(JobSegment::Attention)); // one at a time
        book.setFirst(JobSegment::Attention, {job(9), job(7)}, QStringLiteral("more"));
        QVERIFY(book.beginLoading(JobSegment::Attention));
        book.addMore(JobSegment::Attention, {job(5)}, {});
        QVERIFY(book.upsert(job(8, JobState::Review, 3)));
        QCOMPARE(ids(book.list(JobSegment::Attention)), (QStringList{QStringLiteral("09"), QStringLiteral("08"), QStringLiteral("07"), QStringLiteral("05")}));
        QVERIFY(!book.list(JobSegment::Attention).hasMore);
        QCOMPARE(book.needingAttention(), 4);
    }

    void olderVersionsAndTheDeletedDoNotComeBack()
    {
        JobBook book;
        QVERIFY(book.upsert(job(1, JobState::Dead, 5)));
        QVERIFY(!book.upsert(job(1, JobState::Review, 4)));
        QVERIFY(!book.upsert(job(1, JobState::Dead, 5)));
        book.remove(job(1).id, 6);
        QVERIFY(!book.upsert(job(1, JobState::Dead, 5)));
        QCOMPARE(book.list(JobSegment::Attention).rows.size(), 0);
    }

    void aJobMovesBetweenLists()
    {
        JobBook book;
        book.upsert(job(1, JobState::Sending, 1));
        QCOMPARE(book.list(JobSegment::Waiting).rows.size(), 1);
        book.upsert(job(1, JobState::Unknown, 2));
        QCOMPARE(book.list(JobSegment::Waiting).rows.size(), 0);
        QCOMPARE(book.view(job(1).id)->job.state, JobState::Unknown);
        book.upsert(job(1, JobState::Done, 3));
        QCOMPARE(book.list(JobSegment::Done).rows.size(), 1);
    }

    void readingAnewTakesOutWhatHasGone()
    {
        JobBook book;
        (void)book.beginLoading(JobSegment::Waiting);
        book.setFirst(JobSegment::Waiting, {job(9, JobState::Available), job(8, JobState::Available), job(7, JobState::Available)}, QStringLiteral("c1"));
        (void)book.beginLoading(JobSegment::Waiting);
        book.addMore(JobSegment::Waiting, {job(2, JobState::Available)}, QStringLiteral("c2"));
        (void)book.beginLoading(JobSegment::Waiting);
        book.upsert(job(10, JobState::Scheduled, 20)); // told by the feed while the page was on its way
        book.setFirst(JobSegment::Waiting, {job(9, JobState::Running), job(7, JobState::Available)}, QStringLiteral("c1"));
        // 8 has gone; of 2 the page says nothing; 10 is newer than it.
        QCOMPARE(ids(book.list(JobSegment::Waiting)), (QStringList{QStringLiteral("10"), QStringLiteral("09"), QStringLiteral("07"), QStringLiteral("02")}));
        QCOMPARE(book.cursor(JobSegment::Waiting), QStringLiteral("c2")); // goes on where it had come to
        QCOMPARE(book.view(job(9).id)->job.state, JobState::Running);
        (void)book.beginLoading(JobSegment::Waiting);
        book.setFirst(JobSegment::Waiting, {}, {});
        QCOMPARE(book.list(JobSegment::Waiting).rows.size(), 0);
    }

    void aDecisionLiesOnTopUntilItIsAnswered()
    {
        JobBook book;
        book.upsert(job(1));
        const auto command = decision(JobAction::Discard, {job(1).id, job(2).id});
        book.decide(command);
        QCOMPARE(book.view(job(1).id)->writeState, WriteState::Waiting);
        QCOMPARE(book.needingAttention(), 0); // somebody has decided
        book.upsert(job(2, JobState::Review, 7)); // comes later, the decision covers it
        QCOMPARE(book.view(job(2).id)->action, std::optional(JobAction::Discard));
        auto refused = command;
        refused.refusal = Error{ErrorKind::Conflict, {}, 409, {}, {}};
        book.decide(refused);
        QCOMPARE(book.view(job(1).id)->writeState, WriteState::Refused);
        QCOMPARE(book.needingAttention(), 2);
        book.forget(refused);
        QCOMPARE(book.view(job(1).id)->writeState, WriteState::Stored);
        book.decide(command);
        book.settle(command); // the row does not jump back before the feed tells
        QCOMPARE(book.view(job(1).id)->job.state, JobState::Cancelled);
        QCOMPARE(book.list(JobSegment::Attention).rows.size(), 0);
        book.upsert(job(1, JobState::Cancelled, 9));
        QCOMPARE(book.list(JobSegment::Done).rows.size(), 2);
    }

    void aLongListCostsLittlePerChange()
    {
        JobBook book;
        QList<Job> page;
        for (int i = 100'000; i > 0; --i) {
            page.append(job(i));
        }
        (void)book.beginLoading(JobSegment::Attention);
        book.setFirst(JobSegment::Attention, page, {});
        QCOMPARE(book.list(JobSegment::Attention).rows.size(), 100'000);
        QElapsedTimer timer;
        timer.start();
        for (int i = 1; i <= 1000; ++i) {
            QVERIFY(book.upsert(job(i * 90, JobState::Review, 2)));
        }
        qInfo("1000 changes in a list of 100,000: %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 2000);
    }

    void theDeskReadsListsAndFollowsTheFeed()
    {
        DeskRig desk;
        for (int i = 0; i < 30; ++i) {
            desk.server.world.put(desk.job(i, i % 3 == 0 ? JobState::Available : JobState::Dead));
        }
        desk.server.world.pageSize = 7;
        desk.server.world.jobSummary.queues = {{QStringLiteral("webhook"), 10, 0, std::chrono::seconds(5), 0, 20, 0, 0}};
        QVERIFY(desk.goLive());
        QTRY_COMPARE(desk.store.jobs(JobSegment::Attention).rows.size(), 7); // by itself, for the number in the rail
        QTRY_COMPARE(desk.store.jobsNeedingAttention(), 20);                 // of which the summary tells
        QCOMPARE(desk.store.jobs(JobSegment::Waiting).rows.size(), 0);
        while (desk.store.jobs(JobSegment::Attention).hasMore) {
            const auto before = desk.store.jobs(JobSegment::Attention).rows.size();
            desk.store.requestMoreJobs(JobSegment::Attention);
            desk.store.requestMoreJobs(JobSegment::Attention);
            QTRY_VERIFY(desk.store.jobs(JobSegment::Attention).rows.size() > before);
        }
        QCOMPARE(desk.store.jobs(JobSegment::Attention).rows.size(), 20);
        desk.store.requestJobs(JobSegment::Waiting);
        QTRY_COMPARE(desk.store.jobs(JobSegment::Waiting).rows.size(), 7);
        QSignalSpy changed(&desk.store, &Store::jobsChanged);
        desk.server.world.put(desk.job(40, JobState::Unknown), QStringLiteral("job_needs_attention"));
        QTRY_COMPARE(desk.store.jobsNeedingAttention(), 21);
        QVERIFY(changed.size() > 0);
        desk.server.world.put(desk.job(40, JobState::Done));
        QTRY_COMPARE(desk.store.jobsNeedingAttention(), 20);
    }

    void aDecisionIsSentAndDoesNotFlicker()
    {
        DeskRig desk;
        desk.server.world.put(desk.job(1));
        desk.server.world.put(desk.job(2, JobState::Review));
        QVERIFY(desk.goLive());
        QTRY_COMPARE(desk.store.jobsNeedingAttention(), 2);
        QList<int> seen;
        QObject::connect(&desk.store, &Store::jobsChanged, &desk.context, [&] {
            const int now = desk.store.jobsNeedingAttention();
            if (seen.isEmpty() || seen.constLast() != now) {
                seen.append(now);
            }
        });
        const auto command = desk.store.decideJobs(JobAction::Discard, {desk.job(1).id, desk.job(2).id});
        QCOMPARE(desk.store.job(desk.job(1).id)->writeState, WriteState::Waiting);
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QTRY_COMPARE(desk.store.job(desk.job(1).id)->job.version, desk.server.world.jobs.value(desk.job(1).id).version);
        QCOMPARE(desk.store.job(desk.job(2).id)->job.state, JobState::Cancelled);
        QCOMPARE(seen, QList<int>{0});
        QCOMPARE(desk.store.unsettled().size(), 0);
    }

    void aRefusedDecisionIsKeptUntilItIsSettled()
    {
        DeskRig desk;
        desk.server.world.put(desk.job(1));
        QVERIFY(desk.goLive());
        QTRY_COMPARE(desk.store.jobsNeedingAttention(), 1);
        desk.server.world.onChange = {}; // somebody else was faster, and this desk has not heard of it
        desk.server.world.put(desk.job(1, JobState::Done));
        const auto command = desk.store.decideJobs(JobAction::Retry, {desk.job(1).id});
        QTRY_VERIFY(desk.finished.contains(command));
        QCOMPARE(desk.finished.value(command)->code, QStringLiteral("illegal_transition"));
        QCOMPARE(desk.store.job(desk.job(1).id)->writeState, WriteState::Refused);
        QCOMPARE(desk.store.job(desk.job(1).id)->job.state, JobState::Done); // the present state came with the refusal
        QCOMPARE(desk.store.unsettled().size(), 1);
        QCOMPARE(desk.store.unsettled().constFirst().subject, QStringLiteral("Order R-1 to pms.example"));
        desk.store.discardCommand(command);
        QCOMPARE(desk.store.unsettled().size(), 0);
        QCOMPARE(desk.store.job(desk.job(1).id)->writeState, WriteState::Stored);
    }

    void ofSeveralThoseThatCanNotBeTakenStay()
    {
        DeskRig desk;
        desk.server.world.put(desk.job(1));
        desk.server.world.put(desk.job(2));
        QVERIFY(desk.goLive());
        QTRY_COMPARE(desk.store.jobsNeedingAttention(), 2);
        desk.server.world.onChange = {};
        desk.server.world.jobs[desk.job(1).id].state = JobState::Sending; // repeated by somebody else just now
        const auto command = desk.store.decideJobs(JobAction::Discard, {desk.job(1).id, desk.job(2).id});
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QCOMPARE(desk.store.job(desk.job(2).id)->job.state, JobState::Cancelled);
        QTRY_COMPARE(desk.store.jobs(JobSegment::Attention).rows.size(), 0); // read anew: 1 is no longer there
    }

    void aBodyIsReadWhenAskedFor()
    {
        DeskRig desk;
        desk.server.world.put(desk.job(1));
        QVERIFY(desk.goLive());
        QSignalSpy loaded(&desk.store, &Store::jobLoaded);
        desk.store.requestJob(desk.job(1).id);
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(loaded.constFirst().at(1).value<Result<JobDetail>>().value().body, QStringLiteral("body of Order R-1 to pms.example"));
        desk.store.requestJob(JobId{QStringLiteral("none")});
        QTRY_COMPARE(loaded.size(), 2);
        QCOMPARE(loaded.constLast().at(1).value<Result<JobDetail>>().error().kind, ErrorKind::NotFound);
    }

    void aServerWithoutJobsTakesNothingFromTheDesk()
    {
        DeskRig desk;
        desk.server.misbehave(QStringLiteral("/v1/jobs"), failure(404, QStringLiteral("not_found")), 100);
        desk.server.world.put(desk.order(1));
        QVERIFY(desk.goLive());
        QCOMPARE(desk.store.orders().size(), 1);
        QTRY_VERIFY(desk.store.jobs(JobSegment::Attention).failure.has_value());
        QCOMPARE(desk.store.jobsNeedingAttention(), 0);
    }

    void listsAreReadAgainAfterAnOutage()
    {
        DeskRig desk;
        desk.server.world.put(desk.job(1));
        QVERIFY(desk.goLive());
        desk.server.kill();
        QTRY_VERIFY(!desk.isLive());
        desk.store.requestJobs(JobSegment::Done);
        QTRY_VERIFY(desk.store.jobs(JobSegment::Done).failure.has_value());
        desk.server.world.put(desk.job(2, JobState::Done));
        QVERIFY(desk.server.listen());
        desk.pass(31s);
        QTRY_VERIFY(desk.isLive());
        QTRY_COMPARE(desk.store.jobs(JobSegment::Done).rows.size(), 1);
        QVERIFY(!desk.store.jobs(JobSegment::Done).failure);
    }

    void aRestoredServerStartsTheListsAnew()
    {
        DeskRig desk;
        desk.server.world.put(desk.job(1));
        QVERIFY(desk.goLive());
        QTRY_COMPARE(desk.store.jobs(JobSegment::Attention).rows.size(), 1);
        desk.server.world.jobs.clear();
        desk.server.world.restore(QStringLiteral("lineage-2"));
        desk.server.breakFeeds();
        desk.pass(31s);
        QTRY_VERIFY(desk.isLive());
        QTRY_COMPARE(desk.store.jobs(JobSegment::Attention).rows.size(), 0);
    }
};

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobs.moc"
