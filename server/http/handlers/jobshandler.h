// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/jobs/jobsservice.h"

namespace deskbell::http {

/// GET /v1/jobs, /v1/jobs/summary and /v1/jobs/{id}. What people decide about jobs comes as commands.
class JobsHandler final
{
public:
    explicit JobsHandler(server::JobsService &jobs) : m_jobs(jobs) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    QCoro::Task<Result<Answer>> job(RequestContext context);
    QCoro::Task<Result<Answer>> summary(RequestContext context);

    server::JobsService &m_jobs;
};

} // namespace deskbell::http
