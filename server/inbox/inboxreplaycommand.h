// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"
#include "server/commands/commandhandler.h"
#include "server/inbox/inboxintake.h"

namespace deskbell::server {

/// "inbox.replay": puts messages back to be applied, oldest first, up to MaxAtOnce. Args: "ids" [number, …], or a range
/// {"source", "from", "to", "state": "dead"|"ignored"}; with "dry_run" it only counts. Gives back {"selected", "queued", "more"}. What was
/// applied before is replayed by `deskbelld inbox replay` alone, which also tells what it would change.
class InboxReplayCommand final : public CommandHandler
{
public:
    static constexpr int MaxAtOnce = 500;

    /// Everything given outlives it.
    InboxReplayCommand(InboxIntake &intake, const TenantDirectory &directory, const Clock &clock)
        : m_intake(intake), m_directory(directory), m_clock(clock)
    {
    }

    [[nodiscard]] QString name() const override { return QStringLiteral("inbox.replay"); }
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, const Command &command) override;

private:
    [[nodiscard]] Result<QList<InboxRow>> select(sql::Connection &db, const TenantContext &who, const QJsonObject &args) const;

    InboxIntake &m_intake;
    const TenantDirectory &m_directory;
    const Clock &m_clock;
};

} // namespace deskbell::server
