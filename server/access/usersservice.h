// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/auditlog.h"
#include "server/access/sessionregistry.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/usersrepository.h"
#include "server/storage/userticketsrepository.h"

#include <QCoroTask>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

class Database;
class ApiKeysService;
class PasswordHasher;

struct NewUser {
    QString tenant; ///< slug
    QString username;
    QString displayName; ///< empty: the user name
    Role role = Role::Staff;
    QString password;
};

/// What an administrator wishes for a new colleague.
struct NewPerson {
    QString username;
    QString displayName; ///< empty: the user name
    QString email;
    Role role = Role::Staff;
    std::optional<QString> password; ///< to be changed at the first sign-in; without one the person is invited
};

/// What an administrator changes; absent is unchanged.
struct PersonPatch {
    std::optional<QString> displayName;
    std::optional<QString> email;
    std::optional<Role> role;
    std::optional<bool> isActive;
};

/// A code to be told to the person; it is not kept.
struct TicketCode {
    QString code;
    Instant expiresAt{};
};

struct CreatedPerson {
    User user;
    std::optional<TicketCode> invite;
};

/// The people who sign in. Main thread.
class UsersService final
{
public:
    struct Parts {
        Database &database;
        PasswordHasher &hasher;
        SessionRegistry &registry;
        ApiKeysService &keys;
        const TenantDirectory &directory;
        const Clock &clock;
        Rng &rng;
    };

    explicit UsersService(Parts parts) : m_parts(parts), m_ids(parts.clock, parts.rng), m_audit(parts.clock) { }
    Q_DISABLE_COPY_MOVE(UsersService)

    /// Validation ("invalid_field", "weak_password"), NotFound for the property, Conflict "username_taken".
    [[nodiscard]] QCoro::Task<Result<User>> add(NewUser user);
    [[nodiscard]] QCoro::Task<Result<QList<User>>> list(QString tenant);
    /// Ends the user's sessions too; the number of sessions ended.
    [[nodiscard]] QCoro::Task<Result<qsizetype>> setPassword(QString tenant, QString username, QString password);

    // For administrators, whom the router has let in: nobody acts on who has a higher role than oneself, or gives one (Forbidden
    // "role"); another property's person is NotFound as one that does not exist.

    [[nodiscard]] QCoro::Task<Result<QList<User>>> people(Principal who);
    /// Validation, Conflict "username_taken".
    [[nodiscard]] QCoro::Task<Result<CreatedPerson>> create(Principal who, NewPerson wish);
    /// A change of role counts at once; who is switched off is signed out everywhere. Conflict "last_admin" for the last one who can
    /// administer the property.
    [[nodiscard]] QCoro::Task<Result<User>> change(Principal who, UserId id, PersonPatch patch);
    /// Ends the codes before it. An invite is good for a week and only before the first sign-in (Conflict "already_accepted"), a
    /// reset for a day.
    [[nodiscard]] QCoro::Task<Result<TicketCode>> makeTicket(Principal who, UserId id, UserTicket::Kind kind);

private:
    [[nodiscard]] Result<TicketCode> storeTicket(sql::Connection &db, const TenantContext &who, const UserId &user,
        UserTicket::Kind kind, const QString &code) const;

    Parts m_parts;
    IdSource m_ids;
    AuditLog m_audit;
};

inline constexpr int MaxPersonNameLength = 64;

/// Validation "invalid_field" for what is no user name.
[[nodiscard]] Result<Done> checkUsername(const QString &name);

} // namespace deskbell::server
