// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandhandler.h"
#include "server/jobs/jobdesk.h"

namespace deskbell::server {

/// "job.retry", "job.mark_sent" and "job.discard": args {"id"} or {"ids":[…]}; gives back the job, or which were changed and
/// which not (RELIABILITY rule 55).
class JobDecisionCommand final : public CommandHandler
{
public:
    /// `desk` outlives it.
    JobDecisionCommand(JobDesk &desk, JobDesk::Decision decision) : m_desk(desk), m_decision(decision) {}

    [[nodiscard]] QString name() const override
    {
        switch (m_decision) {
        case JobDesk::Decision::Retry: return QStringLiteral("job.retry");
        case JobDesk::Decision::MarkSent: return QStringLiteral("job.mark_sent");
        case JobDesk::Decision::Discard: return QStringLiteral("job.discard");
        }
        return {};
    }
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, const Command &command) override
    {
        return m_desk.run(db, who, m_decision, command.args);
    }

private:
    JobDesk &m_desk;
    JobDesk::Decision m_decision;
};

} // namespace deskbell::server
