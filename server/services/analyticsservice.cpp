// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/analyticsservice.h"

#include "server/services/overviewfigures.h"

#include <QCoroFuture>

namespace deskbell::server {
namespace {

Result<OverviewFigures> figures(sql::Connection &db, const TenantContext &who, const Period &period, const QTimeZone &zone, const QString &currency)
{
    AnalyticsRepository repository(db, who);
    const auto calls = repository.calls(period);
    if (!calls) {
        return calls.error();
    }
    const auto orders = repository.orders(period);
    if (!orders) {
        return orders.error();
    }
    return figuresFrom(calls.value(), orders.value(), period, zone, currency);
}

} // namespace

QCoro::Task<Result<Overview>> AnalyticsService::overview(TenantContext who, QString from, QString to, bool compare)
{
    const auto tenant = m_directory.tenant(who.tenant);
    if (!tenant) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no such property"), 0, {}, {}};
    }
    const QTimeZone zone(tenant->timeZone.toUtf8());
    const auto period = periodFrom(from, to, zone, m_clock.now());
    if (!period) {
        co_return period.error();
    }
    auto read = m_database.read([who, zone, period = period.value(), tenant, compare](sql::Connection &db) -> Result<Overview> {
        const auto current = figures(db, who, period, zone, tenant->currency);
        if (!current) {
            return current.error();
        }
        Overview overview{tenant->timeZone, current.value(), std::nullopt};
        if (compare) {
            const auto previous = figures(db, who, previousOf(period, zone), zone, tenant->currency);
            if (!previous) {
                return previous.error();
            }
            overview.previous = previous.value();
        }
        return overview;
    });
    auto overview = co_await read;
    co_return overview;
}

} // namespace deskbell::server
