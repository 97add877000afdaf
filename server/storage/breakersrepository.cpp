// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/breakersrepository.h"

#include "core/wire/jobcodec.h"

namespace deskbell::server {
namespace {

const auto SelectAll = QStringLiteral(
    "SELECT tenant_id, provider, account, operation, state, reason, is_manual, since, open_until, open_for_ms, waiting, fires, "
    "succeeded, failed, timed_out, rejected, fallbacks, latency_ms, updated_at, version FROM breakers");
const auto CountWaiting = QStringLiteral(
    "SELECT COUNT(*) FROM (SELECT row_id FROM jobs WHERE tenant_id = ? AND kind = ? AND state IN ('available', 'scheduled') "
    "AND args LIKE ? LIMIT 10000) AS waiting");
const auto Upsert = QStringLiteral(
    "INSERT INTO breakers (tenant_id, provider, account, operation, state, reason, is_manual, since, open_until, open_for_ms, "
    "waiting, fires, succeeded, failed, timed_out, rejected, fallbacks, latency_ms, updated_at, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (tenant_id, provider, account, operation) DO UPDATE SET state = excluded.state, reason = excluded.reason, "
    "is_manual = excluded.is_manual, since = excluded.since, open_until = excluded.open_until, "
    "open_for_ms = excluded.open_for_ms, waiting = excluded.waiting, fires = excluded.fires, succeeded = excluded.succeeded, "
    "failed = excluded.failed, timed_out = excluded.timed_out, rejected = excluded.rejected, fallbacks = excluded.fallbacks, "
    "latency_ms = excluded.latency_ms, updated_at = excluded.updated_at, "
    // Writing down counts is no change that anybody numbers.
    "version = CASE WHEN excluded.version > breakers.version THEN excluded.version ELSE breakers.version END");

enum Column {
    Tenant, Provider, Account, Operation, State, Reason, IsManual, Since, OpenUntil, OpenFor, Waiting,
    Fires, Succeeded, Failed, TimedOut, Rejected, Fallbacks, Latency, UpdatedAt, Version
};

BreakerFacts readFacts(const sql::Query &row)
{
    BreakerFacts facts;
    facts.key = {TenantId{row.text(Tenant)}, row.text(Provider), row.text(Account), row.text(Operation)};
    facts.state = wire::breakerState(row.text(State)).value_or(BreakerState::Closed);
    facts.reason = callFailureFromWord(row.text(Reason));
    facts.isManual = row.number(IsManual) != 0;
    facts.since = row.instant(Since);
    facts.openUntil = row.optionalInstant(OpenUntil);
    facts.openFor = std::chrono::milliseconds(row.number(OpenFor));
    facts.waiting = row.number(Waiting);
    facts.counts = {row.number(Fires), row.number(Succeeded), row.number(Failed), row.number(TimedOut),
                    row.number(Rejected), row.number(Fallbacks), std::chrono::milliseconds(row.number(Latency))};
    facts.updatedAt = row.instant(UpdatedAt);
    facts.version = row.number(Version);
    return facts;
}

} // namespace

Result<QList<BreakerFacts>> BreakersRepository::all()
{
    auto query = m_db.query(SelectAll);
    QList<BreakerFacts> rows;
    while (query.next()) {
        rows.append(readFacts(query));
    }
    return query.error() ? Result<QList<BreakerFacts>>(*query.error()) : Result<QList<BreakerFacts>>(std::move(rows));
}

Result<qint64> BreakersRepository::countWaiting(const BreakerKey &key)
{
    auto query = m_db.query(CountWaiting);
    query.bind(key.tenant.value).bind(key.operation).bind(QLatin1Char('%') + key.provider + QLatin1Char('%'));
    const qint64 waiting = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(waiting);
}

Result<Done> BreakersRepository::put(const BreakerFacts &facts)
{
    const auto &[fires, succeeded, failed, timedOut, rejected, fallbacks, latency] = facts.counts;
    auto query = m_db.query(Upsert);
    query.bind(facts.key.tenant.value).bind(facts.key.provider).bind(facts.key.account).bind(facts.key.operation);
    query.bind(wire::word(facts.state)).bind(facts.reason ? word(*facts.reason) : QString()).bind(facts.isManual ? 1 : 0).bind(facts.since);
    query.bind(facts.openUntil).bind(qint64(facts.openFor.count())).bind(facts.waiting).bind(fires).bind(succeeded).bind(failed);
    query.bind(timedOut).bind(rejected).bind(fallbacks).bind(qint64(latency.count())).bind(facts.updatedAt).bind(facts.version);
    auto stored = query.run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

} // namespace deskbell::server
