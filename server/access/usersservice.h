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

#include <QCoroTask>
#include <QList>
#include <QString>

namespace deskbell::server {

class Database;
class PasswordHasher;

struct NewUser {
    QString tenant; ///< slug
    QString username;
    QString displayName; ///< empty: the user name
    Role role = Role::Staff;
    QString password;
};

/// The people who sign in. Main thread.
class UsersService final
{
public:
    struct Parts {
        Database &database;
        PasswordHasher &hasher;
        SessionRegistry &registry;
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

private:
    Parts m_parts;
    IdSource m_ids;
    AuditLog m_audit;
};

} // namespace deskbell::server
