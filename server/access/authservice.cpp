// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/authservice.h"

#include "server/access/accesskey.h"
#include "server/storage/database.h"
#include "server/storage/tenantsrepository.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcAuth, "deskbell.server.access.auth", QtInfoMsg)

/// How long the rows of ended sessions are kept, for whoever asks what happened.
constexpr std::chrono::hours KeepEnded{24 * 30};
constexpr int MaxAgentLength = 200;

Error denied(const char *code, const char *sentence)
{
    return Error{ErrorKind::Auth, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), {}};
}

TenantContext actor(const TenantId &tenant, const QString &username)
{
    return {tenant, QStringLiteral("user:") + username};
}

AuditRecord sessionRecord(const char *action, const SessionId &session)
{
    return {QString::fromLatin1(action), QStringLiteral("session"), session.value, {}, {}};
}

Error sessionExpired() { return denied("session_expired", "The session has ended. Sign in again."); }

} // namespace

/// What one refresh did in its transaction. A reuse is no error there: its revocation must be committed.
struct AuthService::Refreshed {
    RefreshKind kind = RefreshKind::Reused;
    QString token;
    LiveSession session;
};

Error propertySuspended()
{
    return Error{ErrorKind::Forbidden, QStringLiteral("This property is suspended. Its administrator knows more."), 0,
        QStringLiteral("tenant_suspended"), {}};
}

QByteArray bearerToken(const QByteArray &authorization)
{
    constexpr int Scheme = 7;
    return authorization.left(Scheme).compare("Bearer ", Qt::CaseInsensitive) == 0 ? authorization.mid(Scheme).trimmed()
                                                                                   : QByteArray();
}

AuthService::AuthService(Parts parts, const QByteArray &secret, Options options)
    : m_parts(parts), m_options(options), m_ids(parts.clock, parts.rng),
      m_access(deriveKey(secret, "deskbell access token")),
      m_refresh(deriveKey(secret, "deskbell refresh token"), parts.rng), m_audit(parts.clock)
{
}

QCoro::Task<Result<Done>> AuthService::load()
{
    const bool isReadOnly = m_parts.database.isReadOnly();
    const auto work = [isReadOnly, now = m_parts.clock.now(), idle = m_options.idleLifetime](
                          sql::Connection &db) -> Result<QList<LiveSession>> {
        SessionsRepository sessions(db);
        if (!isReadOnly) {
            if (auto removed = sessions.removeEnded(now - KeepEnded); !removed) {
                return removed.error();
            }
        }
        return sessions.allLive(now, idle);
    };
    auto load = isReadOnly ? m_parts.database.read(work) : m_parts.database.write(work, sql::Admission::Essential);
    const auto live = co_await load;
    if (!live) {
        co_return live.error();
    }
    m_parts.registry.replace(live.value());
    co_return Done{};
}

QCoro::Task<Result<SignIn>> AuthService::open(TenantInfo tenant, User user, SessionOrigin origin)
{
    if (tenant.isSuspended) {
        co_return propertySuspended();
    }
    const auto now = m_parts.clock.now();
    Session session;
    session.id = m_ids.make<SessionId>();
    session.tenant = tenant.id;
    session.user = user.id;
    const auto token = m_refresh.make(session.id);
    session.refreshHash = refreshHash(token);
    session.createdAt = now;
    session.lastUsedAt = now;
    session.expiresAt = now + m_options.maxLifetime;
    session.device = origin.device;
    session.address = QString::fromLatin1(origin.address);
    session.agent = origin.agent.left(MaxAgentLength);
    session.method = origin.method;
    if (!m_parts.database.isReadOnly()) {
        auto write = m_parts.database.write(
            [audit = m_audit, session, who = actor(tenant.id, user.username)](sql::Connection &db) -> Result<Done> {
                // It may have been suspended while the password was checked.
                const auto isSuspended = TenantsRepository(db).isSuspended(session.tenant);
                if (!isSuspended || isSuspended.value()) {
                    return isSuspended ? propertySuspended() : isSuspended.error();
                }
                if (auto inserted = SessionsRepository(db).insert(session); !inserted) {
                    return inserted;
                }
                if (auto noted = UsersRepository(db, who).noteSignIn(session.user, session.createdAt); !noted) {
                    return noted;
                }
                auto record = sessionRecord("session.opened", session.id);
                record.detail.insert(QStringLiteral("method"), session.method);
                return audit.append(db, who, record);
            },
            sql::Admission::Essential);
        const auto stored = co_await write;
        if (!stored) {
            co_return stored.error();
        }
    }
    const LiveSession live{session.id, tenant.id, user.id, user.username, user.displayName, user.role,
        std::min<Instant>(now + m_options.idleLifetime, session.expiresAt), session.device, user.mustChangePassword};
    m_parts.registry.put(live);
    qCInfo(lcAuth) << "session" << live.id.value << "opened for" << tenant.slug << "by" << session.method;
    co_return signIn(live, tenant, token);
}

Result<SignIn> AuthService::signIn(
    const LiveSession &session, const TenantInfo &tenant, const QString &refreshToken) const
{
    auto token = m_access.issue(
        {session.user, session.tenant, session.id, session.role, m_parts.clock.now() + m_options.accessLifetime});
    if (!token) {
        return token.error();
    }
    return SignIn{std::move(token).value(), refreshToken, m_options.accessLifetime, session, tenant};
}

Result<AuthService::Refreshed> AuthService::refreshRow(
    sql::Connection &db, const QString &token, const QString &device, Instant now) const
{
    const auto parsed = m_refresh.parse(token);
    if (!parsed) {
        return denied("refresh_invalid", "The refresh token is not valid. Sign in again.");
    }
    SessionsRepository sessions(db);
    const auto row = sessions.byId(parsed->session);
    const auto live = sessions.live(parsed->session, now, m_options.idleLifetime);
    if (!row || !live) {
        return row ? live.error() : row.error();
    }
    if (!row.value() || !live.value()) {
        return sessionExpired();
    }
    const auto &session = *row.value();
    if (!session.device.isEmpty() && session.device != device) {
        return endStolen(db, *live.value(), RefreshKind::Foreign, now);
    }
    if (parsed->hash == session.refreshHash) {
        const auto successor = m_refresh.make(session.id);
        if (auto rotated
            = sessions.rotate(session.id, refreshHash(successor), parsed->hash, m_refresh.seal(token, successor), now);
            !rotated) {
            return rotated.error();
        }
        auto extended = *live.value();
        extended.endsAt = std::min<Instant>(now + m_options.idleLifetime, session.expiresAt);
        return Refreshed{RefreshKind::Rotated, successor, extended};
    }
    const bool isGrace = parsed->hash == session.previousRefreshHash && session.rotatedAt
        && now - *session.rotatedAt <= m_options.refreshGrace;
    const auto successor = isGrace ? m_refresh.open(token, session.successor) : std::nullopt;
    if (successor) {
        return Refreshed{RefreshKind::Repeated, *successor, *live.value()};
    }
    return endStolen(db, *live.value(), RefreshKind::Reused, now);
}

Result<AuthService::Refreshed> AuthService::endStolen(
    sql::Connection &db, const LiveSession &session, RefreshKind kind, Instant now) const
{
    const bool isForeign = kind == RefreshKind::Foreign;
    const auto reason = isForeign ? QStringLiteral("refresh_foreign_device") : QStringLiteral("refresh_reused");
    if (auto revoked = SessionsRepository(db).revoke(session.id, reason, now); !revoked) {
        return revoked.error();
    }
    const auto who = actor(session.tenant, session.username);
    const auto record = sessionRecord(isForeign ? "session.token_foreign" : "session.token_reused", session.id);
    if (auto noted = m_audit.append(db, who, record); !noted) {
        return noted.error();
    }
    return Refreshed{kind, {}, session};
}

Result<AuthService::Refreshed> AuthService::peekRow(
    sql::Connection &db, const QString &token, const QString &device, Instant now) const
{
    const auto parsed = m_refresh.parse(token);
    if (!parsed) {
        return denied("refresh_invalid", "The refresh token is not valid. Sign in again.");
    }
    SessionsRepository sessions(db);
    const auto row = sessions.byId(parsed->session);
    const auto live = sessions.live(parsed->session, now, m_options.idleLifetime);
    if (!row || !live) {
        return row ? live.error() : row.error();
    }
    const bool isPresent = row.value() && live.value() && parsed->hash == row.value()->refreshHash
        && (row.value()->device.isEmpty() || row.value()->device == device);
    if (!isPresent) {
        return sessionExpired();
    }
    return Refreshed{RefreshKind::Repeated, token, *live.value()};
}

QCoro::Task<Result<SignIn>> AuthService::refresh(QString token, QString device)
{
    const bool isReadOnly = m_parts.database.isReadOnly();
    const auto work = [this, isReadOnly, token, device, now = m_parts.clock.now()](sql::Connection &db) {
        return isReadOnly ? peekRow(db, token, device, now) : refreshRow(db, token, device, now);
    };
    auto pending = isReadOnly ? m_parts.database.read(work) : m_parts.database.write(work, sql::Admission::Essential);
    const auto refreshed = co_await pending;
    if (!refreshed) {
        co_return refreshed.error();
    }
    const auto &outcome = refreshed.value();
    if (outcome.kind == RefreshKind::Reused) {
        qCWarning(lcAuth) << "session" << outcome.session.id.value << "ended: a used refresh token came again";
        m_parts.registry.end(outcome.session.id);
        co_return denied(
            "refresh_reused", "The session was ended because its refresh token was used twice. Sign in again.");
    }
    if (outcome.kind == RefreshKind::Foreign) {
        qCWarning(lcAuth) << "session" << outcome.session.id.value << "ended: its refresh token came from another device";
        m_parts.registry.end(outcome.session.id);
        co_return denied("refresh_foreign_device", "The session was ended because its refresh token came from another device. Sign in again.");
    }
    const auto tenant = m_parts.directory.tenant(outcome.session.tenant);
    if (!tenant) {
        co_return sessionExpired();
    }
    m_parts.registry.put(outcome.session);
    co_return signIn(outcome.session, *tenant, outcome.token);
}

QCoro::Task<Result<Done>> AuthService::logout(Principal principal)
{
    auto write = m_parts.database.write(
        [audit = m_audit, principal, now = m_parts.clock.now()](sql::Connection &db) -> Result<Done> {
            const auto &id = principal.sessionId;
            if (auto revoked = SessionsRepository(db).revoke(id, QStringLiteral("signed_out"), now); !revoked) {
                return revoked;
            }
            return audit.append(db, principal.context(), sessionRecord("session.closed", id));
        },
        sql::Admission::Essential);
    const auto revoked = co_await write;
    if (!revoked) {
        co_return revoked.error();
    }
    m_parts.registry.end(principal.sessionId);
    qCInfo(lcAuth) << "session" << principal.sessionId.value << "signed out";
    co_return Done{};
}

void AuthService::ended(const QList<SessionId> &sessions)
{
    for (const auto &session : sessions) {
        m_parts.registry.end(session);
    }
}

QCoro::Task<Result<Done>> AuthService::lookUp(QByteArray accessToken)
{
    const auto now = m_parts.clock.now();
    const auto claims = m_access.verify(accessToken, now);
    if (!claims) {
        co_return claims.error();
    }
    auto read = m_parts.database.read([id = claims.value().session, now, idle = m_options.idleLifetime](sql::Connection &db) {
        return SessionsRepository(db).live(id, now, idle);
    });
    const auto session = co_await read;
    if (!session) {
        co_return session.error();
    }
    // Should it have ended meanwhile, the database's access epoch has grown and reconcile() follows.
    if (session.value()) {
        m_parts.registry.put(*session.value());
    }
    co_return Done{};
}

QCoro::Task<Result<Done>> AuthService::reconcile()
{
    // What comes after this line is newer than what is read: it is not looked at.
    const auto known = m_parts.registry.all();
    const auto now = m_parts.clock.now();
    auto read = m_parts.database.read(
        [now, idle = m_options.idleLifetime](sql::Connection &db) { return SessionsRepository(db).allLive(now, idle); });
    const auto live = co_await read;
    if (!live) {
        co_return live.error();
    }
    QHash<SessionId, LiveSession> byId;
    for (const auto &session : live.value()) {
        byId.insert(session.id, session);
    }
    for (const auto &session : known) {
        const auto stored = byId.constFind(session.id);
        if (stored == byId.constEnd()) {
            m_parts.registry.end(session.id);
        } else if ((stored->role != session.role || stored->displayName != session.displayName
                       || stored->mustChangePassword != session.mustChangePassword)
            && m_parts.registry.find(session.id, now)) {
            m_parts.registry.put(*stored);
        }
    }
    co_return Done{};
}

Result<Principal> AuthService::verify(const QByteArray &accessToken) const
{
    if (accessToken.isEmpty()) {
        return denied("token_missing", "Sign in first.");
    }
    const auto now = m_parts.clock.now();
    const auto claims = m_access.verify(accessToken, now);
    if (!claims) {
        return claims.error();
    }
    const auto session = m_parts.registry.find(claims.value().session, now);
    if (!session || session->tenant != claims.value().tenant || session->user != claims.value().user) {
        return sessionExpired();
    }
    // The role is the session's, not the token's: a change counts at once.
    return Principal{session->user, session->username, session->displayName, session->role, session->tenant,
        session->id, claims.value().expiresAt, session->mustChangePassword, {}, {}, {}};
}

} // namespace deskbell::server
