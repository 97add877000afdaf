// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/overview.h"
#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/database.h"

#include <QCoroTask>

namespace deskbell::server {

/// Figures of a property. Main thread.
class AnalyticsService final
{
public:
    AnalyticsService(Database &database, const TenantDirectory &directory, const Clock &clock)
        : m_database(database), m_directory(directory), m_clock(clock)
    {
    }

    /// `from` and `to` as in periodFrom(); with `compare` the period before is counted too.
    QCoro::Task<Result<Overview>> overview(TenantContext who, QString from, QString to, bool compare);

private:
    Database &m_database;
    const TenantDirectory &m_directory;
    const Clock &m_clock;
};

} // namespace deskbell::server
