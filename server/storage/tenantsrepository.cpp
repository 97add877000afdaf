// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/tenantsrepository.h"

#include "core/wire/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral(
    "INSERT INTO tenants (id, slug, name, time_zone, currency, settings, languages, plan, status, profile, version, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto UpdateOne = QStringLiteral(
    "UPDATE tenants SET slug = ?, name = ?, time_zone = ?, currency = ?, settings = ?, languages = ?, plan = ?, status = ?, profile = ?, "
    "version = ? WHERE id = ?");
const auto Columns = QStringLiteral("id, slug, name, time_zone, currency, settings, languages, plan, status, version");
const auto SelectAll = QStringLiteral("SELECT %1 FROM tenants ORDER BY slug").arg(Columns);
const auto SelectById = QStringLiteral("SELECT %1, profile FROM tenants WHERE id = ?").arg(Columns);
const auto SelectBySlug = QStringLiteral("SELECT %1, profile FROM tenants WHERE slug = ?").arg(Columns);
const auto SelectStatus = QStringLiteral("SELECT status FROM tenants WHERE id = ?");

const auto Suspended = QStringLiteral("suspended");

QJsonObject object(const QString &text)
{
    const auto parsed = wire::parseObject(text.toUtf8());
    return parsed ? parsed.value() : QJsonObject();
}

QString words(const QStringList &list) { return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact)); }

QStringList wordsFrom(const QString &json)
{
    QStringList list;
    const auto array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const auto &word : array) {
        list.append(word.toString());
    }
    return list;
}

TenantInfo fromRow(const sql::Query &row)
{
    TenantInfo tenant{TenantId{row.text(0)}, row.text(1), row.text(2), row.text(3), row.text(4), object(row.text(5))};
    tenant.languages = wordsFrom(row.text(6));
    tenant.plan = row.text(7);
    tenant.isSuspended = row.text(8) == Suspended;
    tenant.version = row.number(9);
    return tenant;
}

QString statusOf(const TenantInfo &tenant) { return tenant.isSuspended ? Suspended : QStringLiteral("active"); }

Result<Done> stored(const Result<qint64> &ran, const TenantInfo &tenant)
{
    if (ran) {
        return Done{};
    }
    if (ran.error().code == QLatin1String("constraint")) {
        return Error{ErrorKind::Conflict, QStringLiteral("there is a property \"%1\" already").arg(tenant.slug), 0,
            QStringLiteral("slug_taken"), {}};
    }
    return ran.error();
}

} // namespace

Result<Done> TenantsRepository::insert(const TenantInfo &tenant, Instant now)
{
    return stored(m_db.query(InsertOne)
                      .bind(tenant.id.value)
                      .bind(tenant.slug)
                      .bind(tenant.name)
                      .bind(tenant.timeZone)
                      .bind(tenant.currency)
                      .bind(QString::fromUtf8(wire::toBytes(tenant.settings)))
                      .bind(words(tenant.languages))
                      .bind(tenant.plan)
                      .bind(statusOf(tenant))
                      .bind(QString::fromUtf8(wire::toBytes(tenant.profile)))
                      .bind(tenant.version)
                      .bind(now)
                      .run(),
        tenant);
}

Result<Done> TenantsRepository::update(const TenantInfo &tenant)
{
    return stored(m_db.query(UpdateOne)
                      .bind(tenant.slug)
                      .bind(tenant.name)
                      .bind(tenant.timeZone)
                      .bind(tenant.currency)
                      .bind(QString::fromUtf8(wire::toBytes(tenant.settings)))
                      .bind(words(tenant.languages))
                      .bind(tenant.plan)
                      .bind(statusOf(tenant))
                      .bind(QString::fromUtf8(wire::toBytes(tenant.profile)))
                      .bind(tenant.version)
                      .bind(tenant.id.value)
                      .run(),
        tenant);
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

Result<std::optional<TenantInfo>> TenantsRepository::first(const QString &sql, const QString &key)
{
    auto query = m_db.query(sql);
    query.bind(key);
    std::optional<TenantInfo> tenant;
    if (query.next()) {
        tenant = fromRow(query);
        tenant->profile = object(query.text(10));
    }
    return query.error() ? Result<std::optional<TenantInfo>>(*query.error()) : Result<std::optional<TenantInfo>>(std::move(tenant));
}

Result<std::optional<TenantInfo>> TenantsRepository::byId(const TenantId &id, bool isForChange)
{
    return first(isForChange ? SelectById + m_db.dialect().forUpdate() : SelectById, id.value);
}

Result<std::optional<TenantInfo>> TenantsRepository::bySlug(const QString &slug) { return first(SelectBySlug, slug); }

Result<bool> TenantsRepository::isSuspended(const TenantId &id)
{
    auto query = m_db.query(SelectStatus);
    query.bind(id.value);
    const bool isOpen = query.next() && query.text(0) != Suspended;
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(!isOpen);
}

} // namespace deskbell::server
