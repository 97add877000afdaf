// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pages/jobsdemo.h"
#include "ui/pages/jobs/changecard.h"
#include "ui/pages/jobs/jobactionbar.h"
#include "ui/pages/jobs/jobhealthstrip.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/label.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/stateview.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;

class JobsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void fourStates();
    void healthIsToldInWords();
    void theBadgeCountsWhatNeedsAPerson();
    void aJobIsExplained();
    void aSafeRetryGoesAtOnce();
    void aRiskyRetryAsksOnceMore();
    void markingAndDiscardingAreHeld();
    void manyAreDecidedTogether();
    void whatIsDecidedIsNotDecidedTwice();
    void aRefusedDecisionHasItsWaysOut();
    void refusedChangesAreListedWithTheirText();
    void lostChangesAreTold();
    void filtersAndCsv();
    void aLongListIsReadByPages();
    void selectionAndScrollSurviveUpdates();
    void thePaneBesideFitsIntoASmallWindow();
    void everyControlHasAName();

private:
    template<typename W>
    W *child(const char *name) const
    {
        return m_page->findChild<W *>(QString::fromLatin1(name));
    }
    void build();
    void click(const char *name) { QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton); }
    void select(std::initializer_list<int> numbers);
    [[nodiscard]] FakeStore &store() { return m_demo->store; }

    Theme m_theme;
    std::unique_ptr<PagesDemo> m_demo;
    std::unique_ptr<QWidget> m_host;
    std::unique_ptr<JobsPage> m_page; ///< goes before its host
};

void JobsPageTest::init()
{
    m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    m_demo = std::make_unique<PagesDemo>(m_theme);
    JobsDemo::fill(store());
    build();
}

void JobsPageTest::cleanup()
{
    m_page.reset();
    m_host.reset();
    m_demo.reset();
}

void JobsPageTest::build()
{
    m_page.reset();
    m_host = std::make_unique<QWidget>(); // without a layout: the offscreen platform warns of size hints
    m_host->resize(1400, 850);
    m_page = std::make_unique<JobsPage>(m_demo->context(), m_host.get());
    m_page->resize(m_host->size());
    m_host->show();
    m_host->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
}

void JobsPageTest::select(std::initializer_list<int> numbers)
{
    auto *table = child<DataTable>("jobsTableView");
    table->clearSelection();
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const auto index = table->model()->index(row, 0);
        for (const int number : numbers) {
            if (index.data(JobModel::IdRole).value<JobId>() == JobsDemo::jobId(number)) {
                table->selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
            }
        }
    }
    table->setFocus();
}

void JobsPageTest::fourStates()
{
    m_page.reset();
    m_demo = std::make_unique<PagesDemo>(m_theme);
    build();
    auto *state = child<StateView>("jobsStateView");
    QCOMPARE(state->state(), StateView::State::Loading);
    QVERIFY(store().m_askedJobs.contains(JobSegment::Attention));
    JobList failed;
    failed.failure = Error{ErrorKind::Unavailable, {}, 503, {}, {}};
    store().setJobs(JobSegment::Attention, failed);
    QCOMPARE(state->state(), StateView::State::Error);
    const auto asked = store().m_askedJobs.size();
    QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("retryButton")), Qt::LeftButton);
    QCOMPARE(store().m_askedJobs.size(), asked + 1);
    JobList nothing;
    nothing.isLoaded = true;
    store().setJobs(JobSegment::Attention, nothing);
    QCOMPARE(state->state(), StateView::State::Empty);
    QCOMPARE(state->message(), QStringLiteral("Nothing needs you here"));
    JobsDemo::fill(store());
    QCOMPARE(state->state(), StateView::State::Content);
    // What was here stays when reading it again fails.
    auto stale = JobsDemo::attention();
    stale.failure = failed.failure;
    store().setJobs(JobSegment::Attention, stale);
    QCOMPARE(state->state(), StateView::State::Content);
}

void JobsPageTest::healthIsToldInWords()
{
    auto *strip = child<JobHealthStrip>("jobHealthStrip");
    QCOMPARE(strip->lines().size(), 2);
    auto line = strip->lines().constFirst();
    line.remove(QChar(0x2066)).remove(QChar(0x2069));
    QCOMPARE(line, QStringLiteral("Order notices delayed: pms.example not answering since 19:02 · 12 waiting"));
    QVERIFY(strip->lines().constLast().startsWith(QStringLiteral("Other systems: 14 waiting")));
    store().setSummary(JobsDemo::calmSummary());
    QCOMPARE(strip->lines(), QStringList{QStringLiteral("Everything goes out on time; 2 under way.")});
}

void JobsPageTest::theBadgeCountsWhatNeedsAPerson()
{
    QSignalSpy badge(m_page.get(), &Page::badgeChanged);
    Q_EMIT store().jobsChanged();
    QCOMPARE(badge.constLast().constFirst().toInt(), 7); // six jobs and one refused change
}

void JobsPageTest::aJobIsExplained()
{
    m_page->openJob(JobsDemo::jobId(1));
    QCOMPARE(child<Pill>("jobStatePill")->text(), QStringLiteral("Decide"));
    QCOMPARE(child<Label>("jobMeaningLabel")->text(),
             QStringLiteral("Unknown: it may have been sent; check with the recipient before you repeat it."));
    QCOMPARE(child<QPushButton>("retryJobButton")->text(), QStringLiteral("Send again anyway"));
    QCOMPARE(store().m_askedBodies, QList<JobId>{JobsDemo::jobId(1)});
    Q_EMIT store().jobLoaded(JobsDemo::jobId(1), JobDetail{JobsDemo::attention().rows.constFirst().job, QStringLiteral("{\"room\":\"214\"}")});
    QCOMPARE(child<QPlainTextEdit>("jobBodyPlainTextEdit")->toPlainText(), QStringLiteral("{\"room\":\"214\"}"));
    m_page->openJob(JobsDemo::jobId(3));
    QCOMPARE(child<QPushButton>("retryJobButton")->text(), QStringLiteral("Try again"));
    QVERIFY(child<QPlainTextEdit>("jobBodyPlainTextEdit")->toPlainText().isEmpty());
    QVERIFY(m_page->closeInnermost());
    QVERIFY(!m_page->closeInnermost());
}

void JobsPageTest::aSafeRetryGoesAtOnce()
{
    select({3});
    QTest::keyClick(child<DataTable>("jobsTableView"), Qt::Key_R);
    QCOMPARE(store().m_decided.size(), 1);
    QCOMPARE(store().m_decided.constFirst(), (JobCommand{JobAction::Retry, {JobsDemo::jobId(3)}}));
}

void JobsPageTest::aRiskyRetryAsksOnceMore()
{
    m_page->openJob(JobsDemo::jobId(1));
    click("retryJobButton");
    QVERIFY(store().m_decided.isEmpty());
    QVERIFY(m_page->findChild<JobActionBar *>()->sentence().contains(QStringLiteral("may have been sent")));
    click("doNotSendButton");
    QVERIFY(store().m_decided.isEmpty());
    select({1, 3});
    click("retryJobsButton");
    QVERIFY(m_page->findChild<JobActionBar *>()->sentence().startsWith(QStringLiteral("1 of these")));
    QVERIFY(m_page->closeInnermost()); // Esc withdraws too
    click("retryJobsButton");
    click("sendAnywayButton");
    QCOMPARE(store().m_decided.size(), 1);
    QCOMPARE(store().m_decided.constFirst().ids.size(), 2);
}

void JobsPageTest::markingAndDiscardingAreHeld()
{
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    select({2});
    QTest::keyClick(child<DataTable>("jobsTableView"), Qt::Key_M);
    QVERIFY(store().m_decided.isEmpty());
    QCOMPARE(toasts.constLast().constFirst().value<Toast>().actionText, QStringLiteral("Undo"));
    m_page->openJob(JobsDemo::jobId(2));
    QCOMPARE(child<Pill>("jobStatePill")->text(), QStringLiteral("Marking as sent…"));
    toasts.constLast().constFirst().value<Toast>().action();
    QCOMPARE(child<Pill>("jobStatePill")->text(), QStringLiteral("Perhaps sent"));
    QTest::keyClick(child<DataTable>("jobsTableView"), Qt::Key_X);
    click("undoDecisionButton");
    QTest::keyClick(child<DataTable>("jobsTableView"), Qt::Key_X);
    m_page->hide(); // leaving the page sends what is held
    QCOMPARE(store().m_decided.size(), 1);
    QCOMPARE(store().m_decided.constFirst().action, JobAction::Discard);
}

void JobsPageTest::manyAreDecidedTogether()
{
    child<DataTable>("jobsTableView")->selectAll();
    QVERIFY(m_page->findChild<JobActionBar *>()->sentence().startsWith(QStringLiteral("6 job(s) selected")));
    click("discardJobsButton");
    m_page->hide();
    QCOMPARE(store().m_decided.constFirst().ids.size(), 6);
}

void JobsPageTest::whatIsDecidedIsNotDecidedTwice()
{
    select({3, 5});
    click("discardJobsButton");
    click("discardJobsButton");
    auto list = JobsDemo::attention();
    list.rows[1].writeState = WriteState::Waiting;
    list.rows[1].action = JobAction::Retry;
    store().setJobs(JobSegment::Attention, list);
    select({2});
    QVERIFY(!child<QPushButton>("retryJobsButton")->isEnabled());
    m_page->hide();
    QCOMPARE(store().m_decided.size(), 1);
}

void JobsPageTest::aRefusedDecisionHasItsWaysOut()
{
    auto list = JobsDemo::attention();
    list.rows[2].writeState = WriteState::Refused;
    list.rows[2].action = JobAction::Retry;
    list.rows[2].commandId = CommandId{QStringLiteral("c-9")};
    list.rows[2].refusal = Error{ErrorKind::Conflict, {}, 409, {}, {}};
    store().setJobs(JobSegment::Attention, list);
    m_page->openJob(JobsDemo::jobId(3));
    QVERIFY(!child<QWidget>("jobRefusalCard")->isHidden());
    click("sendDecisionAgainButton");
    QCOMPARE(store().m_retried, QList<CommandId>{CommandId{QStringLiteral("c-9")}});
    click("discardDecisionButton");
    QCOMPARE(store().m_discarded, QList<CommandId>{CommandId{QStringLiteral("c-9")}});
}

void JobsPageTest::refusedChangesAreListedWithTheirText()
{
    m_demo->fill();
    PageTarget target;
    target.page = QStringLiteral("jobs");
    target.showsChanges = true;
    m_page->reveal(target);
    const auto cards = m_page->findChildren<ChangeCard *>();
    QCOMPARE(cards.size(), 3);
    const auto texts = [](const ChangeCard *card) {
        QStringList all;
        for (const auto *label : card->findChildren<Label *>()) {
            all.append(label->text());
        }
        return all.join(QLatin1Char('\n'));
    };
    QCOMPARE(cards.constFirst()->commandId(), CommandId{QStringLiteral("change-1")}); // refused first
    QVERIFY(texts(cards.constFirst()).contains(QStringLiteral("Agreed with the guest until 13:30, no extra charge.")));
    QVERIFY(texts(cards.constFirst()).contains(QStringLiteral("Now: Notes")));
    QVERIFY(texts(cards.at(1)).contains(QStringLiteral("leave everything at the door")));
    QVERIFY(texts(cards.at(1)).contains(QStringLiteral("as soon as the server answers")));
    QSignalSpy jumps(m_page.get(), &Page::jumpRequested);
    click("editChangeButton");
    QCOMPARE(jumps.constFirst().constFirst().value<PageTarget>().orderId, PagesDemo::orderId(7));
    click("sendChangeAgainButton");
    QCOMPARE(store().m_retried, QList<CommandId>{CommandId{QStringLiteral("change-1")}});
    click("discardChangeButton");
    QCOMPARE(store().m_discarded, QList<CommandId>{CommandId{QStringLiteral("change-1")}});
    store().setUnsettled({});
    QCOMPARE(child<StateView>("jobsStateView")->state(), StateView::State::Empty);
}

void JobsPageTest::lostChangesAreTold()
{
    m_page->showSegment(JobFilterBar::Changes);
    auto *notice = child<NoticeBar>("outboxLossNotice");
    QVERIFY(notice->isHidden());
    store().m_loss = OutboxLoss{2, QStringLiteral("/outbox/unreadable-changes.txt")};
    Q_EMIT store().outboxLossChanged();
    QVERIFY(notice->message().contains(QStringLiteral("unreadable-changes.txt")));
    click("noteLossButton");
    QVERIFY(!store().m_loss);
    QVERIFY(notice->isHidden());
}

void JobsPageTest::filtersAndCsv()
{
    auto *table = child<DataTable>("jobsTableView");
    auto *queue = child<QComboBox>("queueComboBox");
    queue->setCurrentIndex(queue->findData(QStringLiteral("booking")));
    QCOMPARE(table->model()->rowCount(), 1);
    const auto csv = QString::fromUtf8(table->asCsv());
    QVERIFY2(csv.contains(QStringLiteral("What went wrong")) && csv.contains(QStringLiteral("12 of 12")), qPrintable(csv));
    QVERIFY(!csv.contains(QChar(0x2068)) && !table->asText().contains(QChar(0x2069))); // for other programs
    queue->setCurrentIndex(0);
    child<QLineEdit>("jobSearchField")->setText(QStringLiteral("no such thing"));
    QTRY_COMPARE(child<StateView>("jobsStateView")->state(), StateView::State::Empty);
    QVERIFY(m_page->closeInnermost());
    QTRY_COMPARE(table->model()->rowCount(), 6);
}

void JobsPageTest::aLongListIsReadByPages()
{
    auto list = JobsDemo::many(400);
    list.hasMore = true;
    store().setJobs(JobSegment::Attention, list);
    auto *table = child<DataTable>("jobsTableView");
    QVERIFY(store().m_askedMoreJobs.isEmpty());
    table->scrollToBottom();
    QTRY_COMPARE(store().m_askedMoreJobs.size(), 1);
    list = JobsDemo::many(800);
    list.hasMore = true;
    store().setJobs(JobSegment::Attention, list);
    // A narrow list does not read everything by itself.
    child<QLineEdit>("jobSearchField")->setText(QStringLiteral("harbour"));
    QTRY_VERIFY(table->model()->rowCount() < 200);
    table->scrollToBottom();
    QTest::qWait(20);
    QCOMPARE(store().m_askedMoreJobs.size(), 1);
    click("moreJobsButton");
    QCOMPARE(store().m_askedMoreJobs.size(), 2);
}

void JobsPageTest::selectionAndScrollSurviveUpdates()
{
    auto list = JobsDemo::many(20'000);
    store().setJobs(JobSegment::Attention, list);
    auto *table = child<DataTable>("jobsTableView");
    table->selectRow(5000);
    table->scrollTo(table->model()->index(5000, 0), QAbstractItemView::PositionAtCenter);
    const auto kept = table->currentIndex().data(JobModel::IdRole).value<JobId>();
    const int offset = table->verticalScrollBar()->value();
    QElapsedTimer timer;
    timer.start();
    list.rows[6000].job.state = JobState::Unknown;
    list.rows[6000].job.version = 9999;
    list.rows.removeAt(19'000);
    store().setJobs(JobSegment::Attention, list);
    qInfo("an update of 20,000 rows: %lld ms", timer.elapsed());
    QCOMPARE(table->currentIndex().data(JobModel::IdRole).value<JobId>(), kept);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->verticalScrollBar()->value(), offset);
}

void JobsPageTest::thePaneBesideFitsIntoASmallWindow()
{
    m_page->resize(1000, 600);
    m_page->openJob(JobsDemo::jobId(1));
    QVERIFY2(m_page->minimumSizeHint().width() <= 1000, qPrintable(QString::number(m_page->minimumSizeHint().width())));
}

void JobsPageTest::everyControlHasAName()
{
    m_page->openJob(JobsDemo::jobId(1));
    const auto controls = m_page->findChildren<QAbstractButton *>();
    for (const auto *control : controls) {
        if (qobject_cast<const QLineEdit *>(control->parentWidget())) {
            continue; // part of the field, which has a name
        }
        QVERIFY2(!control->accessibleName().isEmpty() || !control->isVisible() || !control->text().isEmpty(), qPrintable(control->objectName()));
    }
}

QTEST_MAIN(JobsPageTest)
#include "tst_jobs.moc"
