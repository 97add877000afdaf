// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/tenanthistoryrepository.h"

#include "core/wire/json.h"

#include <QJsonDocument>
#include <limits>

namespace deskbell::server {
namespace {

const auto InsertOne
    = QStringLiteral("INSERT INTO tenant_versions (tenant_id, version, at, actor, state, changed) VALUES (?, ?, ?, ?, ?, ?)");
const auto KeepWhatIsThere = QStringLiteral(" ON CONFLICT (tenant_id, version) DO NOTHING");
const auto SelectOne = QStringLiteral("SELECT version, at, actor, changed, state FROM tenant_versions WHERE tenant_id = ? AND version = ?");
const auto SelectPage = QStringLiteral(
    "SELECT version, at, actor, changed FROM tenant_versions WHERE tenant_id = ? AND version < ? ORDER BY version DESC LIMIT ?");
const auto DeleteOld = QStringLiteral("DELETE FROM tenant_versions WHERE tenant_id = ? AND version <= ?");

TenantVersion fromRow(const sql::Query &row)
{
    return {row.number(0), row.instant(1), row.text(2), {}, QJsonDocument::fromJson(row.text(3).toUtf8()).array()};
}

} // namespace

Result<Done> TenantHistoryRepository::insert(const QString &sql, const TenantVersion &version)
{
    auto inserted = m_db.query(sql)
                        .bind(m_tenant.value)
                        .bind(version.version)
                        .bind(version.at)
                        .bind(version.actor)
                        .bind(QString::fromUtf8(wire::toBytes(version.state)))
                        .bind(QString::fromUtf8(QJsonDocument(version.changed).toJson(QJsonDocument::Compact)))
                        .run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<Done> TenantHistoryRepository::insert(const TenantVersion &version) { return insert(InsertOne, version); }

Result<Done> TenantHistoryRepository::insertIfMissing(const TenantVersion &version) { return insert(InsertOne + KeepWhatIsThere, version); }

Result<std::optional<TenantVersion>> TenantHistoryRepository::byVersion(qint64 version)
{
    auto query = m_db.query(SelectOne);
    query.bind(m_tenant.value).bind(version);
    std::optional<TenantVersion> found;
    if (query.next()) {
        found = fromRow(query);
        found->state = QJsonDocument::fromJson(query.text(4).toUtf8()).object();
    }
    return query.error() ? Result<std::optional<TenantVersion>>(*query.error()) : Result<std::optional<TenantVersion>>(std::move(found));
}

Result<TenantVersionPage> TenantHistoryRepository::page(qint64 before, int limit)
{
    auto query = m_db.query(SelectPage);
    query.bind(m_tenant.value).bind(before > 0 ? before : std::numeric_limits<qint64>::max()).bind(limit + 1);
    TenantVersionPage page;
    while (query.next()) {
        if (page.versions.size() == limit) {
            page.next = page.versions.last().version;
        } else {
            page.versions.append(fromRow(query));
        }
    }
    return query.error() ? Result<TenantVersionPage>(*query.error()) : Result<TenantVersionPage>(std::move(page));
}

Result<qint64> TenantHistoryRepository::removeUpTo(qint64 version) { return m_db.query(DeleteOld).bind(m_tenant.value).bind(version).run(); }

} // namespace deskbell::server
