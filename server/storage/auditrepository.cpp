// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/auditrepository.h"

namespace deskbell::server {
namespace {

/// Writing the row that is there already takes its lock on PostgreSQL, and a new chain gets its row.
const auto TakeHead = QStringLiteral("INSERT INTO audit_heads (tenant_id, entries, hash) VALUES (?, 0, ?) "
                                     "ON CONFLICT (tenant_id) DO UPDATE SET entries = audit_heads.entries RETURNING entries, hash");
const auto InsertEntry = QStringLiteral("INSERT INTO audit_entries (tenant_id, number, at, actor, action, entity, entity_id, "
                                        "command_id, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto UpdateHead = QStringLiteral("UPDATE audit_heads SET entries = ?, hash = ? WHERE tenant_id = ?");
const auto SelectHead = QStringLiteral("SELECT entries, hash FROM audit_heads WHERE tenant_id = ?");
const auto SelectChains = QStringLiteral("SELECT tenant_id FROM audit_heads UNION SELECT tenant_id FROM audit_entries ORDER BY 1");
const auto SelectAfter = QStringLiteral("SELECT number, at, actor, action, entity, entity_id, command_id, detail, hash "
                                        "FROM audit_entries WHERE tenant_id = ? AND number > ? ORDER BY number LIMIT ?");
const auto SelectColumns = QStringLiteral("SELECT number, at, actor, action, entity, entity_id, command_id, detail, hash "
                                          "FROM audit_entries WHERE tenant_id = ?");
const auto AndEntity = QStringLiteral(" AND entity = ?");
const auto AndEntityId = QStringLiteral(" AND entity_id = ?");
const auto AndActor = QStringLiteral(" AND actor = ?");
const auto AndFrom = QStringLiteral(" AND at >= ?");
const auto AndTo = QStringLiteral(" AND at < ?");
const auto AndBefore = QStringLiteral(" AND number < ?");
const auto NewestFirst = QStringLiteral(" ORDER BY number DESC LIMIT ?");

AuditEntry fromRow(const TenantId &tenant, const sql::Query &row)
{
    return {tenant, row.number(0), row.instant(1), row.text(2), row.text(3), row.text(4), row.text(5), CommandId{row.text(6)},
        row.text(7), row.blob(8)};
}

QString pageSql(const AuditFilter &filter, qint64 before)
{
    return SelectColumns + (filter.entity.isEmpty() ? QString() : AndEntity) + (filter.entityId.isEmpty() ? QString() : AndEntityId)
        + (filter.actor.isEmpty() ? QString() : AndActor) + (filter.from ? AndFrom : QString()) + (filter.to ? AndTo : QString())
        + (before > 0 ? AndBefore : QString()) + NewestFirst;
}

void bindFilter(sql::Query &query, const AuditFilter &filter)
{
    for (const auto &text : {filter.entity, filter.entityId, filter.actor}) {
        if (!text.isEmpty()) {
            query.bind(text);
        }
    }
    for (const auto &time : {filter.from, filter.to}) {
        if (time) {
            query.bind(*time);
        }
    }
}

} // namespace

Result<AuditHead> AuditRepository::takeHead(const QByteArray &beginning)
{
    auto query = m_db.query(TakeHead);
    query.bind(m_who.tenant.value).bind(beginning);
    AuditHead head{m_who.tenant, 0, {}};
    if (query.next()) {
        head.entries = query.number(0);
        head.hash = query.blob(1);
    }
    return query.error() ? Result<AuditHead>(*query.error()) : Result<AuditHead>(std::move(head));
}

Result<Done> AuditRepository::append(const AuditEntry &entry)
{
    auto inserted = m_db.query(InsertEntry)
                        .bind(m_who.tenant.value)
                        .bind(entry.number)
                        .bind(entry.at)
                        .bind(entry.actor)
                        .bind(entry.action)
                        .bind(entry.entity)
                        .bind(entry.entityId)
                        .bind(entry.commandId.value)
                        .bind(entry.detail)
                        .bind(entry.hash)
                        .run();
    if (!inserted) {
        return inserted.error();
    }
    auto updated = m_db.query(UpdateHead).bind(entry.number).bind(entry.hash).bind(m_who.tenant.value).run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<AuditPage> AuditRepository::page(const AuditFilter &filter, qint64 before, int limit)
{
    auto query = m_db.query(pageSql(filter, before));
    query.bind(m_who.tenant.value);
    bindFilter(query, filter);
    if (before > 0) {
        query.bind(before);
    }
    query.bind(limit + 1);
    AuditPage page;
    while (query.next()) {
        page.entries.append(fromRow(m_who.tenant, query));
    }
    if (query.error()) {
        return *query.error();
    }
    if (page.entries.size() > limit) {
        page.entries.removeLast();
        page.next = page.entries.last().number;
    }
    return page;
}

Result<QList<AuditEntry>> AuditRepository::after(qint64 number, int limit)
{
    auto query = m_db.query(SelectAfter);
    query.bind(m_who.tenant.value).bind(number).bind(limit);
    QList<AuditEntry> entries;
    while (query.next()) {
        entries.append(fromRow(m_who.tenant, query));
    }
    return query.error() ? Result<QList<AuditEntry>>(*query.error()) : Result<QList<AuditEntry>>(std::move(entries));
}

Result<std::optional<AuditHead>> AuditRepository::head()
{
    auto query = m_db.query(SelectHead);
    query.bind(m_who.tenant.value);
    std::optional<AuditHead> head;
    if (query.next()) {
        head = AuditHead{m_who.tenant, query.number(0), query.blob(1)};
    }
    return query.error() ? Result<std::optional<AuditHead>>(*query.error()) : Result<std::optional<AuditHead>>(std::move(head));
}

Result<QList<TenantId>> AuditRepository::chains(sql::Connection &db)
{
    auto query = db.query(SelectChains, sql::RowScope::everybody());
    QList<TenantId> tenants;
    while (query.next()) {
        tenants.append(TenantId{query.text(0)});
    }
    return query.error() ? Result<QList<TenantId>>(*query.error()) : Result<QList<TenantId>>(std::move(tenants));
}

} // namespace deskbell::server
