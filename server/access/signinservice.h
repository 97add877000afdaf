// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/access/auditlog.h"
#include "server/access/authservice.h"
#include "server/access/loginthrottle.h"
#include "server/access/passwordhasher.h"
#include "server/access/sessionorigin.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/usersrepository.h"
#include "server/storage/userticketsrepository.h"

#include <QCoroTask>
#include <QString>
#include <chrono>
#include <optional>

namespace deskbell::server {

class Database;

struct Credentials {
    QString tenant; ///< slug
    QString username;
    QString password;
    QString code; ///< of the second factor; empty until it is asked for
};

struct TicketAcceptance {
    QString tenant; ///< slug
    QString code;   ///< as typed
    QString password; ///< the new one
};

/// The ways in: password with second factor, PIN at a paired desk, invite or reset code. Each ends with AuthService::open().
/// Main thread; outlives the tasks it has given out.
class SignInService final
{
public:
    struct Parts {
        Database &database;
        PasswordHasher &hasher;
        const TenantDirectory &directory;
        AuthService &auth;
        LoginThrottle &throttle;
        const Clock &clock;
    };
    /// How long after a full sign-in at a desk the PIN is enough there.
    static constexpr std::chrono::hours PinLifetime{12};
    static constexpr int MaxPinFailures = 5;
    static constexpr int MaxTicketTries = 5;

    explicit SignInService(Parts parts) : m_parts(parts), m_audit(parts.clock) { }
    Q_DISABLE_COPY_MOVE(SignInService)

    /// Auth: "bad_credentials" whatever was wrong (property, name or password) and after the same work; "totp_required" and
    /// "totp_wrong" when only that is missing. RateLimited with `context.retry_after` while guessing is slowed down.
    [[nodiscard]] QCoro::Task<Result<SignIn>> login(Credentials credentials, SessionOrigin origin);
    /// Only at a paired desk, and only for who has signed in there fully within PinLifetime. Auth: "device_unknown",
    /// "bad_credentials", "pin_locked" after MaxPinFailures until the next full sign-in.
    [[nodiscard]] QCoro::Task<Result<SignIn>> pin(QString username, QString pin, SessionOrigin origin);
    /// Auth "ticket_invalid" for a code that is wrong, used, expired or tried too often; Validation "weak_password". A reset ends
    /// the person's sessions and takes second factor and PIN away: whoever gave the code has seen the person.
    [[nodiscard]] QCoro::Task<Result<SignIn>> accept(TicketAcceptance wish, SessionOrigin origin);

private:
    /// A PIN try that was counted before anything was compared.
    struct PinTry {
        TenantId tenant;
        std::optional<User> user; ///< null: nobody who may
        bool isLocked = false;
    };
    struct Ticket {
        UserTicket ticket;
        User user;
    };

    [[nodiscard]] QCoro::Task<Result<Done>> checkSecondFactor(TenantInfo tenant, User user, QString code);
    [[nodiscard]] QCoro::Task<Result<PinTry>> countPinTry(SessionOrigin origin, QString username);
    [[nodiscard]] QCoro::Task<Result<Ticket>> findTicket(TenantId tenant, QString code);
    [[nodiscard]] QCoro::Task<Result<User>> useTicket(TenantInfo tenant, Ticket ticket, QString passwordHash);

    Parts m_parts;
    AuditLog m_audit;
};

} // namespace deskbell::server
