// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "server/jobs/job.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// How the worker takes jobs and gives them up (RELIABILITY rules 41 to 44, 51). On the writer's thread.
class JobClaims final
{
public:
    struct Wish {
        QString queue;
        TenantId tenant;
        int limit = 1;
        bool isUrgentOnly = false;     ///< priority 0 and 1: for the reserved slot
        bool isWithoutSuspects = false; ///< none that was there at a crash: for safe mode
    };
    /// Who claims, until when.
    struct Lease {
        QString owner; ///< boot_id
        Instant now{};
        Instant until{};
    };

    explicit JobClaims(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    /// Scheduled jobs whose time has come become available. The value is how many.
    [[nodiscard]] Result<qint64> promoteDue(Instant now, int limit);
    /// Waiting jobs whose last moment has passed.
    [[nodiscard]] Result<QList<Job>> overdue(Instant now, int limit);
    /// Queues with something to claim.
    [[nodiscard]] Result<QStringList> queuesWaiting();
    /// Properties with something to claim in the queue, in turn: those after `after` first.
    [[nodiscard]] Result<QList<TenantId>> tenantsInTurn(const QString &queue, const TenantId &after, bool isUrgentOnly, int limit);
    /// Takes the first jobs by rank (effective priority, rule 51): each gets a new fence, an attempt more, the owner and lease.
    [[nodiscard]] Result<QList<Job>> claim(const Wish &wish, const Lease &lease);
    /// Takes jobs whose fate is to be looked up; they stay `unknown`.
    [[nodiscard]] Result<QList<Job>> claimLookups(const Lease &lease, int limit);

    /// Jobs that somebody else than `owner` has: on a single server they are orphans (rule 44).
    [[nodiscard]] Result<QList<Job>> ownedByOthers(const QString &owner, int limit);
    /// Jobs whose owner has not been heard of until `now`.
    [[nodiscard]] Result<QList<Job>> lapsed(Instant now, int limit);
    /// The heartbeat. False when the job is no longer ours.
    [[nodiscard]] Result<bool> extend(qint64 rowId, qint64 fence, Instant until);
    /// The clock that several services share (rule 2).
    [[nodiscard]] Result<Instant> databaseTime();
    /// Notes that orphans were found at a start; the value is when that was the case the last time.
    [[nodiscard]] Result<std::optional<Instant>> noteUncleanStart(Instant now);
    /// The earliest moment at which something may happen by itself.
    [[nodiscard]] Result<std::optional<Instant>> nextDue();

private:
    [[nodiscard]] QString skipLocked() const;
    [[nodiscard]] Result<QList<Job>> read(sql::Query &query);
    [[nodiscard]] Result<bool> appendTenants(QList<TenantId> &tenants, const QString &sql, const QString &queue, QString after, int limit);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
