// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobfiltermodel.h"

#include "ui/pages/jobs/jobmodel.h"
#include "ui/pages/jobs/jobtext.h"

#include <algorithm>

namespace deskbell::ui {

namespace {

bool contains(const Job &job, const QString &word)
{
    return job.subject.contains(word, Qt::CaseInsensitive) || job.lastError.contains(word, Qt::CaseInsensitive)
        || job.providerRef.contains(word, Qt::CaseInsensitive) || job.id.value.startsWith(word, Qt::CaseInsensitive)
        || jobtext::kind(job.kind).contains(word, Qt::CaseInsensitive)
        || jobtext::failure(job.lastError).contains(word, Qt::CaseInsensitive);
}

} // namespace

bool JobFilter::accepts(const Job &job) const
{
    if (!queue.isEmpty() && job.queue != queue) {
        return false;
    }
    const auto words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&job](const QString &word) { return contains(job, word); });
}

void JobFilterModel::setFilter(const JobFilter &filter)
{
    if (m_filter != filter) {
        m_filter = filter;
        invalidateFilter();
    }
}

bool JobFilterModel::canFetchMore(const QModelIndex &parent) const
{
    return !m_filter.isNarrow() && QSortFilterProxyModel::canFetchMore(parent);
}

bool JobFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *jobs = qobject_cast<const JobModel *>(sourceModel());
    return jobs && !parent.isValid() && m_filter.accepts(jobs->rowAt(row).job);
}

} // namespace deskbell::ui
