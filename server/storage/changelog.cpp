// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/changelog.h"

#include "core/wire/changecodec.h"
#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto SelectSeq = QStringLiteral("SELECT seq FROM tenant_seq WHERE tenant_id = ?");
const auto UpsertSeq = QStringLiteral(
    "INSERT INTO tenant_seq (tenant_id, seq) VALUES (?, ?) ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq");
const auto InsertChange = QStringLiteral(
    "INSERT INTO changes (tenant_id, seq, entity, entity_id, op, event, actor, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

} // namespace

Result<qint64> ChangeLog::nextSeq(sql::Connection &db, const TenantId &tenant)
{
    const auto known = m_heads.constFind(tenant);
    if (known != m_heads.constEnd()) {
        return *known + 1;
    }
    auto query = db.query(SelectSeq);
    query.bind(tenant.value);
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
    auto inserted = db.query(InsertChange)
                        .bind(who.tenant.value)
                        .bind(change.seq)
                        .bind(change.entity)
                        .bind(change.entityId)
                        .bind(change.op)
                        .bind(change.event)
                        .bind(change.actor)
                        .bind(change.at)
                        .bind(QString::fromUtf8(wire::toBytes(change.body)))
                        .run();
    if (!inserted) {
        return inserted.error();
    }
    m_heads.insert(who.tenant, change.seq);
    m_pending.push_back({who.tenant, change.seq, wire::toBytes(wire::toJson(change))});
    return Done{};
}

void ChangeLog::unitStarted() { m_unitBegin = m_pending.size(); }

void ChangeLog::unitRolledBack() { rollBackTo(m_unitBegin); }

void ChangeLog::rollBackTo(size_t mark)
{
    ++m_generation;
    while (m_pending.size() > mark) {
        m_heads.insert(m_pending.back().tenant, m_pending.back().seq - 1);
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
    for (auto &pending : m_pending) {
        m_committed.insert(pending.tenant, pending.seq);
        auto &batch = batches[pending.tenant];
        if (batch.encoded.empty()) {
            batch.tenant = pending.tenant;
            batch.from = pending.seq;
        }
        batch.to = pending.seq;
        batch.encoded.push_back(std::move(pending.encoded));
    }
    m_pending.clear();
    m_unitBegin = 0;
    if (m_listener) {
        for (const auto &batch : std::as_const(batches)) {
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

} // namespace deskbell::server
