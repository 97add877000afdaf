// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QJsonObject>

namespace deskbell::server {

/// What a property's calls cost. Main thread.
class UsageService final
{
public:
    UsageService(Database &database, const TenantDirectory &directory, const Clock &clock) : m_database(database), m_directory(directory), m_clock(clock) {}

    /// usageJson() of the period as in periodFrom() (by default the month that goes on), with "time_zone" and
    /// "month": {"month", "currency", "known_minor", "limit_minor"} of the present one.
    QCoro::Task<Result<QJsonObject>> usage(TenantContext who, QString from, QString to);

private:
    Database &m_database;
    const TenantDirectory &m_directory;
    const Clock &m_clock;
};

} // namespace deskbell::server
