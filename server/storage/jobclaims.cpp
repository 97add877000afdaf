// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/jobclaims.h"

#include "server/storage/jobsrepository.h"

#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

const auto Select = QStringLiteral("SELECT ");
const auto Claimable = QStringLiteral(" FROM jobs WHERE state = 'available' AND is_blocked = 0 AND queue = ?");
const auto AndUrgent = QStringLiteral(" AND priority <= 1");
const auto AndUnsuspected = QStringLiteral(" AND crash_count = 0");
const auto NextTenant = QStringLiteral(" AND tenant_id > ? ORDER BY tenant_id LIMIT 1");
const auto FirstTenant = QStringLiteral(" AND tenant_id >= ? ORDER BY tenant_id LIMIT 1");
const auto TenantColumn = QStringLiteral("SELECT tenant_id");

const auto NextQueue = QStringLiteral("SELECT queue FROM jobs WHERE state = 'available' AND is_blocked = 0 AND queue > ? ORDER BY queue LIMIT 1");
const auto PromoteDue = QStringLiteral(
    "WITH due AS MATERIALIZED (SELECT row_id FROM jobs WHERE state = 'scheduled' AND run_at <= ? ORDER BY run_at LIMIT ?%1) "
    "UPDATE jobs SET state = 'available' WHERE row_id IN (SELECT row_id FROM due)");
const auto Overdue = QString(Select + QStringLiteral("%1 FROM jobs WHERE state IN ('available', 'scheduled') AND expires_at IS NOT NULL "
                                                     "AND expires_at <= ? ORDER BY expires_at LIMIT ?%2"));
const auto Claim = QStringLiteral(
    "WITH next AS MATERIALIZED (SELECT row_id%1 AND tenant_id = ? ORDER BY rank, row_id LIMIT ?%2) "
    "UPDATE jobs SET state = 'running', owner = ?, lease_until = ?, fence = fence + 1, attempt = attempt + 1, updated_at = ? "
    "WHERE row_id IN (SELECT row_id FROM next) RETURNING %3");
const auto ClaimLookups = QStringLiteral(
    "WITH next AS MATERIALIZED (SELECT row_id FROM jobs WHERE state = 'unknown' AND run_at <= ? AND owner IS NULL "
    "ORDER BY run_at LIMIT ?%1) "
    "UPDATE jobs SET owner = ?, lease_until = ?, fence = fence + 1, updated_at = ? "
    "WHERE row_id IN (SELECT row_id FROM next) RETURNING %2");
const auto OwnedByOthers = QString(Select + QStringLiteral("%1 FROM jobs WHERE owner IS NOT NULL AND owner <> ? LIMIT ?%2"));
const auto Lapsed = QString(Select + QStringLiteral("%1 FROM jobs WHERE owner IS NOT NULL AND lease_until < ? LIMIT ?%2"));
const auto Extend = QStringLiteral("UPDATE jobs SET lease_until = ? WHERE row_id = ? AND fence = ? AND owner IS NOT NULL");
const auto SelectUnclean = QStringLiteral("SELECT value FROM meta WHERE key = 'jobs_unclean_start'");
const auto StoreUnclean = QStringLiteral(
    "INSERT INTO meta (key, value) VALUES ('jobs_unclean_start', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
const std::array NextDue{QStringLiteral("SELECT MIN(run_at) FROM jobs WHERE state = 'scheduled'"),
                         QStringLiteral("SELECT MIN(run_at) FROM jobs WHERE state = 'unknown' AND owner IS NULL"),
                         QStringLiteral("SELECT MIN(expires_at) FROM jobs WHERE state IN ('available', 'scheduled') AND expires_at IS NOT NULL")};

} // namespace

QString JobClaims::skipLocked() const { return m_db.dialect().forUpdateSkipLocked(); }

Result<qint64> JobClaims::promoteDue(Instant now, int limit)
{
    return m_db.query(PromoteDue.arg(skipLocked())).bind(now).bind(limit).run();
}

Result<QList<Job>> JobClaims::overdue(Instant now, int limit)
{
    auto query = m_db.query(Overdue.arg(detail::jobColumns(), skipLocked()));
    query.bind(now).bind(limit);
    return read(query);
}

Result<QStringList> JobClaims::queuesWaiting()
{
    QStringList queues;
    QString last;
    for (;;) {
        auto query = m_db.query(NextQueue);
        query.bind(last);
        if (!query.next()) {
            return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(queues);
        }
        last = query.text(0);
        queues.append(last);
    }
}

Result<QList<TenantId>> JobClaims::tenantsInTurn(const QString &queue, const TenantId &after, bool isUrgentOnly, int limit)
{
    const auto rows = QString(TenantColumn + Claimable + (isUrgentOnly ? AndUrgent : QString()));
    QList<TenantId> tenants;
    // One seek for each property: a long queue of one does not cost the others.
    if (auto found = appendTenants(tenants, rows + NextTenant, queue, after.value, limit); !found) {
        return found.error();
    }
    if (tenants.size() >= limit) {
        return tenants;
    }
    auto first = m_db.query(rows + FirstTenant);
    first.bind(queue).bind(QString());
    if (first.next() && first.text(0) <= after.value && !tenants.contains(TenantId{first.text(0)})) {
        const auto begin = first.text(0);
        tenants.append(TenantId{begin});
        if (auto found = appendTenants(tenants, rows + NextTenant, queue, begin, limit); !found) {
            return found.error();
        }
    }
    if (first.error()) {
        return *first.error();
    }
    return tenants;
}

Result<bool> JobClaims::appendTenants(QList<TenantId> &tenants, const QString &sql, const QString &queue, QString after, int limit)
{
    while (tenants.size() < limit) {
        auto query = m_db.query(sql);
        query.bind(queue).bind(after);
        if (!query.next() || tenants.contains(TenantId{query.text(0)})) {
            if (query.error()) {
                return *query.error();
            }
            return true;
        }
        after = query.text(0);
        tenants.append(TenantId{after});
    }
    return true;
}

Result<QList<Job>> JobClaims::claim(const Wish &wish, const Lease &lease)
{
    const auto source = QString(Claimable + (wish.isUrgentOnly ? AndUrgent : QString()) + (wish.isWithoutSuspects ? AndUnsuspected : QString()));
    auto query = m_db.query(Claim.arg(source, skipLocked(), detail::jobColumns()));
    query.bind(wish.queue).bind(wish.tenant.value).bind(wish.limit).bind(lease.owner).bind(lease.until).bind(lease.now);
    auto jobs = read(query);
    if (jobs) {
        // RETURNING promises no order.
        std::sort(jobs.value().begin(), jobs.value().end(), [](const Job &a, const Job &b) { return a.rowId < b.rowId; });
    }
    return jobs;
}

Result<QList<Job>> JobClaims::claimLookups(const Lease &lease, int limit)
{
    auto query = m_db.query(ClaimLookups.arg(skipLocked(), detail::jobColumns()));
    query.bind(lease.now).bind(limit).bind(lease.owner).bind(lease.until).bind(lease.now);
    return read(query);
}

Result<QList<Job>> JobClaims::ownedByOthers(const QString &owner, int limit)
{
    auto query = m_db.query(OwnedByOthers.arg(detail::jobColumns(), skipLocked()));
    query.bind(owner).bind(limit);
    return read(query);
}

Result<QList<Job>> JobClaims::lapsed(Instant now, int limit)
{
    auto query = m_db.query(Lapsed.arg(detail::jobColumns(), skipLocked()));
    query.bind(now).bind(limit);
    return read(query);
}

Result<bool> JobClaims::extend(qint64 rowId, qint64 fence, Instant until)
{
    const auto extended = m_db.query(Extend).bind(until).bind(rowId).bind(fence).run();
    return extended ? Result<bool>(extended.value() > 0) : Result<bool>(extended.error());
}

Result<Instant> JobClaims::databaseTime()
{
    auto query = m_db.query(Select + m_db.dialect().nowMillis());
    if (query.next()) {
        return query.instant(0);
    }
    return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("the database has no clock"), 0, {}, {}});
}

Result<std::optional<Instant>> JobClaims::noteUncleanStart(Instant now)
{
    std::optional<Instant> before;
    auto query = m_db.query(SelectUnclean);
    if (query.next()) {
        before = fromMillis(query.text(0).toLongLong());
    }
    if (query.error()) {
        return *query.error();
    }
    const auto stored = m_db.query(StoreUnclean).bind(QString::number(toMillis(now))).run();
    return stored ? Result<std::optional<Instant>>(before) : Result<std::optional<Instant>>(stored.error());
}

Result<std::optional<Instant>> JobClaims::nextDue()
{
    std::optional<Instant> next;
    for (const auto &sql : NextDue) {
        auto query = m_db.query(sql);
        if (query.next() && !query.isNull(0)) {
            next = next ? std::min(*next, query.instant(0)) : query.instant(0);
        }
        if (query.error()) {
            return *query.error();
        }
    }
    return next;
}

Result<QList<Job>> JobClaims::read(sql::Query &query)
{
    QList<Job> jobs;
    while (query.next()) {
        jobs.append(detail::readJob(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return jobs;
}

} // namespace deskbell::server
