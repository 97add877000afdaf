// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobkinds.h"
#include "server/jobs/jobworker.h"
#include "server/storage/database.h"
#include "server/storage/jobsrepository.h"

#include <QCoroTask>
#include <functional>

namespace deskbell::server {

/// Jobs as staff read them. Main thread.
class JobsService final
{
public:
    using BreakersOf = std::function<QList<BreakerHealth>(const TenantId &)>;

    /// All outlive it; `breakers` may be empty.
    JobsService(Database &database, const JobKinds &kinds, const JobWorker &worker, const Clock &clock, BreakersOf breakers)
        : m_database(database), m_kinds(kinds), m_worker(worker), m_clock(clock), m_breakers(std::move(breakers))
    {
    }

    [[nodiscard]] QCoro::Task<Result<JobPage>> page(TenantContext who, JobFilter filter, std::optional<JobPosition> after, int limit);
    /// With what is, or was to be, sent. Errors: NotFound.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> job(TenantContext who, JobId id);
    /// {"queues":[…],"breakers":[…],"metrics":{…}}
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> summary(TenantContext who);
    /// The part "jobs" of /health, over all properties.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> health();

private:
    Database &m_database;
    const JobKinds &m_kinds;
    const JobWorker &m_worker;
    const Clock &m_clock;
    BreakersOf m_breakers;
};

} // namespace deskbell::server
