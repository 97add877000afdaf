// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs: what pages ask for and what the server tells of them.
#include "core/store/memorystore.h"

namespace deskbell {

void MemoryStore::requestJobs(JobSegment segment)
{
    if (m_phase != Phase::SignedOut && m_jobs.beginLoading(segment)) {
        news().jobs = true;
        Q_EMIT jobsWanted(segment, QString());
    }
}

void MemoryStore::requestMoreJobs(JobSegment segment)
{
    const auto cursor = m_jobs.cursor(segment);
    if (!cursor.isEmpty() && m_jobs.beginLoading(segment)) {
        news().jobs = true;
        Q_EMIT jobsWanted(segment, cursor);
    }
}

void MemoryStore::addJobs(JobSegment segment, const QList<Job> &jobs, const QString &next, bool isFirst)
{
    isFirst ? m_jobs.setFirst(segment, jobs, next) : m_jobs.addMore(segment, jobs, next);
    news().jobs = true;
}

void MemoryStore::failJobs(JobSegment segment, const Error &error)
{
    m_jobs.setFailure(segment, error);
    news().jobs = true;
}

void MemoryStore::setJobSummary(const JobSummary &summary)
{
    m_jobs.setSummary(summary);
    news().jobSummary = true;
}

} // namespace deskbell
