// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/changelog.h"

#include "core/wire/changecodec.h"
#include "core/wire/json.h"

namespace deskbell::server {
namespace {

/// The changes themselves have the last word, should the counter ever have fallen behind.
const auto SelectSeq = QStringLiteral(
    "SELECT MAX(COALESCE((SELECT seq FROM tenant_seq WHERE tenant_id = ?), 0), "
    "COALESCE((SELECT MAX(seq) FROM changes WHERE tenant_id = ?), 0))");
const auto UpsertSeq = QStringLiteral(
    "INSERT INTO tenant_seq (tenant_id, seq) VALUES (?, ?) ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq");
const auto InsertChange = QStringLiteral(
    "INSERT INTO changes (tenant_id, seq, entity, entity_id, op, event, actor, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

} // namespace

Result<Done> ChangeLog::enter(sql::Connection &, const TenantId &) { return Done{}; }

Result<qint64> ChangeLog::nextSeq(sql::Connection &db, const TenantId &tenant)
{
    const auto known = m_heads.constFind(tenant);
    if (known != m_heads.constEnd()) {
        return *known + 1;
    }
    auto query = db.query(SelectSeq);
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
    auto inserted = db.query(InsertChange)
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

void ChangeLog::unitStarted() { m_unitBegin = m_pending.size(); }

void ChangeLog::unitRolledBack()
{
    ++m_generation;
    while (m_pending.size() > m_unitBegin) {
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
        if (auto stored = db.query(UpsertSeq).bind(head.key().value).bind(head.value()).run(); !stored) {
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
    m_pending.clear();
    m_unitBegin = 0;
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
