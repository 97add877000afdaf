// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/access/principal.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell::server {

/// A program's way in. It acts for the person who made it, within its scopes.
struct ApiKey {
    ApiKeyId id;
    TenantId tenant;
    UserId user; ///< who made it
    QString name; ///< unique among the property's living keys
    QStringList scopes;
    QByteArray secretHash; ///< SHA-256 of the whole key
    Instant createdAt{};
    std::optional<Instant> lastUsedAt;
    std::optional<Instant> expiresAt;

    // Of the person, as it is now.
    QString username;
    QString displayName;
    Role role = Role::Staff;
    bool isUserActive = true;
};

/// Keys are found by the secret that their owner shows, so the look-up of all has no TenantContext; it yields one.
class ApiKeysRepository final
{
public:
    explicit ApiKeysRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) { }

    /// Conflict "name_taken".
    [[nodiscard]] Result<Done> insert(const ApiKey &key);
    /// Those that were not ended, of all tenants.
    [[nodiscard]] Result<QList<ApiKey>> all();
    /// Newest first.
    [[nodiscard]] Result<QList<ApiKey>> ofTenant(const TenantContext &who);
    /// False: there is no such key here.
    [[nodiscard]] Result<bool> revoke(const TenantContext &who, const ApiKeyId &id, Instant now);
    [[nodiscard]] Result<Done> noteUse(const TenantId &tenant, const ApiKeyId &id, Instant at);
    /// The present role of the person behind a key that lives; std::nullopt when it does not.
    [[nodiscard]] Result<std::optional<Role>> role(const TenantContext &who, const ApiKeyId &id, Instant now);

private:
    [[nodiscard]] Result<QList<ApiKey>> read(sql::Query query);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
