// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/accesstokens.h"
#include "server/access/auditlog.h"
#include "server/access/loginthrottle.h"
#include "server/access/principal.h"
#include "server/access/refreshtokens.h"
#include "server/access/sessionorigin.h"
#include "server/access/sessionregistry.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/sessionsrepository.h"
#include "server/storage/usersrepository.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>
#include <chrono>

namespace deskbell::server {

class Database;

/// What a console gets when it has signed in or refreshed.
struct SignIn {
    QByteArray accessToken;
    QString refreshToken;
    std::chrono::seconds expiresIn{}; ///< of the access token
    LiveSession session;
    TenantInfo tenant;
};

/// Sessions: opening, refresh, sign-out and the check of each request. Who may have one, SignInService says. Main thread; verify() may be called from any thread.
/// Outlives the tasks it has given out: the application drains before it destroys.
class AuthService final
{
public:
    struct Options {
        std::chrono::seconds accessLifetime{10 * 60};
        std::chrono::seconds refreshGrace{30}; ///< a repeat of the last rotation gets the same successor
        std::chrono::seconds idleLifetime{12 * 60 * 60};
        std::chrono::seconds maxLifetime{30LL * 24 * 60 * 60};
        LoginThrottle::Options throttle;
    };
    struct Parts {
        Database &database;
        SessionRegistry &registry;
        const TenantDirectory &directory;
        const Clock &clock;
        Rng &rng;
    };

    /// `secret`: see loadOrCreateAccessKey().
    AuthService(Parts parts, const QByteArray &secret, Options options);
    Q_DISABLE_COPY_MOVE(AuthService)

    // While the disk is full sessions are opened and refreshed still. While the database is only read they are too, but what
    // cannot be stored ends with the service: a session opened then lives as long as its access token.

    /// Fills the registry and forgets sessions that ended long ago. Call once at start.
    [[nodiscard]] QCoro::Task<Result<Done>> load();

    /// A session for somebody who has proven who they are. The one way to get one. Forbidden (code
    /// "tenant_suspended") while the property is suspended.
    [[nodiscard]] QCoro::Task<Result<SignIn>> open(TenantInfo tenant, User user, SessionOrigin origin);
    /// `device`: the paired desk that asks; empty elsewhere. Auth: "refresh_invalid", "session_expired", "refresh_reused" or
    /// "refresh_foreign_device" (which have ended the session).
    [[nodiscard]] QCoro::Task<Result<SignIn>> refresh(QString token, QString device);
    [[nodiscard]] QCoro::Task<Result<Done>> logout(Principal principal);
    /// Where several services share a database: finds the session of a good token that verify() does not know, because
    /// another service has opened or prolonged it. Afterwards verify() has the last word.
    [[nodiscard]] QCoro::Task<Result<Done>> lookUp(QByteArray accessToken);
    /// Ends here the sessions that another service has ended, and takes over what it has changed about their users.
    [[nodiscard]] QCoro::Task<Result<Done>> reconcile();
    /// Sessions that somebody has ended in the database end here too, sockets included.
    void ended(const QList<SessionId> &sessions);
    [[nodiscard]] const Options &options() const { return m_options; }
    /// The principal behind an access token of a session that lives.
    [[nodiscard]] Result<Principal> verify(const QByteArray &accessToken) const;

private:
    enum class RefreshKind { Rotated, Repeated, Reused, Foreign };
    struct Refreshed;

    [[nodiscard]] Result<SignIn> signIn(
        const LiveSession &session, const TenantInfo &tenant, const QString &refreshToken) const;
    /// Writer's thread.
    [[nodiscard]] Result<Refreshed> refreshRow(
        sql::Connection &db, const QString &token, const QString &device, Instant now) const;
    [[nodiscard]] Result<Refreshed> endStolen(
        sql::Connection &db, const LiveSession &session, RefreshKind kind, Instant now) const;
    /// For a database that is only read: the token stays as it is and good.
    [[nodiscard]] Result<Refreshed> peekRow(
        sql::Connection &db, const QString &token, const QString &device, Instant now) const;

    Parts m_parts;
    Options m_options;
    IdSource m_ids;
    AccessTokens m_access;
    RefreshTokens m_refresh;
    AuditLog m_audit;
};

/// Forbidden, code "tenant_suspended".
[[nodiscard]] Error propertySuspended();

/// The token of "Authorization: Bearer …"; empty when the header is another or absent.
[[nodiscard]] QByteArray bearerToken(const QByteArray &authorization);

} // namespace deskbell::server
