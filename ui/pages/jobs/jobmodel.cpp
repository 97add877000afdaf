// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobmodel.h"

#include "ui/pages/jobs/jobtext.h"

namespace deskbell::ui {

JobModel::JobModel(const Clock &clock, QObject *parent) : DiffModel(parent), m_clock(clock) { }

int JobModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &view = rowAt(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(view, column);
    case Qt::ToolTipRole:
        return column == Column::LastError && !view.job.lastError.isEmpty() ? QVariant(view.job.lastError) : QVariant();
    case Qt::AccessibleTextRole: return column == Column::Subject ? sentence(view) : text(view, column);
    case ViewRole: return QVariant::fromValue(view);
    case IdRole: return QVariant::fromValue(view.job.id);
    case SortRole: return sortKey(view, column);
    default: return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Column::Subject: return tr("What", "table column of jobs");
    case Column::State: return tr("State", "table column of jobs");
    case Column::When: return tr("Next try / since", "table column of jobs");
    case Column::Attempts: return tr("Tries", "table column of jobs");
    case Column::LastError: return tr("What went wrong", "table column of jobs");
    case Column::Kind: return tr("Kind", "table column of jobs");
    case Column::Queue: return tr("Queue", "table column of jobs");
    case Column::Created: return tr("Created", "table column of jobs");
    }
    return {};
}

bool JobModel::canFetchMore(const QModelIndex &parent) const { return m_hasMore && !parent.isValid(); }

void JobModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        m_hasMore = false; // until the store answers
        Q_EMIT moreWanted();
    }
}

void JobModel::setList(const JobList &list)
{
    m_hasMore = list.hasMore && !list.isLoading && !list.failure;
    if (!list.rows.isSharedWith(rows())) {
        setRows(list.rows);
    }
}

void JobModel::resetList(const JobList &list)
{
    beginResetModel();
    replaceAll(list.rows);
    m_hasMore = list.hasMore && !list.isLoading && !list.failure;
    endResetModel();
}

void JobModel::setHeld(const QHash<JobId, JobAction> &held)
{
    auto touched = m_held.keys() + held.keys();
    m_held = held;
    for (const auto &id : std::as_const(touched)) {
        if (const int row = rowOf(id); row >= 0) {
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

std::optional<JobAction> JobModel::held(const JobId &id) const
{
    const auto found = m_held.constFind(id);
    return found == m_held.constEnd() ? std::nullopt : std::optional(*found);
}

QString JobModel::text(const JobView &view, Column column) const
{
    const auto &job = view.job;
    const auto now = m_clock.now();
    switch (column) {
    case Column::Subject: return job.subject.isEmpty() ? jobtext::kind(job.kind) : jobtext::subject(job.subject);
    case Column::State:
        if (const auto action = m_held.contains(job.id) ? m_held.value(job.id) : view.action;
            action && view.writeState != WriteState::Refused) {
            return jobtext::decided(*action);
        }
        return jobtext::state(job).word;
    case Column::When: return jobtext::when(job, now, m_formats);
    case Column::Attempts: return jobtext::attempts(job);
    case Column::LastError: return jobtext::failure(job.lastError);
    case Column::Kind: return jobtext::kind(job.kind);
    case Column::Queue: return jobtext::queue(job.queue);
    case Column::Created: return m_formats.shortDateTime(job.createdAt, now);
    }
    return {};
}

QVariant JobModel::sortKey(const JobView &view, Column column) const
{
    const auto &job = view.job;
    switch (column) {
    case Column::State: return int(job.state);
    case Column::When: return toMillis(isFinished(job.state) ? job.finishedAt.value_or(job.updatedAt) : job.runAt.value_or(job.updatedAt));
    case Column::Attempts: return job.attempt;
    case Column::Created: return toMillis(job.createdAt);
    case Column::Subject:
    case Column::LastError:
    case Column::Kind:
    case Column::Queue: return text(view, column).toLower();
    }
    return {};
}

QString JobModel::sentence(const JobView &view) const
{
    QStringList parts{text(view, Column::Subject), text(view, Column::State), text(view, Column::When)};
    for (const auto column : {Column::Attempts, Column::LastError}) {
        if (const auto part = text(view, column); !part.isEmpty()) {
            parts.append(part);
        }
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace deskbell::ui
