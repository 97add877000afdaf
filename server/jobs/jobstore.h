// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/jobs/jobkinds.h"
#include "server/jobs/jobledger.h"
#include "server/jobs/jobrules.h"
#include "server/jobs/sendgate.h"
#include "server/storage/jobclaims.h"

#include <QHash>
#include <QList>
#include <functional>

namespace deskbell::server {

/// What the worker does in the database, one method for each of its transactions. Lives on the writer's thread; everything
/// given must outlive it.
class JobStore final
{
public:
    struct Options {
        QString bootId;             ///< names this process as the owner of jobs
        bool isGroup = false;       ///< other services work on the same database: leases, by its clock, instead of boot ids
        std::chrono::seconds lease{60};
    };
    /// What one queue may take now.
    struct Room {
        QString queue;
        int free = 0;      ///< slots
        int reserved = 1;  ///< of these only for priority 0 and 1
        TenantId lastTenant; ///< the next one begins
    };
    struct Plan {
        QList<Room> rooms;
        int lookups = 0;
        bool isSafeMode = false; ///< one job at all, and suspects last
    };
    struct Claimed {
        QList<Job> jobs;
        QList<Job> lookups;
        QHash<QString, TenantId> lastTenants; ///< by queue
        qint64 expired = 0;
        std::optional<Instant> nextDue;
        Instant now{}; ///< the clock that `nextDue` is meant by
    };
    struct Recovered {
        qint64 orphans = 0;
        bool isSecondWithinMinutes = false; ///< the last time there were orphans was within 5 minutes
    };
    struct Settled {
        JobState state{};
        int attempt = 0;
    };
    using Change = std::function<void(Job &job, Instant now)>;

    JobStore(JobLedger &ledger, const JobKinds &kinds, const JobRules &rules, const Clock &clock, Options options);
    Q_DISABLE_COPY_MOVE(JobStore)

    /// Orphans first: of other boots on a single server, of lapsed leases in a group.
    [[nodiscard]] Result<Recovered> recover(sql::Connection &db, bool isStart);
    /// Expires what is too late, makes available what is due, takes what there is room for.
    [[nodiscard]] Result<Claimed> claim(sql::Connection &db, const Plan &plan);
    /// tx1 of the send protocol. The value is Sending, or what became of the job instead: it expired, or `gate` (may be null)
    /// holds it back. Conflict "lease_lost".
    [[nodiscard]] Result<JobState> beginSending(sql::Connection &db, const Job &claimed, const QJsonObject &intent, SendGate *gate);
    /// Runs the handler and completes the job in the same unit.
    [[nodiscard]] Result<Settled> runLocal(sql::Connection &db, LocalJob &handler, const Job &claimed);
    /// Applies `change` to the row, if it is still ours. Conflict "lease_lost" otherwise.
    [[nodiscard]] Result<Settled> settle(sql::Connection &db, const Job &claimed, const Change &change);
    /// Returns the jobs that are no longer ours.
    [[nodiscard]] Result<QList<JobId>> heartbeat(sql::Connection &db, const QList<Job> &claimed);

private:
    [[nodiscard]] Result<Instant> now(sql::Connection &db) const;
    [[nodiscard]] Result<qint64> expireOverdue(sql::Connection &db, Instant now);
    [[nodiscard]] Result<Done> claimRoom(JobClaims &claims, const Room &room, const JobClaims::Lease &lease, bool isWithoutSuspects, Claimed &claimed);
    [[nodiscard]] Result<int> claimTurns(JobClaims &claims, const JobClaims::Wish &wish, const JobClaims::Lease &lease, Claimed &claimed);
    [[nodiscard]] Result<Job> ours(sql::Connection &db, const Job &claimed);

    JobLedger &m_ledger;
    const JobKinds &m_kinds;
    const JobRules &m_rules;
    const Clock &m_clock;
    Options m_options;
};

} // namespace deskbell::server
