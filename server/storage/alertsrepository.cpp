// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/alertsrepository.h"

#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto OfTenant = QStringLiteral(
    "SELECT id, kind, subject, call_id, details, at, acknowledged_at, acknowledged_by, version FROM alerts WHERE tenant_id = ?");
const auto ById = QString(OfTenant + QStringLiteral(" AND id = ?"));
const auto BySubject = QString(OfTenant + QStringLiteral(" AND kind = ? AND subject = ?"));
const auto AndOpen = QStringLiteral(" AND acknowledged_at IS NULL");
const auto AndAfter = QStringLiteral(" AND id < ?");
const auto NewestFirst = QStringLiteral(" ORDER BY id DESC LIMIT ?");
const auto Insert = QStringLiteral(
    "INSERT INTO alerts (tenant_id, id, kind, subject, call_id, details, at, acknowledged_at, acknowledged_by, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto Update = QStringLiteral("UPDATE alerts SET acknowledged_at = ?, acknowledged_by = ?, version = ? WHERE tenant_id = ? AND id = ?");

Alert readAlert(const sql::Query &row)
{
    const auto details = wire::parseObject(row.text(4).toUtf8());
    return {row.text(0), row.text(1), row.text(2), CallId{row.text(3)}, details ? details.value() : QJsonObject(),
            row.instant(5), row.optionalInstant(6), row.text(7), row.number(8)};
}

Result<std::optional<Alert>> readOne(sql::Query &query)
{
    std::optional<Alert> alert;
    if (query.next()) {
        alert = readAlert(query);
    }
    return query.error() ? Result<std::optional<Alert>>(*query.error()) : Result<std::optional<Alert>>(std::move(alert));
}

} // namespace

Result<std::optional<Alert>> AlertsRepository::byId(const QString &id)
{
    auto query = m_db.query(ById);
    query.bind(m_tenant.value).bind(id);
    return readOne(query);
}

Result<std::optional<Alert>> AlertsRepository::bySubject(const QString &kind, const QString &subject)
{
    auto query = m_db.query(BySubject);
    query.bind(m_tenant.value).bind(kind).bind(subject);
    return readOne(query);
}

Result<QList<Alert>> AlertsRepository::page(bool openOnly, const QString &after, int limit)
{
    auto query = m_db.query(OfTenant + (openOnly ? AndOpen : QString()) + (after.isEmpty() ? QString() : AndAfter) + NewestFirst);
    query.bind(m_tenant.value);
    if (!after.isEmpty()) {
        query.bind(after);
    }
    query.bind(limit);
    QList<Alert> alerts;
    while (query.next()) {
        alerts.append(readAlert(query));
    }
    return query.error() ? Result<QList<Alert>>(*query.error()) : Result<QList<Alert>>(std::move(alerts));
}

Result<Done> AlertsRepository::insert(const Alert &alert)
{
    auto query = m_db.query(Insert);
    query.bind(m_tenant.value).bind(alert.id).bind(alert.kind).bind(alert.subject).bindOrNull(alert.callId.value);
    query.bind(QString::fromUtf8(wire::toBytes(alert.details))).bind(alert.at).bind(alert.acknowledgedAt).bind(alert.acknowledgedBy).bind(alert.version);
    auto inserted = query.run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<Done> AlertsRepository::update(const Alert &alert)
{
    auto query = m_db.query(Update);
    query.bind(alert.acknowledgedAt).bind(alert.acknowledgedBy).bind(alert.version).bind(m_tenant.value).bind(alert.id);
    auto updated = query.run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

} // namespace deskbell::server
