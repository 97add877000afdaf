// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/auditlog.h"
#include "server/access/authservice.h"
#include "server/access/loginthrottle.h"
#include "server/access/principal.h"
#include "server/storage/usersrepository.h"

#include <QCoroTask>
#include <QString>

namespace deskbell::server {

class Database;
class PasswordHasher;

/// What people do with their own accounts. Whoever changes a secret shows the password again; wrong ones are slowed down as at
/// sign-in. Main thread; outlives the tasks it has given out.
class AccountService final
{
public:
    struct Parts {
        Database &database;
        PasswordHasher &hasher;
        SessionRegistry &registry;
        const TenantDirectory &directory;
        AuthService &auth;
        LoginThrottle &throttle;
        const Clock &clock;
        Rng &rng;
    };
    struct TotpSetup {
        QString secret; ///< for typing
        QString uri;    ///< for a QR code
    };

    explicit AccountService(Parts parts) : m_parts(parts), m_audit(parts.clock) { }
    Q_DISABLE_COPY_MOVE(AccountService)

    [[nodiscard]] QCoro::Task<Result<User>> me(Principal who);
    /// Ends the person's other sessions. Forbidden "wrong_password", Validation "weak_password".
    [[nodiscard]] QCoro::Task<Result<Done>> changePassword(Principal who, QString current, QString next);
    /// Makes a secret that counts once it is confirmed. Conflict "totp_active" while one counts already.
    [[nodiscard]] QCoro::Task<Result<TotpSetup>> beginTotp(Principal who, QString password);
    /// Forbidden "totp_wrong"; Conflict "totp_not_begun" or "totp_active".
    [[nodiscard]] QCoro::Task<Result<Done>> confirmTotp(Principal who, QString code);
    [[nodiscard]] QCoro::Task<Result<Done>> removeTotp(Principal who, QString password);
    /// 4 to 8 digits. Validation "weak_pin".
    [[nodiscard]] QCoro::Task<Result<Done>> setPin(Principal who, QString password, QString pin);
    [[nodiscard]] QCoro::Task<Result<Done>> removePin(Principal who);

private:
    /// The person, after the password was right.
    [[nodiscard]] QCoro::Task<Result<User>> prove(Principal who, QString password);
    [[nodiscard]] QCoro::Task<Result<Done>> storeTotp(Principal who, User changed, QString action);
    [[nodiscard]] QCoro::Task<Result<Done>> storePin(Principal who, QString hash, QString action);

    Parts m_parts;
    AuditLog m_audit;
};

} // namespace deskbell::server
