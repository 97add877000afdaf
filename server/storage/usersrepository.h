// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/access/principal.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

struct User {
    UserId id;
    QString username; ///< unique in the property; case does not matter
    QString displayName;
    Role role = Role::Staff;
    QString passwordHash; ///< argon2id text; never leaves the service. Empty: invited, nobody can sign in yet
    bool isActive = true;
    Instant createdAt{};
    QString email{};
    bool mustChangePassword = false; ///< somebody else chose the present one
    QByteArray totpSecret{}; ///< sealed (secondFactorContext); may be there before it counts
    std::optional<Instant> totpConfirmedAt{}; ///< since when sign-in asks for a code
    qint64 totpStep = 0; ///< the newest step whose code was used: no code opens twice
    QString pinHash{}; ///< argon2id text; empty: no PIN
    int pinFailures = 0; ///< in a row
    std::optional<Instant> lastSignInAt{};
    std::optional<Instant> invitedAt{};

    [[nodiscard]] bool hasTotp() const { return totpConfirmedAt.has_value(); }
    [[nodiscard]] bool hasPin() const { return !pinHash.isEmpty(); }
};

/// The staff of one tenant. Writer's or a reader's thread.
class UsersRepository final
{
public:
    UsersRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) { }

    /// Conflict (code "username_taken") when the name is in use here.
    [[nodiscard]] Result<Done> insert(const User &user);
    [[nodiscard]] Result<QList<User>> all();
    [[nodiscard]] Result<std::optional<User>> byUsername(const QString &username);
    [[nodiscard]] Result<std::optional<User>> byId(const UserId &id);
    /// As byId(), and nobody else changes it until the transaction ends.
    [[nodiscard]] Result<std::optional<User>> take(const UserId &id);
    /// What an administrator may change: name, e-mail, role, whether active; and what of it is personal.
    [[nodiscard]] Result<Done> update(const User &user);
    [[nodiscard]] Result<Done> setPasswordHash(const UserId &user, const QString &hash, Instant now, bool mustChange = false);
    [[nodiscard]] Result<Done> setTotp(const User &user);
    [[nodiscard]] Result<Done> setPin(const UserId &user, const QString &hash, int failures);
    /// Also sets the count of wrong PINs back.
    [[nodiscard]] Result<Done> noteSignIn(const UserId &user, Instant now);
    /// People other than `but` who can sign in and administer the property. They stay as they are until the transaction ends.
    [[nodiscard]] Result<qint64> otherAdmins(const UserId &but);
    /// Whether anybody has an account, in any property.
    [[nodiscard]] static Result<bool> hasAny(sql::Connection &db);

private:
    [[nodiscard]] Result<std::optional<User>> one(const QString &sql, const QString &value);

    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
