// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/auditlog.h"
#include "server/access/authservice.h"
#include "server/access/loginthrottle.h"
#include "server/access/sessionorigin.h"
#include "server/access/tenantsservice.h"
#include "server/storage/usersrepository.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>
#include <QStringList>

namespace deskbell::server {

class Database;
class PasswordHasher;

/// The first property and the first person.
struct FirstRun {
    NewTenant tenant;
    QString username;
    QString displayName; ///< empty: the user name
    QString password;
};

/// The first run: no account comes with the program. While there is none, whoever has the one-time secret that the service wrote
/// to its log and to the file `setup-secret` makes the first property and its administrator. Main thread; outlives its tasks.
class SetupService final
{
public:
    struct Parts {
        Database &database;
        PasswordHasher &hasher;
        const TenantDirectory &directory;
        TenantsService &tenants;
        AuthService &auth;
        const Clock &clock;
        Rng &rng;
    };

    /// `secretFile`: where the secret is kept for whoever sits at the machine; empty: no secret is made, and only run() works.
    SetupService(Parts parts, QString secretFile);
    Q_DISABLE_COPY_MOVE(SetupService)

    /// While no account exists: makes the secret, shows it. Call once at start.
    [[nodiscard]] QCoro::Task<Result<Done>> prepare();
    [[nodiscard]] QCoro::Task<Result<bool>> isNeeded();
    /// For an administrator of the machine. A property of that slug that has been made already is taken as it is. Validation,
    /// Conflict "already_set_up".
    [[nodiscard]] QCoro::Task<Result<User>> run(FirstRun wish);
    /// Over the network: Forbidden "setup_secret" for a wrong secret; RateLimited after five from one address.
    [[nodiscard]] QCoro::Task<Result<SignIn>> runWithSecret(QString secret, FirstRun wish, SessionOrigin origin);
    /// The secret while it is good; for tests and the command line. Empty otherwise.
    [[nodiscard]] const QString &secret() const { return m_secret; }

private:
    void finish();

    Parts m_parts;
    QString m_secretFile;
    QString m_secret;
    bool m_isOver = false; ///< an account exists; they never all go away
    IdSource m_ids;
    LoginThrottle m_throttle;
    AuditLog m_audit;
};

} // namespace deskbell::server
