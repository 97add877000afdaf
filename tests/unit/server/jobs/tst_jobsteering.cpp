// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/server/jobs/workerrig.h"

#include <QJsonArray>
#include <QLoggingCategory>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;
using Kind = server::SendOutcome::Kind;

/// Which job comes when, and what people have to say about it.
class JobSteeringTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.jobs.*=false")); }
    void twoCrashesWithinFiveMinutesAreSafeMode();
    void safeModeTakesSuspectsLastAndOneAtATime();
    void slotsBoundWhatRunsAndOneIsForUrgentJobs();
    void propertiesShareTheSlots();
    void aGroupIsSentInOrderOneByOne();
    void peopleRetryMarkAndDiscard();
    void bulkDecisionsGoOnAfterARefusal();
};

void JobSteeringTest::twoCrashesWithinFiveMinutesAreSafeMode()
{
    WorkerRig rig;
    (void)rig.enqueue(newJob());
    QVERIFY(rig.start());
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->sends.size() == 1; }));
    rig.crash();
    rig.clock.advance(2min);
    QVERIFY(rig.start());
    QVERIFY(!rig.worker->isSafeMode());
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->sends.size() == 2; }));
    rig.crash();
    rig.clock.advance(2min);
    QVERIFY(rig.start());
    QVERIFY(rig.worker->isSafeMode());
    const auto young = rig.enqueue(localJob());
    QVERIFY(rig.settle());
    QCOMPARE(rig.job(young).state, JobState::Available);
    rig.timers.advance(60s);
    QVERIFY(rig.becomes(young, JobState::Done));
    rig.timers.advance(5min);
    QVERIFY(!rig.worker->isSafeMode());
}

void JobSteeringTest::safeModeTakesSuspectsLastAndOneAtATime()
{
    WorkerRig rig;
    rig.options.safeModePause = 1s;
    const auto suspect = rig.enqueue(newJob());
    rig.force(suspect, [](server::Job &row) { row.crashCount = 1; });
    const auto first = rig.enqueue(newJob());
    const auto second = rig.enqueue(newJob());
    QVERIFY(rig.start(true));
    QVERIFY(rig.outside->sends.isEmpty());
    rig.timers.advance(1s);
    for (const auto &next : {first, second, suspect}) {
        QVERIFY(QTest::qWaitFor([&] { return rig.outside->hanging.contains(next); }));
        QCOMPARE(rig.outside->hanging.size(), 1);
        rig.answer(next, WorkerRig::outcome(Kind::Delivered));
    }
    QVERIFY(rig.becomes(suspect, JobState::Done));
}

void JobSteeringTest::slotsBoundWhatRunsAndOneIsForUrgentJobs()
{
    WorkerRig rig;
    rig.options.slotsPerQueue = 4;
    for (int i = 0; i < 10; ++i) {
        (void)rig.enqueue(newJob());
    }
    QVERIFY(rig.start());
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 3; }));
    const auto urgent = rig.enqueue(newJob(EffectClass::Idempotent, 1));
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->hanging.contains(urgent); }));
    QCOMPARE(rig.outside->hanging.size(), 4);
    // A further urgent one takes the first slot that is free.
    const auto next = rig.enqueue(newJob(EffectClass::Idempotent, 0));
    rig.answer(rig.outside->sends.first(), WorkerRig::outcome(Kind::Delivered));
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->hanging.contains(next); }));
    QCOMPARE(rig.outside->hanging.size(), 4);
}

void JobSteeringTest::propertiesShareTheSlots()
{
    WorkerRig rig;
    rig.options.slotsPerQueue = 5;
    for (int i = 0; i < 50; ++i) {
        (void)rig.enqueue(newJob(), Sea);
    }
    rig.clock.advance(1h);
    const auto late = rig.enqueue(newJob(), Hill);
    const auto later = rig.enqueue(newJob(), Hill);
    QVERIFY(rig.start());
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 4; }));
    QVERIFY(rig.outside->hanging.contains(late));
    QVERIFY(rig.outside->hanging.contains(later));
    // One after the other in turn.
    const auto third = rig.enqueue(newJob(), Hill);
    int answered = 0;
    while (!rig.outside->sends.contains(third) && answered < 3) {
        rig.answer(rig.outside->hanging.constBegin().key(), WorkerRig::outcome(Kind::Delivered));
        ++answered;
        QVERIFY(QTest::qWaitFor([&] { return rig.outside->sends.size() == 4 + answered; }));
    }
    QVERIFY2(answered <= 2, qPrintable(QString::number(answered)));
}

void JobSteeringTest::aGroupIsSentInOrderOneByOne()
{
    WorkerRig rig;
    QList<JobId> ids;
    for (int i = 0; i < 4; ++i) {
        auto job = newJob(i == 1 ? EffectClass::Unrepeatable : EffectClass::Idempotent, 9 - i);
        job.groupKey = QStringLiteral("conversation");
        ids.append(rig.enqueue(job));
    }
    QVERIFY(rig.start());
    QVERIFY(QTest::qWaitFor([&rig] { return rig.outside->hanging.size() == 1; }));
    rig.answer(ids.at(0), WorkerRig::outcome(Kind::Delivered));
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->hanging.contains(ids.at(1)); }));
    // Its fate is unknown: the others wait for a person.
    rig.answer(ids.at(1), WorkerRig::outcome(Kind::Unknown));
    QVERIFY(rig.becomes(ids.at(1), JobState::Review));
    QVERIFY(rig.pass(1h));
    QCOMPARE(rig.outside->sends.size(), 2);
    server::JobDesk desk(*rig.ledger, *rig.queue, rig.clock);
    QVERIFY(rig.write([&](sql::Connection &db) { return desk.decide(db, {Sea, QStringLiteral("user:anna")}, server::JobDesk::Decision::MarkSent, ids.at(1)); }).ok());
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->hanging.contains(ids.at(2)); }));
    rig.answer(ids.at(2), WorkerRig::outcome(Kind::Delivered));
    QVERIFY(QTest::qWaitFor([&] { return rig.outside->hanging.contains(ids.at(3)); }));
    QCOMPARE(rig.outside->sends, ids);
}

void JobSteeringTest::peopleRetryMarkAndDiscard()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Refused, 422));
    QVERIFY(rig.start());
    const auto id = rig.enqueue(newJob());
    const auto other = rig.enqueue(newJob());
    QVERIFY(rig.becomes(id, JobState::Dead));
    QVERIFY(rig.becomes(other, JobState::Dead));
    server::JobDesk desk(*rig.ledger, *rig.queue, rig.clock);
    const auto run = [&](server::JobDesk::Decision decision, const QJsonObject &args, const TenantId &tenant = Sea) {
        return rig.write([&](sql::Connection &db) { return desk.run(db, {tenant, QStringLiteral("user:anna")}, decision, args); });
    };
    using Decision = server::JobDesk::Decision;
    const QJsonObject args{{QStringLiteral("id"), id.value}};
    QCOMPARE(run(Decision::Retry, args, Hill).error().kind, ErrorKind::NotFound);
    QCOMPARE(run(Decision::Retry, {}).error().kind, ErrorKind::Validation);
    rig.always(WorkerRig::outcome(Kind::Delivered));
    const auto retried = run(Decision::Retry, args);
    QCOMPARE(retried.value().value(QLatin1String("state")).toString(), QStringLiteral("available"));
    QVERIFY(rig.becomes(id, JobState::Done));
    QCOMPARE(run(Decision::Discard, args).error().kind, ErrorKind::Conflict);
    QVERIFY(run(Decision::MarkSent, {{QStringLiteral("id"), other.value}}).ok());
    QCOMPARE(rig.job(other).state, JobState::Done);
    QCOMPARE(rig.job(other).providerRef, QStringLiteral("marked by user:anna"));
}

void JobSteeringTest::bulkDecisionsGoOnAfterARefusal()
{
    WorkerRig rig;
    rig.always(WorkerRig::outcome(Kind::Refused, 422));
    QVERIFY(rig.start());
    const auto dead = rig.enqueue(newJob());
    QVERIFY(rig.becomes(dead, JobState::Dead));
    rig.always(WorkerRig::outcome(Kind::Delivered));
    const auto done = rig.enqueue(newJob());
    QVERIFY(rig.becomes(done, JobState::Done));
    server::JobDesk desk(*rig.ledger, *rig.queue, rig.clock);
    const QJsonObject args{{QStringLiteral("ids"), QJsonArray{done.value, QStringLiteral("nobody"), dead.value}}};
    const auto decided = rig.write([&](sql::Connection &db) { return desk.run(db, {Sea, QStringLiteral("user:anna")}, server::JobDesk::Decision::Discard, args); });
    QCOMPARE(decided.value().value(QLatin1String("changed")).toArray(), QJsonArray{dead.value});
    QCOMPARE(decided.value().value(QLatin1String("refused")).toArray().size(), 2);
    QCOMPARE(rig.job(dead).state, JobState::Cancelled);
}

QTEST_GUILESS_MAIN(JobSteeringTest)
#include "tst_jobsteering.moc"
