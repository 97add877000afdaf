// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/cronrepository.h"

#include <optional>

namespace deskbell::server {
namespace {

const auto SelectSince = QStringLiteral("SELECT since FROM cron_schedules WHERE schedule = ? AND tenant_id = ?");
const auto UpsertSince = QStringLiteral("INSERT INTO cron_schedules (schedule, tenant_id, since) VALUES (?, ?, ?) "
                                        "ON CONFLICT (schedule, tenant_id) DO UPDATE SET since = excluded.since");
const auto InsertRun = QStringLiteral("INSERT INTO cron_runs (schedule, tenant_id, due_at, ran_at) VALUES (?, ?, ?, ?) "
                                      "ON CONFLICT (schedule, tenant_id, due_at) DO NOTHING");
const auto DeleteOlder = QStringLiteral(
    "DELETE FROM cron_runs WHERE tenant_id = ? AND (schedule, due_at) IN "
    "(SELECT schedule, due_at FROM cron_runs WHERE tenant_id = ? AND due_at < ? LIMIT ?)");

} // namespace

Result<Instant> CronRepository::knownSince(const QString &schedule, Instant now)
{
    auto query = m_db.query(SelectSince);
    query.bind(schedule).bind(m_tenant.value);
    std::optional<Instant> since;
    if (query.next()) {
        since = query.instant(0);
    }
    if (query.error()) {
        return *query.error();
    }
    if (since && *since <= now) {
        return *since;
    }
    auto stored = m_db.query(UpsertSince).bind(schedule).bind(m_tenant.value).bind(now).run();
    return stored ? Result<Instant>(now) : Result<Instant>(stored.error());
}

Result<bool> CronRepository::begin(const QString &schedule, Instant dueAt, Instant now)
{
    const auto inserted = m_db.query(InsertRun).bind(schedule).bind(m_tenant.value).bind(dueAt).bind(now).run();
    return inserted ? Result<bool>(inserted.value() == 1) : Result<bool>(inserted.error());
}

Result<qint64> CronRepository::removeOlder(Instant before, int limit)
{
    return m_db.query(DeleteOlder).bind(m_tenant.value).bind(m_tenant.value).bind(before).bind(limit).run();
}

} // namespace deskbell::server
