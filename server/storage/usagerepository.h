// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/period.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QList>

namespace deskbell::server {

/// What the calls that began within a quarter of an hour cost, in one currency.
struct UsageSum {
    Instant quarter{};
    QString currency; ///< empty: of calls whose cost is not known
    qint64 calls = 0;
    qint64 talkSeconds = 0;
    qint64 costMinor = 0;         ///< by our price table
    qint64 providerCostMinor = 0; ///< as the providers report it
    qint64 knownMinor = 0;        ///< of each call ours where there is one, else the provider's
};

/// Runs on a database thread, inside the caller's transaction.
class UsageRepository final
{
public:
    UsageRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    /// By time; quarters without calls are left out. Quarters, because no day of any place begins within one.
    [[nodiscard]] Result<QList<UsageSum>> sums(const Period &period);
    /// The known cost of all calls of the period in one currency.
    [[nodiscard]] Result<qint64> knownMinor(const Period &period, const QString &currency);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
