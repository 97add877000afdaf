// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/apikeysrepository.h"

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO api_keys (tenant_id, id, user_id, name, scopes, secret_hash, created_at, expires_at) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
const auto Select = QStringLiteral(
    "SELECT k.id, k.tenant_id, k.user_id, k.name, k.scopes, k.secret_hash, k.created_at, k.last_used_at, k.expires_at, "
    "u.username, u.display_name, u.role, u.is_active "
    "FROM api_keys k JOIN users u ON u.tenant_id = k.tenant_id AND u.id = k.user_id WHERE k.revoked_at IS NULL");
const auto SelectOfTenant = QString(Select + QStringLiteral(" AND k.tenant_id = ? ORDER BY k.created_at DESC, k.id DESC"));
const auto Revoke = QStringLiteral("UPDATE api_keys SET revoked_at = ? WHERE tenant_id = ? AND id = ? AND revoked_at IS NULL");
const auto NoteUse = QStringLiteral("UPDATE api_keys SET last_used_at = ? WHERE tenant_id = ? AND id = ?");
const auto SelectRole = QStringLiteral(
    "SELECT u.role FROM api_keys k JOIN users u ON u.tenant_id = k.tenant_id AND u.id = k.user_id "
    "WHERE k.tenant_id = ? AND k.id = ? AND k.revoked_at IS NULL AND u.is_active = 1 AND (k.expires_at IS NULL OR k.expires_at > ?)");

} // namespace

Result<Done> ApiKeysRepository::insert(const ApiKey &key)
{
    const auto inserted = m_db.query(InsertOne)
                              .bind(key.tenant.value)
                              .bind(key.id.value)
                              .bind(key.user.value)
                              .bind(key.name)
                              .bind(key.scopes.join(QLatin1Char(' ')))
                              .bind(key.secretHash)
                              .bind(key.createdAt)
                              .bind(key.expiresAt)
                              .run();
    if (!inserted && inserted.error().code == QLatin1String("constraint")) {
        return Error{ErrorKind::Conflict, QStringLiteral("there is a key of this name already"), 0, QStringLiteral("name_taken"), {}};
    }
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<QList<ApiKey>> ApiKeysRepository::read(sql::Query query)
{
    QList<ApiKey> keys;
    while (query.next()) {
        ApiKey key;
        key.id = ApiKeyId{query.text(0)};
        key.tenant = TenantId{query.text(1)};
        key.user = UserId{query.text(2)};
        key.name = query.text(3);
        key.scopes = query.text(4).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        key.secretHash = query.blob(5);
        key.createdAt = query.instant(6);
        key.lastUsedAt = query.optionalInstant(7);
        key.expiresAt = query.optionalInstant(8);
        key.username = query.text(9);
        key.displayName = query.text(10);
        key.role = roleFromWord(query.text(11)).value_or(Role::Staff);
        key.isUserActive = query.number(12) != 0;
        keys.append(key);
    }
    return query.error() ? Result<QList<ApiKey>>(*query.error()) : Result<QList<ApiKey>>(std::move(keys));
}

Result<QList<ApiKey>> ApiKeysRepository::all() { return read(m_db.query(Select)); }

Result<QList<ApiKey>> ApiKeysRepository::ofTenant(const TenantContext &who)
{
    auto query = m_db.query(SelectOfTenant);
    query.bind(who.tenant.value);
    return read(std::move(query));
}

Result<bool> ApiKeysRepository::revoke(const TenantContext &who, const ApiKeyId &id, Instant now)
{
    const auto revoked = m_db.query(Revoke).bind(now).bind(who.tenant.value).bind(id.value).run();
    return revoked ? Result<bool>(revoked.value() > 0) : Result<bool>(revoked.error());
}

Result<Done> ApiKeysRepository::noteUse(const TenantId &tenant, const ApiKeyId &id, Instant at)
{
    const auto noted = m_db.query(NoteUse).bind(at).bind(tenant.value).bind(id.value).run();
    return noted ? Result<Done>(Done{}) : Result<Done>(noted.error());
}

Result<std::optional<Role>> ApiKeysRepository::role(const TenantContext &who, const ApiKeyId &id, Instant now)
{
    auto query = m_db.query(SelectRole);
    query.bind(who.tenant.value).bind(id.value).bind(now);
    std::optional<Role> role;
    if (query.next()) {
        role = roleFromWord(query.text(0));
    }
    return query.error() ? Result<std::optional<Role>>(*query.error()) : Result<std::optional<Role>>(role);
}

} // namespace deskbell::server
