// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sortedrows.h"
#include "core/store/store.h"

#include <QSet>
#include <array>
#include <tuple>

namespace deskbell {

/// The server's jobs as far as pages asked for them and the feed told of them, with this desk's unsent decisions on top.
class JobBook
{
public:
    [[nodiscard]] JobList list(JobSegment segment) const;
    [[nodiscard]] std::optional<JobView> view(const JobId &id) const;
    /// Those here that need a person; when the list has more, what the summary says.
    [[nodiscard]] int needingAttention() const;
    [[nodiscard]] const std::optional<JobSummary> &summary() const { return m_summary; }
    void setSummary(const JobSummary &summary) { m_summary = summary; }
    /// One provider's breaker, as the feed tells it.
    void setBreaker(const BreakerHealth &breaker);

    /// True when a page of the list should be asked for now; says then that one is under way.
    [[nodiscard]] bool beginLoading(JobSegment segment);
    /// Where the list goes on; empty: nowhere.
    [[nodiscard]] QString cursor(JobSegment segment) const { return part(segment).cursor; }
    /// The newest of the list. What was here between them and is not among them has gone elsewhere.
    void setFirst(JobSegment segment, const QList<Job> &jobs, const QString &next);
    void addMore(JobSegment segment, const QList<Job> &jobs, const QString &next);
    void setFailure(JobSegment segment, const Error &error);

    /// Newer versions only. False when nothing changed.
    bool upsert(const Job &job);
    void remove(const JobId &id, qint64 version);

    /// The decision stands on top of its jobs until settle() or forget().
    void decide(const PendingCommand &command);
    /// The server has taken it, but for `refused`: the rows show what it does until the feed tells.
    void settle(const PendingCommand &command, const QSet<JobId> &refused = {});
    void forget(const PendingCommand &command);

private:
    struct Key {
        qint64 age = 0; ///< minus the time of creation: newest first
        QString id;
        bool operator==(const Key &) const = default;
        bool operator<(const Key &other) const { return std::tie(age, other.id) < std::tie(other.age, id); }
    };
    struct Part {
        SortedRows<JobId, Key, JobView> rows;
        QString cursor;
        bool isLoaded = false;
        bool isLoading = false;
        std::optional<Error> failure;
        QSet<JobId> arrived; ///< told by the feed while a page is under way, which may not know them
    };

    [[nodiscard]] static JobSegment segmentOf(JobState state);
    [[nodiscard]] static Key keyOf(const Job &job) { return {-toMillis(job.createdAt), job.id.value}; }
    [[nodiscard]] Part &part(JobSegment segment) { return m_parts.at(size_t(segment)); }
    [[nodiscard]] const Part &part(JobSegment segment) const { return m_parts.at(size_t(segment)); }
    void place(const Job &job);
    void takeOut(const JobId &id);
    void refresh(const JobId &id);

    QHash<JobId, Job> m_jobs;
    QHash<JobId, qint64> m_deleted;
    QHash<JobId, PendingCommand> m_decisions;
    std::array<Part, 3> m_parts;
    std::optional<JobSummary> m_summary;
};

} // namespace deskbell
