// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"
#include "server/jobs/job.h"
#include "server/storage/tenantcontext.h"

namespace deskbell::server {

/// A kind of job whose effects stay in the database. It runs on the writer's thread in one unit together with its completion,
/// so its effects are stored exactly once whatever happens. Keep it short: nothing else is written meanwhile.
class LocalJob
{
public:
    virtual ~LocalJob() = default;
    [[nodiscard]] virtual QString kind() const = 0;
    /// An error undoes what it did: RateLimited puts the job off by `context["retry_after"]` seconds without an attempt,
    /// Validation and Forbidden give it up, all else is tried again later.
    [[nodiscard]] virtual Result<Done> run(sql::Connection &db, const TenantContext &who, const Job &job) = 0;
};

} // namespace deskbell::server
