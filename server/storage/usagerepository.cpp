// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/usagerepository.h"

namespace deskbell::server {
namespace {

constexpr qint64 QuarterMs = 900'000;

/// A call has one currency of ours or of the provider's; where both are told in different ones, ours names the group and the
/// provider's is in the sum of its own.
const auto Sums = QStringLiteral(
    "SELECT quarter, currency, CAST(SUM(calls) AS BIGINT), CAST(SUM(talk) AS BIGINT), CAST(SUM(ours) AS BIGINT), CAST(SUM(theirs) AS BIGINT), "
    "CAST(SUM(known) AS BIGINT) FROM ("
    "SELECT sort_at / 900000 AS quarter, COALESCE(cost_currency, provider_cost_currency, '') AS currency, COUNT(*) AS calls, "
    "SUM(COALESCE(duration_seconds, 0)) AS talk, SUM(COALESCE(cost_minor, 0)) AS ours, "
    "SUM(CASE WHEN cost_currency IS NULL OR cost_currency = provider_cost_currency THEN COALESCE(provider_cost_minor, 0) ELSE 0 END) AS theirs, "
    "SUM(COALESCE(cost_minor, provider_cost_minor, 0)) AS known "
    "FROM calls WHERE tenant_id = ? AND sort_at >= ? AND sort_at < ? GROUP BY 1, 2 "
    "UNION ALL SELECT sort_at / 900000, provider_cost_currency, 0, 0, 0, SUM(provider_cost_minor), 0 "
    "FROM calls WHERE tenant_id = ? AND sort_at >= ? AND sort_at < ? AND cost_currency IS NOT NULL AND provider_cost_currency <> cost_currency "
    "GROUP BY 1, 2) told GROUP BY quarter, currency ORDER BY quarter, currency");
const auto Known = QStringLiteral(
    "SELECT CAST(COALESCE(SUM(COALESCE(cost_minor, provider_cost_minor)), 0) AS BIGINT) FROM calls "
    "WHERE tenant_id = ? AND sort_at >= ? AND sort_at < ? AND COALESCE(cost_currency, provider_cost_currency) = ?");

} // namespace

Result<QList<UsageSum>> UsageRepository::sums(const Period &period)
{
    auto query = m_db.query(Sums);
    for (int part = 0; part < 2; ++part) {
        query.bind(m_tenant.value).bind(period.from).bind(period.to);
    }
    QList<UsageSum> sums;
    while (query.next()) {
        sums.append({fromMillis(query.number(0) * QuarterMs), query.text(1), query.number(2), query.number(3), query.number(4), query.number(5),
                     query.number(6)});
    }
    return query.error() ? Result<QList<UsageSum>>(*query.error()) : Result<QList<UsageSum>>(std::move(sums));
}

Result<qint64> UsageRepository::knownMinor(const Period &period, const QString &currency)
{
    auto query = m_db.query(Known);
    query.bind(m_tenant.value).bind(period.from).bind(period.to).bind(currency);
    const qint64 minor = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(minor);
}

} // namespace deskbell::server
