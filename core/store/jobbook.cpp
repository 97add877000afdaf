// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/jobbook.h"

#include <algorithm>

namespace deskbell {
namespace {

JobState outcomeOf(JobAction action)
{
    switch (action) {
    case JobAction::Retry: return JobState::Available;
    case JobAction::MarkSent: return JobState::Done;
    case JobAction::Discard: return JobState::Cancelled;
    }
    return JobState::Available;
}

} // namespace

JobSegment JobBook::segmentOf(JobState state)
{
    if (needsAttention(state)) {
        return JobSegment::Attention;
    }
    return isFinished(state) ? JobSegment::Done : JobSegment::Waiting;
}

JobList JobBook::list(JobSegment segment) const
{
    const auto &from = part(segment);
    return {from.rows.rows(), from.isLoaded, from.isLoading, !from.cursor.isEmpty(), from.failure};
}

std::optional<JobView> JobBook::view(const JobId &id) const
{
    const auto known = m_jobs.constFind(id);
    const auto *found = known == m_jobs.constEnd() ? nullptr : part(segmentOf(known->state)).rows.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

int JobBook::needingAttention() const
{
    const auto &attention = part(JobSegment::Attention);
    qint64 counted = 0;
    if (m_summary && (!attention.isLoaded || !attention.cursor.isEmpty())) {
        for (const auto &queue : m_summary->queues) {
            counted += queue.needsAttention();
        }
    }
    const auto &rows = attention.rows.rows();
    const auto open = std::count_if(rows.cbegin(), rows.cend(), [](const auto &view) { return view.writeState != WriteState::Waiting; });
    return int(std::max<qint64>(counted, open));
}

void JobBook::setBreaker(const BreakerHealth &breaker)
{
    if (!m_summary) {
        m_summary = JobSummary();
    }
    auto &all = m_summary->breakers;
    const auto known = std::find_if(all.begin(), all.end(), [&breaker](const BreakerHealth &each) {
        return each.provider == breaker.provider && each.operation == breaker.operation;
    });
    if (known == all.end()) {
        all.append(breaker);
    } else {
        *known = breaker;
    }
}

bool JobBook::beginLoading(JobSegment segment)
{
    auto &into = part(segment);
    if (into.isLoading) {
        return false;
    }
    into.isLoading = true;
    into.arrived.clear();
    return true;
}

void JobBook::setFirst(JobSegment segment, const QList<Job> &jobs, const QString &next)
{
    auto &into = part(segment);
    into.isLoading = false;
    into.isLoaded = true;
    into.failure.reset();
    QSet<JobId> present;
    for (const auto &job : jobs) {
        present.insert(job.id);
    }
    // A page that is not the last speaks only of jobs as new as its oldest.
    const auto reach = next.isEmpty() || jobs.isEmpty() ? std::optional<Key>() : std::optional(keyOf(jobs.constLast()));
    const auto rows = into.rows.rows();
    bool hasTail = false;
    for (const auto &view : rows) {
        if (present.contains(view.id()) || into.arrived.contains(view.id())) {
            continue;
        }
        if (!reach || keyOf(view.job) < *reach) {
            takeOut(view.id());
            m_jobs.remove(view.id());
        } else {
            hasTail = true;
        }
    }
    for (const auto &job : jobs) {
        upsert(job);
    }
    if (!hasTail || next.isEmpty()) {
        into.cursor = next;
    }
}

void JobBook::addMore(JobSegment segment, const QList<Job> &jobs, const QString &next)
{
    auto &into = part(segment);
    into.isLoading = false;
    into.failure.reset();
    into.cursor = next;
    for (const auto &job : jobs) {
        upsert(job);
    }
}

void JobBook::setFailure(JobSegment segment, const Error &error)
{
    auto &into = part(segment);
    into.isLoading = false;
    into.failure = error;
}

bool JobBook::upsert(const Job &job)
{
    const auto known = m_jobs.constFind(job.id);
    const auto deleted = m_deleted.constFind(job.id);
    // The states that only a list tells of have no change of their own, so an equal version may bring news.
    if ((known != m_jobs.constEnd() && (known->version > job.version || *known == job))
        || (deleted != m_deleted.constEnd() && *deleted >= job.version)) {
        return false;
    }
    place(job);
    if (auto &into = part(segmentOf(job.state)); into.isLoading) {
        into.arrived.insert(job.id);
    }
    return true;
}

void JobBook::remove(const JobId &id, qint64 version)
{
    const auto known = m_jobs.constFind(id);
    if (known != m_jobs.constEnd() && known->version > version) {
        return;
    }
    m_deleted.insert(id, version);
    takeOut(id);
    m_jobs.remove(id);
}

void JobBook::decide(const PendingCommand &command)
{
    for (const auto &id : command.job->ids) {
        m_decisions.insert(id, command);
        refresh(id);
    }
}

void JobBook::settle(const PendingCommand &command, const QSet<JobId> &refused)
{
    for (const auto &id : command.job->ids) {
        if (m_decisions.value(id).id == command.id) {
            m_decisions.remove(id);
        }
        auto job = m_jobs.value(id);
        if (!job.id.isEmpty() && !refused.contains(id) && isPossible(command.job->action, job.state)) {
            job.state = outcomeOf(command.job->action);
            place(job);
        }
        refresh(id);
    }
}

void JobBook::forget(const PendingCommand &command)
{
    for (const auto &id : command.job->ids) {
        if (m_decisions.value(id).id == command.id) {
            m_decisions.remove(id);
            refresh(id);
        }
    }
}

/// A job that stays in its list is changed in place: a long list is not moved about for it.
void JobBook::place(const Job &job)
{
    const auto known = m_jobs.constFind(job.id);
    if (known != m_jobs.constEnd() && (segmentOf(known->state) != segmentOf(job.state) || known->createdAt != job.createdAt)) {
        takeOut(job.id);
    }
    m_jobs.insert(job.id, job);
    refresh(job.id);
}

void JobBook::takeOut(const JobId &id)
{
    const auto known = m_jobs.constFind(id);
    if (known != m_jobs.constEnd()) {
        part(segmentOf(known->state)).rows.remove(id);
    }
}

void JobBook::refresh(const JobId &id)
{
    const auto known = m_jobs.constFind(id);
    if (known == m_jobs.constEnd()) {
        return;
    }
    JobView view;
    view.job = *known;
    const auto decision = m_decisions.constFind(id);
    if (decision != m_decisions.constEnd()) {
        view.writeState = decision->isWaiting() ? WriteState::Waiting : WriteState::Refused;
        view.action = decision->job->action;
        view.refusal = decision->refusal;
        view.commandId = decision->id;
    }
    part(segmentOf(known->state)).rows.upsert(id, keyOf(*known), view);
}

} // namespace deskbell
