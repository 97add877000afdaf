// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/retentionrepository.h"

namespace deskbell::server {
namespace {

const auto SelectEndedCalls = QStringLiteral(
    "SELECT id, sort_at FROM calls c WHERE tenant_id = ? AND (sort_at, id) > (?, ?) AND sort_at < ? AND state IN ('ended', 'incomplete', 'lost', 'failed') "
    "AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.tenant_id = c.tenant_id AND h.guest_id = c.guest_id) "
    "ORDER BY sort_at, id LIMIT ?");
const auto DeleteLines = QStringLiteral(
    "DELETE FROM transcript_lines WHERE row_id IN "
    "(SELECT row_id FROM transcript_lines WHERE tenant_id = ? AND call_id = ? AND at < ? LIMIT ?)");
const auto SelectLine = QStringLiteral("SELECT row_id FROM transcript_lines WHERE tenant_id = ? AND call_id = ? LIMIT 1");
const auto DeleteCall = QStringLiteral("DELETE FROM calls WHERE tenant_id = ? AND id = ?");
const auto DeleteAlerts = QStringLiteral("DELETE FROM alerts WHERE tenant_id = ? AND call_id = ?");
const auto DetachOrder = QStringLiteral("UPDATE orders SET call_id = NULL, tool_call_id = NULL, version = ? WHERE tenant_id = ? AND id = ?");

const auto SelectInbox = QStringLiteral(
    "SELECT i.id, CASE WHEN i.state <> 'pending' AND (LENGTH(i.body) > 0 OR i.answer IS NOT NULL) AND NOT EXISTS "
    "(SELECT 1 FROM calls c JOIN legal_holds h ON h.tenant_id = c.tenant_id AND h.guest_id = c.guest_id "
    "WHERE c.tenant_id = s.tenant_id AND c.provider = s.provider AND c.provider_call_id = i.object_key) THEN 1 ELSE 0 END "
    "FROM inbox i JOIN hook_sources s ON s.id = i.source_id "
    "WHERE s.tenant_id = ? AND i.id > ? AND i.received_at < ? ORDER BY i.id LIMIT ?");
const auto EmptyInboxBody = QStringLiteral("UPDATE inbox SET body = ?, headers = '{}', answer = NULL WHERE id = ?");
const auto DeleteInboxRows = QStringLiteral(
    "DELETE FROM inbox WHERE id IN (SELECT i.id FROM inbox i JOIN hook_sources s ON s.id = i.source_id "
    "WHERE s.tenant_id = ? AND i.received_at < ? AND i.state <> 'pending' AND LENGTH(i.body) = 0 ORDER BY i.id LIMIT ?)");

const auto SelectChangeTimes = QStringLiteral("SELECT seq, at FROM changes WHERE tenant_id = ? AND seq > ? ORDER BY seq LIMIT ?");
const auto DeleteChanges = QStringLiteral("DELETE FROM changes WHERE tenant_id = ? AND seq <= ?");
const auto UpsertFloor = QStringLiteral(
    "INSERT INTO changes_floors (tenant_id, seq, pruned_at) VALUES (?, ?, ?) "
    "ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, pruned_at = excluded.pruned_at");

const auto DeleteCommandResults = QStringLiteral(
    "DELETE FROM command_results WHERE id IN (SELECT id FROM command_results WHERE tenant_id = ? "
    "AND (created_at < ? OR (created_at < ? AND device_id = 'rest')) ORDER BY created_at LIMIT ?)");

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

} // namespace

Result<QList<RetentionRepository::OldCall>> RetentionRepository::endedCalls(const OldCall &after, Instant before, int limit)
{
    auto query = m_db.query(SelectEndedCalls);
    query.bind(m_tenant.value).bind(after.sortAt).bind(after.id.value).bind(before).bind(limit);
    QList<OldCall> calls;
    while (query.next()) {
        calls.append({CallId{query.text(0)}, query.instant(1)});
    }
    return query.error() ? Result<QList<OldCall>>(*query.error()) : Result<QList<OldCall>>(std::move(calls));
}

Result<qint64> RetentionRepository::removeLines(const CallId &call, Instant before, int limit)
{
    return m_db.query(DeleteLines).bind(m_tenant.value).bind(call.value).bind(before).bind(limit).run();
}

Result<bool> RetentionRepository::hasLines(const CallId &call)
{
    auto query = m_db.query(SelectLine);
    query.bind(m_tenant.value).bind(call.value);
    const bool isFound = query.next();
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(isFound);
}

Result<Done> RetentionRepository::removeCall(const CallId &call)
{
    if (auto removed = done(m_db.query(DeleteAlerts).bind(m_tenant.value).bind(call.value).run()); !removed) {
        return removed;
    }
    return done(m_db.query(DeleteCall).bind(m_tenant.value).bind(call.value).run());
}

Result<Done> RetentionRepository::detachOrder(const OrderId &order, qint64 version)
{
    return done(m_db.query(DetachOrder).bind(version).bind(m_tenant.value).bind(order.value).run());
}

Result<RetentionRepository::Walk> RetentionRepository::dropInboxBodies(qint64 afterId, Instant before, int limit)
{
    Walk walk{afterId, 0, 0};
    QList<qint64> due;
    {
        auto query = m_db.query(SelectInbox);
        query.bind(m_tenant.value).bind(afterId).bind(before).bind(limit);
        while (query.next()) {
            walk.lastId = query.number(0);
            ++walk.seen;
            if (query.number(1) != 0) {
                due.append(walk.lastId);
            }
        }
        if (query.error()) {
            return *query.error();
        }
    }
    for (const auto id : std::as_const(due)) {
        const auto emptied = m_db.query(EmptyInboxBody).bind(QByteArray("")).bind(id).run();
        if (!emptied) {
            return emptied.error();
        }
        walk.changed += emptied.value();
    }
    return walk;
}

Result<qint64> RetentionRepository::removeInboxRows(Instant before, int limit)
{
    return m_db.query(DeleteInboxRows).bind(m_tenant.value).bind(before).bind(limit).run();
}

Result<qint64> RetentionRepository::prunableUpTo(qint64 floor, Instant before, int limit)
{
    auto query = m_db.query(SelectChangeTimes);
    query.bind(m_tenant.value).bind(floor).bind(limit);
    auto last = floor;
    while (query.next() && query.instant(1) < before) {
        last = query.number(0);
    }
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(last);
}

Result<qint64> RetentionRepository::pruneChanges(qint64 seq, Instant now)
{
    const auto removed = m_db.query(DeleteChanges).bind(m_tenant.value).bind(seq).run();
    if (!removed) {
        return removed;
    }
    const auto noted = m_db.query(UpsertFloor).bind(m_tenant.value).bind(seq).bind(now).run();
    return noted ? removed : noted;
}

Result<qint64> RetentionRepository::removeCommandResults(Instant before, Instant writesBefore, int limit)
{
    return m_db.query(DeleteCommandResults).bind(m_tenant.value).bind(before).bind(writesBefore).bind(limit).run();
}

} // namespace deskbell::server
