// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/tenantsrepository.h"

#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral(
    "INSERT INTO tenants (id, slug, name, time_zone, currency, settings, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
const auto SelectAll
    = QStringLiteral("SELECT id, slug, name, time_zone, currency, settings FROM tenants ORDER BY slug");
const auto SelectBySlug
    = QStringLiteral("SELECT id, slug, name, time_zone, currency, settings FROM tenants WHERE slug = ?");

TenantInfo fromRow(const sql::Query &row)
{
    const auto settings = wire::parseObject(row.text(5).toUtf8());
    return {TenantId{row.text(0)}, row.text(1), row.text(2), row.text(3), row.text(4),
        settings ? settings.value() : QJsonObject()};
}

const auto UpdateSettings = QStringLiteral("UPDATE tenants SET settings = ? WHERE id = ?");

} // namespace

Result<Done> TenantsRepository::insert(const TenantInfo &tenant, Instant now)
{
    auto inserted = m_db.query(InsertOne)
                        .bind(tenant.id.value)
                        .bind(tenant.slug)
                        .bind(tenant.name)
                        .bind(tenant.timeZone)
                        .bind(tenant.currency)
                        .bind(QString::fromUtf8(wire::toBytes(tenant.settings)))
                        .bind(now)
                        .run();
    if (inserted) {
        return Done{};
    }
    if (inserted.error().code == QLatin1String("constraint")) {
        return Error{ErrorKind::Conflict, QStringLiteral("there is a property \"%1\" already").arg(tenant.slug), 0,
            QStringLiteral("slug_taken"), {}};
    }
    return inserted.error();
}

Result<Done> TenantsRepository::setSettings(const TenantId &id, const QJsonObject &settings)
{
    auto updated = m_db.query(UpdateSettings).bind(QString::fromUtf8(wire::toBytes(settings))).bind(id.value).run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<QList<TenantInfo>> TenantsRepository::all()
{
    auto query = m_db.query(SelectAll);
    QList<TenantInfo> tenants;
    while (query.next()) {
        tenants.append(fromRow(query));
    }
    return query.error() ? Result<QList<TenantInfo>>(*query.error()) : Result<QList<TenantInfo>>(std::move(tenants));
}

Result<std::optional<TenantInfo>> TenantsRepository::bySlug(const QString &slug)
{
    auto query = m_db.query(SelectBySlug);
    query.bind(slug);
    std::optional<TenantInfo> tenant;
    if (query.next()) {
        tenant = fromRow(query);
    }
    return query.error() ? Result<std::optional<TenantInfo>>(*query.error())
                         : Result<std::optional<TenantInfo>>(std::move(tenant));
}

} // namespace deskbell::server
