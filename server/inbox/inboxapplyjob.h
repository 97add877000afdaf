// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inbox/inboxintake.h"
#include "server/jobs/localjob.h"

namespace deskbell::server {

/// "inbox.apply": tries a message again that could not be applied when it came, or waited behind one that could not. The jobs
/// of an object are a group, so that its messages are applied in order (RELIABILITY rule 67).
class InboxApplyJob final : public LocalJob
{
public:
    explicit InboxApplyJob(InboxIntake &intake) : m_intake(intake) {}

    [[nodiscard]] QString kind() const override;
    /// After InboxIntake::MaxAttempts tries the message is dead and the job done, so that the ones behind it go on.
    [[nodiscard]] Result<Done> run(sql::Connection &db, const TenantContext &who, const Job &job) override;

private:
    InboxIntake &m_intake;
};

/// The job that applies this pending row.
[[nodiscard]] NewJob inboxApplyJob(const InboxRow &row);

} // namespace deskbell::server
