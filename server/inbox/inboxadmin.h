// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/inbox/inboxreplay.h"

#include <QCoroTask>
#include <QJsonObject>

namespace deskbell::server {

/// `deskbelld inbox list` and `inbox replay`. Arguments are those of the command line by name. Main thread.
class InboxAdmin final
{
public:
    InboxAdmin(Database &database, const TenantDirectory &directory, InboxIntake &intake, const Clock &clock)
        : m_database(database), m_directory(directory), m_replay(database, intake, clock)
    {
    }
    Q_DISABLE_COPY_MOVE(InboxAdmin)

    /// {"items": […], "next": id or null}. NotFound for an unknown property or source, Validation for a wrong state or time.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> list(QJsonObject arguments);
    /// What InboxReplay reports.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> replay(QJsonObject arguments);

private:
    /// The arguments that list and replay share.
    [[nodiscard]] Result<InboxReplay::Request> read(const QJsonObject &arguments) const;

    Database &m_database;
    const TenantDirectory &m_directory;
    InboxReplay m_replay;
};

} // namespace deskbell::server
