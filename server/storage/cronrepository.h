// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QString>

namespace deskbell::server {

/// Which times of which schedules have run. Writer's thread, inside the caller's transaction.
class CronRepository final
{
public:
    CronRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    /// Since when this property has the schedule: from now on, when it is new; never later than `now`, so that a schedule met
    /// under a clock that was ahead does not wait for that time.
    [[nodiscard]] Result<Instant> knownSince(const QString &schedule, Instant now);
    /// False when it has run before: then nothing may be done.
    [[nodiscard]] Result<bool> begin(const QString &schedule, Instant dueAt, Instant now);
    /// At most `limit` go.
    [[nodiscard]] Result<qint64> removeOlder(Instant before, int limit);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
