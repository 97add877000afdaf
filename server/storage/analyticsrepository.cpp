// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/analyticsrepository.h"

namespace deskbell::server {
namespace {

constexpr qint64 QuarterMs = 900'000;

const auto CallGroups = QStringLiteral(
    "SELECT outcome, service_type, COUNT(*), COUNT(duration_seconds), CAST(COALESCE(SUM(duration_seconds), 0) AS BIGINT), "
    "CAST(COALESCE(SUM(COALESCE(cost_minor, provider_cost_minor)), 0) AS BIGINT), MAX(COALESCE(cost_currency, provider_cost_currency)) FROM calls "
    "WHERE tenant_id = ? AND sort_at >= ? AND sort_at < ? GROUP BY outcome, service_type");
const auto CallQuarters = QStringLiteral(
    "SELECT sort_at / 900000, COUNT(*) FROM calls WHERE tenant_id = ? AND sort_at >= ? AND sort_at < ? GROUP BY 1 ORDER BY 1");
const auto OrderGroups = QStringLiteral(
    "SELECT status = 'done', COUNT(*) FROM orders WHERE tenant_id = ? AND created_at >= ? AND created_at < ? GROUP BY 1");
const auto OrderQuarters = QStringLiteral(
    "SELECT created_at / 900000, COUNT(*) FROM orders WHERE tenant_id = ? AND created_at >= ? AND created_at < ? GROUP BY 1 ORDER BY 1");

} // namespace

Result<QList<QuarterCount>> AnalyticsRepository::quarters(const QString &sql, const Period &period)
{
    auto query = m_db.query(sql);
    query.bind(m_tenant.value).bind(period.from).bind(period.to);
    QList<QuarterCount> counts;
    while (query.next()) {
        counts.append({fromMillis(query.number(0) * QuarterMs), query.number(1)});
    }
    if (query.error()) {
        return *query.error();
    }
    return counts;
}

Result<CallSums> AnalyticsRepository::calls(const Period &period)
{
    CallSums sums;
    {
        auto query = m_db.query(CallGroups);
        query.bind(m_tenant.value).bind(period.from).bind(period.to);
        while (query.next()) {
            const auto count = query.number(2);
            sums.byOutcome[query.text(0)] += count;
            sums.byServiceType[query.text(1)] += count;
            sums.calls += count;
            sums.withDuration += query.number(3);
            sums.talkSeconds += query.number(4);
            sums.costMinor += query.number(5);
            if (!query.isNull(6)) {
                sums.currency = query.text(6);
            }
        }
        if (query.error()) {
            return *query.error();
        }
    }
    auto counts = quarters(CallQuarters, period);
    if (!counts) {
        return counts.error();
    }
    sums.byQuarter = std::move(counts).value();
    return sums;
}

Result<OrderSums> AnalyticsRepository::orders(const Period &period)
{
    OrderSums sums;
    {
        auto query = m_db.query(OrderGroups);
        query.bind(m_tenant.value).bind(period.from).bind(period.to);
        while (query.next()) {
            sums.orders += query.number(1);
            sums.done += query.number(0) != 0 ? query.number(1) : 0;
        }
        if (query.error()) {
            return *query.error();
        }
    }
    auto counts = quarters(OrderQuarters, period);
    if (!counts) {
        return counts.error();
    }
    sums.byQuarter = std::move(counts).value();
    return sums;
}

} // namespace deskbell::server
