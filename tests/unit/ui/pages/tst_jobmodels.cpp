// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "ui/pages/jobs/helddecisions.h"
#include "ui/pages/jobs/jobfiltermodel.h"
#include "ui/pages/jobs/jobmodel.h"
#include "ui/pages/jobs/jobtext.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <numeric>
#include <random>

using namespace deskbell;
using namespace deskbell::ui;

namespace {

constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

JobView jobOf(int number)
{
    JobView view;
    view.job.id = JobId{QString::number(number)};
    view.job.subject = QStringLiteral("Order R-%1 to pms.example").arg(number);
    view.job.kind = QStringLiteral("order.notify");
    view.job.queue = number % 2 == 0 ? QStringLiteral("webhook") : QStringLiteral("booking");
    view.job.state = number % 3 == 0 ? JobState::Dead : JobState::Review;
    view.job.createdAt = view.job.updatedAt = fromMillis(1'795'200'000'000 - qint64(number) * 60'000);
    return view;
}

JobList listOf(const QList<JobView> &rows, bool hasMore = false)
{
    JobList list;
    list.rows = rows;
    list.isLoaded = true;
    list.hasMore = hasMore;
    return list;
}

} // namespace

class JobModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jobsFollowTheStore()
    {
        JobModel model(m_clock);
        JobFilterModel filter;
        filter.setSourceModel(&model);
        filter.setSortRole(JobModel::SortRole);
        filter.setFilter({QStringLiteral("webhook"), {}});
        filter.sort(int(JobModel::Column::Created), Qt::DescendingOrder);
        QAbstractItemModelTester tester(&model, Fatal);
        QAbstractItemModelTester filterTester(&filter, Fatal);
        std::mt19937 random(11);
        for (int round = 0; round < 200; ++round) {
            QList<int> numbers(30);
            std::iota(numbers.begin(), numbers.end(), 0);
            std::shuffle(numbers.begin(), numbers.end(), random);
            numbers.resize(qsizetype(random() % 31));
            QList<JobView> rows;
            for (const int number : numbers) {
                auto view = jobOf(number);
                view.job.version = qint64(random() % 3);
                rows.append(view);
            }
            model.setList(listOf(rows, random() % 2 == 0));
            QCOMPARE(model.rows(), rows);
        }
    }

    void selectionSurvivesAndOnlyWhatChangedIsTold()
    {
        JobModel model(m_clock);
        QList<JobView> rows;
        for (int i = 0; i < 50; ++i) {
            rows.append(jobOf(i));
        }
        model.setList(listOf(rows));
        QItemSelectionModel selection(&model);
        selection.select(model.index(20, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        rows.removeAt(3);
        rows[30].job.state = JobState::Unknown;
        model.setList(listOf(rows));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(selection.selectedRows().constFirst().data(JobModel::IdRole).value<JobId>(), jobOf(20).id());
    }

    void moreIsAskedForOnce()
    {
        JobModel model(m_clock);
        QSignalSpy wanted(&model, &JobModel::moreWanted);
        model.setList(listOf({jobOf(1)}, true));
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        model.fetchMore({});
        QCOMPARE(wanted.size(), 1);
        auto loading = listOf({jobOf(1)}, true);
        loading.isLoading = true;
        model.setList(loading);
        QVERIFY(!model.canFetchMore({}));
        model.setList(listOf({jobOf(1), jobOf(2)}, true));
        QVERIFY(model.canFetchMore({}));
        auto failed = listOf({jobOf(1), jobOf(2)}, true);
        failed.failure = Error{ErrorKind::Network, {}, 0, {}, {}};
        model.setList(failed);
        QVERIFY(!model.canFetchMore({})); // not in a loop while the server is away
    }

    void aHundredThousandRowsUpdateQuickly()
    {
        JobModel model(m_clock);
        QList<JobView> rows;
        for (int i = 0; i < 100'000; ++i) {
            rows.append(jobOf(i));
        }
        model.setList(listOf(rows));
        auto next = rows;
        next[70'000].job.state = JobState::Unknown;
        next.removeAt(90'000);
        QElapsedTimer timer;
        timer.start();
        model.setList(listOf(next));
        const auto took = timer.elapsed();
        qInfo("an update of 100,000 rows: %lld ms", took);
        QVERIFY(took < 1000);
        QCOMPARE(model.rowCount(), 99'999);
    }

    void heldDecisionsWaitAndFlush()
    {
        HeldDecisions held;
        QSignalSpy sent(&held, &HeldDecisions::expired);
        const int first = held.hold(JobAction::Discard, {jobOf(1).id(), jobOf(2).id()});
        held.hold(JobAction::MarkSent, {jobOf(3).id()});
        QCOMPARE(held.held().size(), 3);
        held.undo(first);
        QCOMPARE(held.held().size(), 1);
        held.undoLatest();
        QVERIFY(held.held().isEmpty());
        held.hold(JobAction::Discard, {jobOf(4).id()});
        held.flush();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.constFirst().at(1).value<QList<JobId>>(), QList<JobId>{jobOf(4).id()});
        held.undo(first); // long gone
    }

    void everyStateHasWordIconAndMeaning()
    {
        for (int state = 0; state <= int(JobState::Expired); ++state) {
            for (int effect = 0; effect <= int(EffectClass::Unrepeatable); ++effect) {
                auto job = jobOf(1).job;
                job.state = JobState(state);
                job.effectClass = EffectClass(effect);
                QVERIFY(!jobtext::state(job).word.isEmpty());
                QVERIFY(!jobtext::state(job).iconName.isEmpty());
                QVERIFY(!jobtext::meaning(job).isEmpty());
                QVERIFY(!jobtext::when(job, m_clock.now(), Formats()).isEmpty());
                for (const auto action : {JobAction::Retry, JobAction::MarkSent, JobAction::Discard}) {
                    QVERIFY(!jobtext::consequence(action, job).isEmpty());
                }
            }
        }
    }

    void anUnknownOutcomeIsNeverGuessed()
    {
        auto job = jobOf(1).job;
        job.effectClass = EffectClass::Unrepeatable;
        job.state = JobState::Unknown;
        QVERIFY(jobtext::meaning(job).contains(QStringLiteral("may have been sent; check with the recipient")));
        QVERIFY(isRepeatRisky(job));
        job.effectClass = EffectClass::Idempotent;
        QVERIFY(!isRepeatRisky(job));
        job.effectClass = EffectClass::Unrepeatable;
        job.state = JobState::Dead; // a clear refusal: nothing has left the house
        QVERIFY(!isRepeatRisky(job));
    }

    void failuresAreToldInWords_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *raw, const char *words) {
            QTest::newRow(raw) << QString::fromLatin1(raw) << QString::fromUtf8(words);
        };
        row("HTTP 502", "The other side had a fault of its own (HTTP 502)");
        row("http status 404 from pms.example", "The address no longer exists over there (HTTP 404)");
        row("HTTP 401 Unauthorized", "The other side did not let us in (HTTP 401): check the key in the settings");
        row("Connection refused", "Nothing answers at this address");
        row("timeout after 30 s", "No answer came in time");
        row("Unknown error", "The connection failed, nobody knows why");
        row("pms.example does not answer", "\u2066pms.example\u2069 does not answer; it waits until it does");
        row("poison: 3 crashes", "The server stopped several times while working on it");
    }
    void failuresAreToldInWords()
    {
        QFETCH(QString, raw);
        QFETCH(QString, words);
        QCOMPARE(jobtext::failure(raw), words);
    }

    void whatNobodyKnowsIsShownAsItIs()
    {
        QCOMPARE(jobtext::subject(QStringLiteral("Order R-7 to https://pms.example")),
                 QStringLiteral("Order \u2066R-7\u2069 to \u2066https://pms.example\u2069"));
        QVERIFY(jobtext::subject(QStringLiteral("Reminder for room 118")).contains(QStringLiteral("Reminder for room 118")));
        QVERIFY(jobtext::failure(QStringLiteral("field slot is missing")).contains(QStringLiteral("field slot is missing")));
        QVERIFY(jobtext::failure({}).isEmpty());
    }

    void healthSpeaksOnlyWhenSomethingIsLate()
    {
        QueueHealth queue{QStringLiteral("webhook"), 4, 1, std::chrono::seconds(20), 0, 0, 0, 0};
        QVERIFY(jobtext::queueHealth(queue, Formats()).word.isEmpty());
        queue.oldestAge = std::chrono::seconds(400);
        QVERIFY(!jobtext::queueHealth(queue, Formats()).word.isEmpty());
        BreakerHealth breaker{QStringLiteral("pms.example"), QStringLiteral("order.notify"), BreakerState::Closed, std::nullopt, 0, {}};
        QVERIFY(jobtext::breaker(breaker, m_clock.now(), Formats()).word.isEmpty());
        breaker.state = BreakerState::HalfOpen;
        QVERIFY(jobtext::breaker(breaker, m_clock.now(), Formats()).word.contains(QStringLiteral("trying")));
    }

private:
    test::ManualClock m_clock;
};

QTEST_MAIN(JobModelsTest)
#include "tst_jobmodels.moc"
