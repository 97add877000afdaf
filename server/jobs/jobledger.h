// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/jobs/job.h"
#include "server/storage/changelog.h"

namespace deskbell::server {

/// Stores what became of a job, with all that follows from it: the change feed learns of what people must see and of its end,
/// and the next job of its group may go. Lives on the writer's thread, inside the caller's transaction.
class JobLedger final
{
public:
    explicit JobLedger(ChangeLog &changes) : m_changes(changes) {}

    /// See ChangeLog::enter(); nothing for work of the whole service.
    [[nodiscard]] Result<Done> enter(sql::Connection &db, const TenantId &tenant)
    {
        return tenant.isEmpty() ? Result<Done>(Done{}) : m_changes.enter(db, tenant);
    }
    /// `before` is the row as it was read in this transaction. Errors: Conflict "lease_lost" when another has had the job since
    /// (rule 43), "unique_taken" when it would be a second live job with its unique key.
    [[nodiscard]] Result<Done> store(sql::Connection &db, const QString &actor, const Job &before, Job after);

private:
    [[nodiscard]] Result<Done> tellFeed(sql::Connection &db, const QString &actor, const Job &before, const Job &after);
    /// The group went on without it; it waits for the one that is in work now.
    [[nodiscard]] Result<Done> placeInGroup(sql::Connection &db, const Job &after);
    [[nodiscard]] Result<Done> unblockNext(sql::Connection &db, const Job &after);

    ChangeLog &m_changes;
};

} // namespace deskbell::server
