// SPDX-License-Identifier: GPL-3.0-or-later
// What a person can do on the page, and by which keys.
#include "ui/pages/jobs/jobspage.h"

#include "ui/pages/jobs/jobactionbar.h"
#include "ui/pages/jobs/jobtext.h"
#include "ui/widgets/datatable.h"

#include <QPointer>
#include <QShortcut>

namespace deskbell::ui {

namespace {
constexpr qsizetype MaxTogether = 100;
}

void JobsPage::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    for (int i = 0; i < 4; ++i) {
        add(QKeySequence(Qt::Key(Qt::Key_1 + i)), [this, i] { showSegment(JobFilterBar::Segment(i)); });
    }
    add(Qt::Key_R, [this] { decide(JobAction::Retry, selected()); });
    add(Qt::Key_M, [this] { decide(JobAction::MarkSent, selected()); });
    add(Qt::Key_X, [this] { decide(JobAction::Discard, selected()); });
    add(Qt::Key_Slash, [this] { m_bar->focusSearch(); });
    add(QKeySequence::Refresh, [this] { refresh(); });
    add(QKeySequence::Undo, [this] { m_held.undoLatest(); });
}

QList<KeyHint> JobsPage::keyMap() const
{
    return {
        {QKeySequence(Qt::Key_1), tr("What needs attention (2 waiting, 3 done, 4 my changes)")},
        {QKeySequence(Qt::Key_Return), tr("Open the job")},
        {QKeySequence(QKeySequence::SelectAll), tr("Select all jobs of the list")},
        {QKeySequence(Qt::Key_R), tr("Try the selected jobs again")},
        {QKeySequence(Qt::Key_M), tr("Mark as sent; can be undone for 10 seconds")},
        {QKeySequence(Qt::Key_X), tr("Discard; can be undone for 10 seconds")},
        {QKeySequence(QKeySequence::Undo), tr("Undo the last decision while it is held")},
        {QKeySequence(Qt::Key_Slash), tr("Search jobs")},
        {QKeySequence(Qt::Key_F5), tr("Read the jobs again")},
        {QKeySequence(QKeySequence::Copy), tr("Copy the selected rows as text")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), tr("Export as CSV")},
    };
}

QList<PaletteAction> JobsPage::paletteActions()
{
    const auto go = [this](JobFilterBar::Segment segment) { return [this, segment] { showSegment(segment); }; };
    return {
        {tr("Show jobs that need attention"), {}, QStringLiteral("warning"), {}, go(JobFilterBar::Attention)},
        {tr("Show waiting jobs"), {}, QStringLiteral("clock"), {}, go(JobFilterBar::Waiting)},
        {tr("Show my changes that are not stored"), {}, QStringLiteral("note"), {}, go(JobFilterBar::Changes)},
    };
}

QList<JobView> JobsPage::selected() const
{
    QList<JobView> views;
    if (!listed()) {
        return views;
    }
    const auto rows = m_table->selectionModel()->selectedRows();
    for (const auto &row : rows) {
        views.append(row.data(JobModel::ViewRole).value<JobView>());
    }
    return views;
}

void JobsPage::decide(JobAction action, const QList<JobView> &views)
{
    QList<JobId> ids;
    int risky = 0;
    const auto held = m_held.held();
    for (const auto &view : views) {
        if (view.writeState != WriteState::Waiting && !held.contains(view.id()) && isPossible(action, view.job.state)) {
            ids.append(view.id());
            risky += isRepeatRisky(view.job) ? 1 : 0;
        }
    }
    if (ids.isEmpty()) {
        return;
    }
    if (action != JobAction::Retry) {
        hold(action, ids);
    } else if (risky > 0) {
        m_actions->show();
        m_actions->ask(ids, risky);
    } else {
        retry(ids);
    }
}

void JobsPage::retry(const QList<JobId> &ids)
{
    send(JobAction::Retry, ids);
    Q_EMIT toastRequested({jobtext::announced(JobAction::Retry, int(ids.size())), QStringLiteral("refresh"), ColorRole::Neutral, {}, {}});
    presentSelection();
}

/// In parts, so that one command does not keep the server's writer for long.
void JobsPage::send(JobAction action, const QList<JobId> &ids)
{
    for (qsizetype from = 0; from < ids.size(); from += MaxTogether) {
        m_context.store.decideJobs(action, ids.mid(from, MaxTogether));
    }
}

void JobsPage::hold(JobAction action, const QList<JobId> &ids)
{
    const int number = m_held.hold(action, ids);
    Toast toast;
    toast.text = jobtext::announced(action, int(ids.size()));
    toast.iconName = QStringLiteral("undo");
    toast.actionText = tr("Undo");
    toast.action = [page = QPointer<JobsPage>(this), number] {
        if (page) {
            page->m_held.undo(number);
        }
    };
    Q_EMIT toastRequested(toast);
}

void JobsPage::settleRefusal(bool sendAgain)
{
    const auto view = m_context.store.job(m_open);
    if (view && view->writeState == WriteState::Refused) {
        sendAgain ? m_context.store.retryCommand(view->commandId) : m_context.store.discardCommand(view->commandId);
    }
}

void JobsPage::edit(const PendingCommand &command)
{
    if (command.job) {
        openJob(command.job->ids.constFirst());
        return;
    }
    PageTarget target;
    target.page = QStringLiteral("orders");
    target.orderId = command.orderId;
    Q_EMIT jumpRequested(target);
}

} // namespace deskbell::ui
