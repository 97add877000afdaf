// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/period.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QHash>
#include <QList>
#include <QString>

namespace deskbell::server {

/// Calls or orders that began in one quarter of an hour. Every time zone in use is a multiple of 15 minutes from UTC, so
/// quarters can be put into any property's hours and days.
struct QuarterCount {
    Instant quarter{};
    qint64 count = 0;
};

struct CallSums {
    qint64 calls = 0;
    qint64 withDuration = 0;
    qint64 talkSeconds = 0;
    qint64 costMinor = 0;
    QString currency;
    QHash<QString, qint64> byOutcome;
    QHash<QString, qint64> byServiceType;
    QList<QuarterCount> byQuarter;
};

struct OrderSums {
    qint64 orders = 0;
    qint64 done = 0;
    QList<QuarterCount> byQuarter;
};

/// Runs on a reader's thread.
class AnalyticsRepository final
{
public:
    AnalyticsRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<CallSums> calls(const Period &period);
    [[nodiscard]] Result<OrderSums> orders(const Period &period);

private:
    [[nodiscard]] Result<QList<QuarterCount>> quarters(const QString &sql, const Period &period);

    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
