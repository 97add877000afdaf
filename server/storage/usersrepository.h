// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/access/principal.h"
#include "server/storage/tenantcontext.h"

#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

struct User {
    UserId id;
    QString username; ///< unique in the property; case does not matter
    QString displayName;
    Role role = Role::Staff;
    QString passwordHash; ///< argon2id text; never leaves the service
    bool isActive = true;
    Instant createdAt{};
};

/// The staff of one tenant.
class UsersRepository final
{
public:
    UsersRepository(sql::Connection &db, TenantContext who) : m_db(db), m_who(std::move(who)) { }

    /// Conflict (code "username_taken") when the name is in use here.
    [[nodiscard]] Result<Done> insert(const User &user);
    [[nodiscard]] Result<QList<User>> all();
    [[nodiscard]] Result<std::optional<User>> byUsername(const QString &username);
    [[nodiscard]] Result<Done> setPasswordHash(const UserId &user, const QString &hash, Instant now);

private:
    sql::Connection &m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
