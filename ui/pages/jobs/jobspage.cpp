// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobspage.h"

#include "ui/pages/jobs/changespane.h"
#include "ui/pages/jobs/jobactionbar.h"
#include "ui/pages/jobs/jobdetailpane.h"
#include "ui/pages/jobs/jobhealthstrip.h"
#include "ui/pages/jobs/jobstatedelegate.h"
#include "ui/pages/jobs/jobtext.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/stateview.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace deskbell::ui {

namespace {

const auto SplitterState = QStringLiteral("jobs/splitter");
const auto TableState = QStringLiteral("jobs/table");
/// The feed tells of what needs attention; lists of what comes and goes by itself are read anew while somebody looks.
constexpr int RefreshMs = 15000;
constexpr int SheetWidth = 400;
constexpr int CellInsets = 28;

int usualWidth(JobModel::Column column)
{
    switch (column) {
    case JobModel::Column::Subject: return 300;
    case JobModel::Column::State: return 150;
    case JobModel::Column::When: return 250;
    case JobModel::Column::Attempts: return 80;
    case JobModel::Column::LastError: return 290;
    case JobModel::Column::Kind: return 130;
    case JobModel::Column::Queue: return 140;
    case JobModel::Column::Created: return 120;
    }
    return 100;
}

/// No less than the longest word of its kind in the language of the person.
int columnWidth(JobModel::Column column, const Theme &theme)
{
    int width = usualWidth(column);
    Job job;
    job.attempt = job.maxAttempts = 12;
    if (column == JobModel::Column::State) {
        for (int state = 0; state <= int(JobState::Expired); ++state) {
            job.state = JobState(state);
            width = qMax(width, Pill::sizeFor(theme, true, jobtext::state(job).word).width() + CellInsets);
        }
    } else if (column == JobModel::Column::Attempts) {
        width = qMax(width, QFontMetrics(theme.tabularFont(TextRole::Body13)).horizontalAdvance(jobtext::attempts(job)) + CellInsets);
    }
    return width;
}

} // namespace

JobsPage::JobsPage(const PageContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_model(context.clock)
    , m_health(new JobHealthStrip(context.theme, this))
    , m_bar(new JobFilterBar(context.theme, this))
    , m_state(new StateView(context.theme, this))
    , m_splitter(new QSplitter)
    , m_views(new QStackedWidget)
    , m_table(new DataTable(context.theme))
    , m_changes(new ChangesPane(context))
    , m_actions(new JobActionBar(context.theme))
    , m_detail(new JobDetailPane(context))
    , m_timer(new QTimer(this))
{
    build();
    buildTable();
    connectStore();
    connectParts();
    connectDetail();
    addKeys();
    m_timer->start(RefreshMs);
    onSummaryChanged();
    onUnsettledChanged();
    onJobsChanged();
}

JobsPage::~JobsPage() { m_held.flush(); }

QString JobsPage::title() const { return tr("Jobs", "page"); }

void JobsPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_health);
    column->addWidget(m_splitter, 1);
    auto *main = new QWidget;
    auto *mainColumn = new QVBoxLayout(main);
    mainColumn->setContentsMargins(0, 0, 0, 0);
    mainColumn->setSpacing(0);
    mainColumn->addWidget(m_bar);
    mainColumn->addWidget(m_state, 1);
    mainColumn->addWidget(m_actions);
    m_views->addWidget(m_table);
    m_views->addWidget(m_changes);
    m_state->setContent(m_views);
    m_state->setSkeletonShape(Skeleton::Shape::Rows);
    m_state->setObjectName(QStringLiteral("jobsStateView"));
    m_detail->setMinimumWidth(SheetWidth * 4 / 5);
    m_detail->hide();
    m_splitter->setObjectName(QStringLiteral("jobsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(main);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({4 * SheetWidth, SheetWidth});
    m_splitter->restoreState(m_context.memory.value(SplitterState));
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_context.memory.keep(SplitterState, m_splitter->saveState()); });
}

void JobsPage::buildTable()
{
    m_filter.setSourceModel(&m_model);
    m_filter.setSortRole(JobModel::SortRole);
    m_table->setModel(&m_filter);
    m_table->setObjectName(QStringLiteral("jobsTableView"));
    m_table->setAccessibleName(tr("Jobs", "page"));
    m_table->setDocumentTitle(tr("Jobs", "page"));
    m_table->setItemDelegateForColumn(int(JobModel::Column::State), new JobStateDelegate(m_context.theme, m_model, m_table));
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_table->setColumnWidth(column, columnWidth(JobModel::Column(column), m_context.theme));
    }
    m_table->sortByColumn(int(JobModel::Column::Created), Qt::DescendingOrder);
    m_table->setMemory({[this] { return m_context.memory.value(TableState); },
                        [this](const QByteArray &state) { m_context.memory.keep(TableState, state); }});
}

void JobsPage::connectStore()
{
    auto *store = &m_context.store;
    connect(store, &Store::jobsChanged, this, &JobsPage::onJobsChanged);
    connect(store, &Store::phaseChanged, this, &JobsPage::onJobsChanged);
    connect(store, &Store::jobSummaryChanged, this, &JobsPage::onSummaryChanged);
    connect(store, &Store::unsettledChanged, this, &JobsPage::onUnsettledChanged);
    connect(store, &Store::ordersChanged, this, &JobsPage::onUnsettledChanged);
    connect(store, &Store::outboxLossChanged, this, &JobsPage::onUnsettledChanged);
    connect(store, &Store::jobLoaded, this, [this](const JobId &id, const Result<JobDetail> &detail) {
        if (id == m_open) {
            m_detail->setBody(detail ? detail.value().body : QString(), false, !detail);
        }
    });
}

void JobsPage::connectParts()
{
    connect(m_timer, &QTimer::timeout, this, &JobsPage::tick);
    connect(&m_model, &JobModel::moreWanted, this, [this] {
        if (const auto segment = listed()) {
            m_context.store.requestMoreJobs(*segment);
        }
    });
    connect(m_bar, &JobFilterBar::filterChanged, this, [this](const JobFilter &filter) {
        m_filter.setFilter(filter);
        chooseState();
        presentSelection();
    });
    connect(m_bar, &JobFilterBar::segmentChosen, this, [this](int segment) { showSegment(JobFilterBar::Segment(segment)); });
    connect(m_bar, &JobFilterBar::refreshRequested, this, &JobsPage::refresh);
    connect(m_state, &StateView::retryRequested, this, [this] {
        m_context.store.phase() == Store::Phase::Failed ? m_context.store.retry() : refresh();
    });
    connect(m_state, &StateView::emptyActionRequested, m_bar, &JobFilterBar::clear);
    connect(m_table, &DataTable::rowActivated, this, [this](const QModelIndex &index) { showDetail(index.data(JobModel::IdRole).value<JobId>()); });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (selected().size() == 1) {
            showDetail(index.data(JobModel::IdRole).value<JobId>());
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &JobsPage::presentSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!m_detail->isHidden() && index.isValid()) {
            showDetail(index.data(JobModel::IdRole).value<JobId>());
        }
    });
    connect(m_actions, &JobActionBar::chosen, this, [this](JobAction action) { decide(action, selected()); });
    connect(m_actions, &JobActionBar::confirmed, this, &JobsPage::retry);
    connect(m_actions, &JobActionBar::moreRequested, this, [this] {
        if (const auto segment = listed()) {
            m_context.store.requestMoreJobs(*segment);
        }
    });
    connect(&m_held, &HeldDecisions::expired, this, &JobsPage::send);
    connect(&m_held, &HeldDecisions::changed, this, [this] {
        m_model.setHeld(m_held.held());
        presentDetail();
        presentSelection();
    });
    connect(m_changes, &ChangesPane::editRequested, this, &JobsPage::edit);
}

void JobsPage::connectDetail()
{
    connect(m_detail, &JobDetailPane::chosen, this, [this](JobAction action) {
        if (const auto view = m_context.store.job(m_open)) {
            decide(action, {*view});
        }
    });
    connect(m_detail, &JobDetailPane::undoRequested, &m_held, &HeldDecisions::undoLatest);
    connect(m_detail, &JobDetailPane::sendAgainRequested, this, [this] { settleRefusal(true); });
    connect(m_detail, &JobDetailPane::discardRefusedRequested, this, [this] { settleRefusal(false); });
    connect(m_detail, &JobDetailPane::bodyWanted, this, [this] { m_context.store.requestJob(m_open); });
    connect(m_detail, &JobDetailPane::closeRequested, this, &JobsPage::closeDetail);
}

bool JobsPage::closeInnermost()
{
    if (m_actions->withdraw()) {
        presentSelection();
        return true;
    }
    if (!m_detail->isHidden()) {
        closeDetail();
        return true;
    }
    if (m_bar->filter().isNarrow()) {
        m_bar->clear();
        return true;
    }
    return false;
}

void JobsPage::reveal(const PageTarget &target)
{
    if (!target.jobId.isEmpty()) {
        openJob(target.jobId);
    } else if (target.showsChanges) {
        showSegment(JobFilterBar::Changes);
    }
}

void JobsPage::takeFocus()
{
    m_views->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void JobsPage::openJob(const JobId &id)
{
    const auto view = m_context.store.job(id);
    if (!view) {
        return;
    }
    const auto segment = needsAttention(view->job.state) ? JobFilterBar::Attention
        : isFinished(view->job.state)                    ? JobFilterBar::Done
                                                         : JobFilterBar::Waiting;
    showSegment(segment);
    if (!m_bar->filter().accepts(view->job)) {
        m_bar->clear();
    }
    m_table->setCurrentIndex(m_filter.mapFromSource(m_model.index(m_model.rowOf(id), 0)));
    showDetail(id);
}

void JobsPage::showSegment(JobFilterBar::Segment segment)
{
    m_actions->withdraw();
    m_bar->setSegment(segment);
    const bool isJobs = segment != JobFilterBar::Changes;
    m_views->setCurrentWidget(isJobs ? static_cast<QWidget *>(m_table) : m_changes);
    m_actions->setVisible(isJobs);
    if (isJobs) {
        m_model.resetList(m_context.store.jobs(*listed()));
        m_context.store.requestJobs(*listed());
    } else {
        closeDetail();
    }
    chooseState();
    presentSelection();
}

void JobsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous()) {
        refresh();
    }
}

void JobsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous()) {
        m_held.flush();
    }
}

std::optional<JobSegment> JobsPage::listed() const
{
    switch (m_bar->segment()) {
    case JobFilterBar::Attention: return JobSegment::Attention;
    case JobFilterBar::Waiting: return JobSegment::Waiting;
    case JobFilterBar::Done: return JobSegment::Done;
    case JobFilterBar::Changes: return std::nullopt;
    }
    return std::nullopt;
}

void JobsPage::onJobsChanged()
{
    m_model.setFormats(Formats(m_context.store.timeZone()));
    if (const auto segment = listed()) {
        m_model.setList(m_context.store.jobs(*segment));
    }
    chooseState();
    updateCounts();
    presentSelection();
    presentDetail();
}

void JobsPage::onUnsettledChanged()
{
    m_changes->refresh();
    updateCounts();
    chooseState();
}

void JobsPage::onSummaryChanged()
{
    m_model.setFormats(Formats(m_context.store.timeZone()));
    m_health->present(m_context.store.jobSummary(), m_context.clock.now(), m_model.formats());
    updateCounts();
}

void JobsPage::updateCounts()
{
    const auto &store = m_context.store;
    const int attention = store.jobsNeedingAttention();
    const auto unsettled = store.unsettled();
    const auto refused = std::count_if(unsettled.begin(), unsettled.end(), [](const PendingCommand &each) { return each.refusal.has_value(); });
    qint64 waiting = store.jobs(JobSegment::Waiting).rows.size();
    if (const auto summary = store.jobSummary()) {
        qint64 depth = 0;
        for (const auto &queue : summary->queues) {
            depth += queue.depth;
        }
        waiting = depth;
    }
    m_bar->setCount(JobFilterBar::Attention, attention);
    m_bar->setCount(JobFilterBar::Waiting, waiting);
    m_bar->setCount(JobFilterBar::Changes, unsettled.size());
    Q_EMIT badgeChanged(attention + int(refused) + (store.outboxLoss() ? 1 : 0));
}

void JobsPage::chooseState()
{
    const auto segment = listed();
    if (!segment) {
        m_changes->isBlank() ? m_state->showEmpty(QStringLiteral("check-circle"), tr("Everything you entered is stored"),
                                                  tr("Changes made while the server can not be reached wait here, and refused ones with their text."))
                             : m_state->showContent();
        return;
    }
    const auto &store = m_context.store;
    const auto list = store.jobs(*segment);
    if (!list.rows.isEmpty()) {
        m_filter.rowCount() > 0 ? m_state->showContent()
                                : m_state->showEmpty(QStringLiteral("search"), tr("No job fits"), tr("Another queue or word may show more."),
                                                     tr("Show all jobs"));
    } else if (store.phase() == Store::Phase::Failed) {
        const auto text = errorText(store.failure().value_or(Error()), Attempt::Start);
        m_state->showError(text.title, text.sentence);
    } else if (list.failure && !list.isLoading) {
        const auto text = errorText(*list.failure, Attempt::LoadJobs);
        m_state->showError(text.title, text.sentence);
    } else if (!list.isLoaded) {
        m_state->showLoading();
    } else {
        showEmpty();
    }
}

void JobsPage::showEmpty()
{
    switch (m_bar->segment()) {
    case JobFilterBar::Attention:
        m_state->showEmpty(QStringLiteral("check-circle"), tr("Nothing needs you here"),
                           tr("What could not be sent, came too late or may have been sent already appears here by itself."));
        break;
    case JobFilterBar::Waiting:
        m_state->showEmpty(QStringLiteral("clock"), tr("Nothing waits"),
                           tr("Notices and messages that go out by themselves appear here until they have gone."));
        break;
    case JobFilterBar::Done:
    case JobFilterBar::Changes:
        m_state->showEmpty(QStringLiteral("check-circle"), tr("Nothing has gone out yet"), tr("What has been done in the last 7 days appears here."));
        break;
    }
}

void JobsPage::presentSelection()
{
    if (const auto segment = listed()) {
        const bool isListShown = m_state->state() == StateView::State::Content;
        m_actions->setVisible(isListShown);
        m_actions->present(selected(), m_filter.rowCount(), m_context.store.jobs(*segment).hasMore, m_filter.filter().isNarrow(),
                           *segment != JobSegment::Done);
    }
}

void JobsPage::showDetail(const JobId &id)
{
    if (!id.isEmpty()) {
        m_open = id;
        m_detail->show();
        presentDetail();
    }
}

void JobsPage::presentDetail()
{
    if (m_open.isEmpty()) {
        return;
    }
    if (const auto view = m_context.store.job(m_open)) {
        m_detail->present(*view, m_model.held(m_open), m_model.formats());
    } else {
        closeDetail();
    }
}

void JobsPage::closeDetail()
{
    m_open = {};
    m_detail->hide();
}

void JobsPage::refresh()
{
    if (const auto segment = listed()) {
        m_context.store.requestJobs(*segment);
    }
    m_context.store.requestJobSummary();
}

void JobsPage::tick()
{
    if (isVisible()) {
        refresh();
        onSummaryChanged();
        m_table->viewport()->update();
        presentDetail();
    }
}

} // namespace deskbell::ui
