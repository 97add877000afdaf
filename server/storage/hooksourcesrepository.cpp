// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/hooksourcesrepository.h"

#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO hook_sources (tenant_id, provider, token, secret, verification, "
                                      "created_at) VALUES (?, ?, ?, ?, ?, ?)");
const auto SelectAll = QStringLiteral(
    "SELECT id, provider, token, secret, verification, tenant_id, previous_secret, previous_until FROM hook_sources ORDER BY id");

const auto UpdateVerification
    = QStringLiteral("UPDATE hook_sources SET verification = ? WHERE tenant_id = ? AND provider = ?");

// The columns on the right are those of before the update.
const auto Rotate = QStringLiteral("UPDATE hook_sources SET previous_secret = secret, previous_until = ?, secret = ? "
                                   "WHERE tenant_id = ? AND provider = ?");
const auto Retire = QStringLiteral("UPDATE hook_sources SET previous_secret = '', previous_until = 0 "
                                   "WHERE tenant_id = ? AND provider = ? AND previous_secret <> ''");

QJsonObject object(const QString &text)
{
    const auto parsed = wire::parseObject(text.toUtf8());
    return parsed ? parsed.value() : QJsonObject();
}

} // namespace

Result<Done> HookSourcesRepository::insert(const HookSource &source, Instant now)
{
    auto inserted = m_db.query(InsertOne)
                        .bind(m_who.tenant.value)
                        .bind(source.provider)
                        .bind(QString::fromLatin1(source.token))
                        .bind(QString::fromLatin1(source.secret))
                        .bind(QString::fromUtf8(wire::toBytes(source.verification)))
                        .bind(now)
                        .run();
    if (inserted) {
        return Done{};
    }
    if (inserted.error().code == QLatin1String("constraint")) {
        return Error{ErrorKind::Conflict, QStringLiteral("the property has a hook for this provider already"), 0,
            QStringLiteral("provider_taken"), {}};
    }
    return inserted.error();
}

Result<Done> HookSourcesRepository::setVerification(const QString &provider, const QJsonObject &verification)
{
    auto updated = m_db.query(UpdateVerification)
                       .bind(QString::fromUtf8(wire::toBytes(verification)))
                       .bind(m_who.tenant.value)
                       .bind(provider)
                       .run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<bool> HookSourcesRepository::rotate(const QString &provider, const QByteArray &secret, Instant keepUntil)
{
    auto query = m_db.query(Rotate);
    query.bind(keepUntil).bind(QString::fromLatin1(secret)).bind(m_who.tenant.value).bind(provider);
    const auto rotated = query.run();
    return rotated ? Result<bool>(rotated.value() > 0) : Result<bool>(rotated.error());
}

Result<bool> HookSourcesRepository::retire(const QString &provider)
{
    const auto retired = m_db.query(Retire).bind(m_who.tenant.value).bind(provider).run();
    return retired ? Result<bool>(retired.value() > 0) : Result<bool>(retired.error());
}

Result<QList<HookSource>> HookSourcesRepository::all(sql::Connection &db)
{
    auto query = db.query(SelectAll, sql::RowScope::everybody());
    QList<HookSource> sources;
    while (query.next()) {
        HookSource source;
        source.sourceId = query.number(0);
        source.provider = query.text(1);
        source.token = query.text(2).toLatin1();
        source.secret = query.text(3).toUtf8();
        source.verification = object(query.text(4));
        source.tenant.id = TenantId{query.text(5)};
        source.previousSecret = query.text(6).toUtf8();
        source.previousUntil = query.instant(7);
        sources.append(std::move(source));
    }
    return query.error() ? Result<QList<HookSource>>(*query.error()) : Result<QList<HookSource>>(std::move(sources));
}

} // namespace deskbell::server
