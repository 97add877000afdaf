// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/changelog.h"

#include "core/wire/changecodec.h"
#include "core/wire/json.h"

#include <algorithm>
#include <optional>

namespace deskbell::server {
namespace {

/// The changes themselves have the last word, should the counter ever have fallen behind.
const auto SelectSeq = QStringLiteral(
    "SELECT COALESCE(MAX(seq), 0) FROM (SELECT seq FROM tenant_seq WHERE tenant_id = ? "
    "UNION ALL SELECT MAX(seq) FROM changes WHERE tenant_id = ?) AS known");
const auto SelectCounter = QStringLiteral("SELECT seq FROM tenant_seq WHERE tenant_id = ?");
const auto InsertCounter = QStringLiteral("INSERT INTO tenant_seq (tenant_id, seq) VALUES (?, 0) ON CONFLICT (tenant_id) DO NOTHING");
/// What belongs to no tenant is written one after the other as well; the number only has to be ours.
const auto LockService = QStringLiteral("SELECT pg_advisory_xact_lock(7301115)");
const auto UpsertSeq = QStringLiteral(
    "INSERT INTO tenant_seq (tenant_id, seq) VALUES (?, ?) ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq");
const auto InsertChange = QStringLiteral(
    "INSERT INTO changes (tenant_id, seq, entity, entity_id, op, event, actor, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

} // namespace

Result<Done> ChangeLog::enter(sql::Connection &db, const TenantId &tenant)
{
    if (!db.dialect().isPostgreSql() || std::find(m_entered.begin(), m_entered.end(), tenant) != m_entered.end()) {
        return Done{};
    }
    auto locked = tenant.isEmpty() ? lockService(db) : lockCounter(db, tenant);
    if (locked) {
        m_entered.push_back(tenant);
    }
    return locked;
}

Result<Done> ChangeLog::lockService(sql::Connection &db)
{
    auto query = db.query(LockService, sql::RowScope::unguarded());
    (void)query.next();
    return query.error() ? Result<Done>(*query.error()) : Result<Done>(Done{});
}

Result<Done> ChangeLog::lockCounter(sql::Connection &db, const TenantId &tenant)
{
    // Only the first lock of a transaction may wait. Two services that take the same two in another order would stop each
    // other; and who holds one while waiting for the next makes others wait for both.
    const auto sql = SelectCounter + (m_entered.empty() ? db.dialect().forUpdate() : db.dialect().forUpdateNoWait());
    std::optional<qint64> stored;
    for (int attempt = 0; attempt < 2 && !stored; ++attempt) {
        auto query = db.query(sql, sql::RowScope::of(tenant.value));
        query.bind(tenant.value);
        if (query.next()) {
            stored = query.number(0);
        } else if (query.error()) {
            return *query.error();
        } else if (auto inserted = db.query(InsertCounter, sql::RowScope::of(tenant.value)).bind(tenant.value).run(); !inserted) {
            return inserted.error();
        }
    }
    if (!stored) {
        return Error{ErrorKind::Storage, QStringLiteral("a property has no counter"), 0, {}, {}};
    }
    const auto known = m_committed.constFind(tenant);
    if (known == m_committed.constEnd() || *known != *stored) {
        ++m_generation;
        m_committed.insert(tenant, *stored);
    }
    m_heads.insert(tenant, *stored);
    return Done{};
}

Result<qint64> ChangeLog::nextSeq(sql::Connection &db, const TenantId &tenant)
{
    // On PostgreSQL a head is only true while the counter is locked.
    if (auto entered = enter(db, tenant); !entered) {
        return entered.error();
    }
    const auto known = m_heads.constFind(tenant);
    if (known != m_heads.constEnd()) {
        return *known + 1;
    }
    auto query = db.query(SelectSeq, sql::RowScope::of(tenant.value));
    query.bind(tenant.value).bind(tenant.value);
    const qint64 head = query.next() ? query.number(0) : 0;
    if (query.error()) {
        return *query.error();
    }
    m_heads.insert(tenant, head);
    m_committed.insert(tenant, head);
    return head + 1;
}

Result<Done> ChangeLog::record(sql::Connection &db, const TenantContext &who, Change change)
{
    const auto seq = nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    change.seq = seq.value();
    change.actor = who.actor;
    auto body = change.body.isEmpty() ? QByteArray() : wire::toBytes(change.body);
    auto inserted = db.query(InsertChange, sql::RowScope::of(who.tenant.value))
                        .bind(who.tenant.value)
                        .bind(change.seq)
                        .bind(change.entity)
                        .bind(change.entityId)
                        .bind(change.op)
                        .bind(change.event)
                        .bind(change.actor)
                        .bind(change.at)
                        .bind(body)
                        .run();
    if (!inserted) {
        return inserted.error();
    }
    m_heads[who.tenant] = change.seq;
    m_pending.push_back({who.tenant, std::move(change), std::move(body)});
    return Done{};
}

void ChangeLog::unitStarted()
{
    m_unitBegin = m_pending.size();
    m_unitEntered = m_entered.size();
}

void ChangeLog::unitRolledBack()
{
    // Rolling back to the savepoint gives the unit's locks back.
    m_entered.resize(std::min(m_unitEntered, m_entered.size()));
    undoTo(m_unitBegin);
}

void ChangeLog::undoTo(size_t mark)
{
    ++m_generation;
    ++m_undone;
    while (m_pending.size() > mark) {
        m_heads[m_pending.back().tenant] = m_pending.back().change.seq - 1;
        m_pending.pop_back();
    }
}

Result<Done> ChangeLog::beforeCommit(sql::Connection &db)
{
    for (auto head = m_heads.constBegin(); head != m_heads.constEnd(); ++head) {
        if (head.value() == m_committed.value(head.key())) {
            continue;
        }
        if (auto stored = db.query(UpsertSeq, sql::RowScope::of(head.key().value)).bind(head.key().value).bind(head.value()).run(); !stored) {
            return stored.error();
        }
    }
    return Done{};
}

void ChangeLog::committed()
{
    QHash<TenantId, Committed> batches;
    for (const auto &pending : m_pending) {
        m_committed[pending.tenant] = pending.change.seq;
        auto &batch = batches[pending.tenant];
        if (batch.from == 0) {
            batch.tenant = pending.tenant;
            batch.from = pending.change.seq;
        }
        batch.to = pending.change.seq;
        if (m_hasListeners && m_hasListeners(pending.tenant)) {
            batch.changesArrayJson += batch.changesArrayJson.isEmpty() ? '[' : ',';
            batch.changesArrayJson += encodeChange(pending.change, pending.body);
        }
    }
    m_pending.clear();
    m_unitBegin = 0;
    m_entered.clear();
    m_unitEntered = 0;
    if (m_listener) {
        for (auto &batch : batches) {
            if (!batch.changesArrayJson.isEmpty()) {
                batch.changesArrayJson += ']';
            }
            m_listener(batch);
        }
    }
}

void ChangeLog::aborted()
{
    ++m_generation;
    ++m_undone;
    m_pending.clear();
    m_unitBegin = 0;
    m_entered.clear();
    m_unitEntered = 0;
    m_heads = m_committed;
}

QByteArray encodeChange(const Change &change, const QByteArray &body)
{
    auto envelope = change;
    envelope.body = {};
    auto encoded = wire::toBytes(wire::toJson(envelope));
    if (!body.isEmpty()) {
        encoded.chop(1);
        encoded += ",\"body\":" + body + '}';
    }
    return encoded;
}

} // namespace deskbell::server
