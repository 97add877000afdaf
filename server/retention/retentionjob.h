// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/tenantdirectory.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/localjob.h"
#include "server/jobs/schedule.h"
#include "server/retention/retentionsweeper.h"

namespace deskbell::server {

/// One slice of a property's retention; it asks for the next one in the same transaction.
class RetentionJob final : public LocalJob
{
public:
    static inline const QString Kind = QStringLiteral("retention.sweep");

    RetentionJob(RetentionSweeper sweeper, JobQueue &queue, const TenantDirectory &directory)
        : m_sweeper(sweeper), m_queue(queue), m_directory(directory)
    {
    }

    [[nodiscard]] QString kind() const override { return Kind; }
    [[nodiscard]] Result<Done> run(sql::Connection &db, const TenantContext &who, const Job &job) override;

    /// At 02:00 of the property, every night, every class.
    [[nodiscard]] static Schedule schedule(JobQueue &queue);
    /// The first slice of a class for the night `dueAt`.
    [[nodiscard]] static NewJob first(RetentionClass what, Instant dueAt);

private:
    [[nodiscard]] static NewJob slice(RetentionClass what, Instant dueAt, int number, const QString &cursor);

    RetentionSweeper m_sweeper;
    JobQueue &m_queue;
    const TenantDirectory &m_directory;
};

} // namespace deskbell::server
