// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/jobs/jobledger.h"
#include "server/jobs/jobqueue.h"
#include "server/storage/tenantcontext.h"

#include <QJsonObject>
#include <QList>

namespace deskbell::server {

/// What people decide about jobs (RELIABILITY rule 55). Lives on the writer's thread, inside the caller's transaction.
class JobDesk final
{
public:
    enum class Decision {
        Retry,    ///< review, dead, expired: from the first attempt; scheduled: now
        MarkSent, ///< it has arrived, says a person
        Discard,  ///< it is not wanted any more
    };
    static constexpr int MaxJobs = 500; ///< in one decision

    JobDesk(JobLedger &ledger, JobQueue &queue, const Clock &clock) : m_ledger(ledger), m_queue(queue), m_clock(clock) {}

    /// The job as it is now. Errors: NotFound; Conflict "illegal_transition" or "unique_taken" with `context.current`.
    [[nodiscard]] Result<QJsonObject> decide(sql::Connection &db, const TenantContext &who, Decision decision, const JobId &id);
    /// {"changed":[id…],"refused":[{"id","code","reason"}…]}: one that can not be does not stop the others.
    [[nodiscard]] Result<QJsonObject> decideAll(sql::Connection &db, const TenantContext &who, Decision decision, const QList<JobId> &ids);
    /// `args` of the commands job.retry, job.mark_sent and job.discard: {"id"} or {"ids":[…]}. Validation for anything else.
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, Decision decision, const QJsonObject &args);

private:
    JobLedger &m_ledger;
    JobQueue &m_queue;
    const Clock &m_clock;
};

} // namespace deskbell::server
