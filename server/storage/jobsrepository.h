// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "server/jobs/job.h"

#include <QList>
#include <optional>

namespace deskbell::server {

struct JobFilter {
    QList<JobState> states; ///< any when empty
    QString queue;
    QString kind;
};

/// The last job of a page; the next one goes on after it.
struct JobPosition {
    Instant createdAt{};
    QString id;
};

struct JobPage {
    QList<Job> jobs;
    std::optional<JobPosition> next;
};

/// Rows of `jobs`. Methods without a tenant are for the worker, which serves all properties.
class JobsRepository final
{
public:
    explicit JobsRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    /// The row's number; empty when a live job of the property has the same unique key.
    [[nodiscard]] Result<std::optional<qint64>> insert(const Job &job);
    [[nodiscard]] Result<std::optional<Job>> byId(const JobId &id);
    [[nodiscard]] Result<std::optional<Job>> byId(const TenantId &tenant, const JobId &id);
    /// The live job with this key, or else one that was done at `doneSince` or later.
    [[nodiscard]] Result<std::optional<JobId>> byUniqueKey(const TenantId &tenant, const QString &key, std::optional<Instant> doneSince);
    /// Writes all that may change, if the row still has `fence`: false when another has had it since (rule 43).
    [[nodiscard]] Result<bool> save(const Job &job, qint64 fence);

    /// Waiting jobs of a queue, counted up to `limit`.
    [[nodiscard]] Result<qint64> countWaiting(const QString &queue, qint64 limit);
    /// The job of the group that comes before all others: it runs, waits, or parks the group. Empty when none is open.
    [[nodiscard]] Result<std::optional<Job>> groupHead(const TenantId &tenant, const QString &group);
    /// Whether another job of the group is open.
    [[nodiscard]] Result<bool> hasOtherInGroup(const Job &job);
    [[nodiscard]] Result<Done> setBlocked(qint64 rowId, bool isBlocked);

    /// Newest first.
    [[nodiscard]] Result<JobPage> page(const TenantId &tenant, const JobFilter &filter, const std::optional<JobPosition> &after, int limit);
    /// Queues that have open jobs.
    [[nodiscard]] Result<QList<QueueHealth>> summary(const TenantId &tenant, Instant now);
    /// The same over all properties, for /health.
    [[nodiscard]] Result<QList<QueueHealth>> summary(Instant now);

    /// Retention (rule 55): turns up to `limit` jobs done before `before` into counts per day. The value
    /// is how many.
    [[nodiscard]] Result<qint64> countAndDropDone(Instant before, int limit);
    /// Drops jobs that are in review, dead, expired (up to `limit`) or cancelled (up to `limit`) and have not moved since
    /// `before`.
    [[nodiscard]] Result<qint64> dropAttended(Instant before, int limit);
    /// After a restore: what was open in the backup may have been sent since, and only class A may be sent again without
    /// harm. All others wait for a person. The value is how many.
    [[nodiscard]] Result<qint64> holdAfterRestore(Instant now, const QString &why);

private:
    [[nodiscard]] Result<QList<QueueHealth>> readSummary(sql::Query &query, Instant now);

    sql::ScopedConnection m_db;
};

namespace detail {
/// The columns of readJob(), in its order.
[[nodiscard]] const QString &jobColumns();
[[nodiscard]] Job readJob(const sql::Query &row);
} // namespace detail

} // namespace deskbell::server
