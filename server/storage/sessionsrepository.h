// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/access/livesession.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>
#include <chrono>
#include <optional>

namespace deskbell::server {

struct Session {
    SessionId id;
    TenantId tenant;
    UserId user;
    QByteArray refreshHash;
    QByteArray previousRefreshHash; ///< empty before the first rotation
    std::optional<Instant> rotatedAt;
    QString successor; ///< sealed, see RefreshTokens
    Instant createdAt{};
    Instant lastUsedAt{};
    Instant expiresAt{};
    std::optional<Instant> revokedAt;
    QString device{};  ///< the paired desk it is bound to; empty elsewhere
    QString address{}; ///< of who signed in
    QString agent{};   ///< what the program calls itself
    QString method = QStringLiteral("password"); ///< "password", "pin", "ticket", "setup", "openid"
};

/// A living session as people see it.
struct SessionView {
    SessionId id;
    UserId user;
    QString username;
    QString displayName;
    Role role = Role::Staff;
    QString device; ///< id of the paired desk; may be empty
    QString deviceName; ///< empty when it is not paired any more
    QString address;
    QString agent;
    QString method;
    Instant createdAt{};
    Instant lastUsedAt{};
    Instant expiresAt{}; ///< unless it is used before
};

/// Who may come in with a PIN at a paired desk.
struct DeskUser {
    TenantId tenant;
    UserId user;
};

/// Sessions are found by the secret that their owner shows, so the look-up itself has no TenantContext; it yields one.
class SessionsRepository final
{
public:
    explicit SessionsRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) { }

    [[nodiscard]] Result<Done> insert(const Session &session);
    [[nodiscard]] Result<std::optional<Session>> byId(const SessionId &id);
    [[nodiscard]] Result<Done> rotate(const SessionId &id, const QByteArray &newHash, const QByteArray &oldHash,
        const QString &successor, Instant now);
    [[nodiscard]] Result<Done> revoke(const SessionId &id, const QString &reason, Instant now);
    /// Revokes what the user has open, other than `but`; the ids of what was open.
    [[nodiscard]] Result<QList<SessionId>> revokeAll(
        const TenantContext &who, const UserId &user, const QString &reason, Instant now, const SessionId &but = {});
    /// Those that live, of one person or of all of the property, newest first.
    [[nodiscard]] Result<QList<SessionView>> views(
        const TenantContext &who, const std::optional<UserId> &user, Instant now, std::chrono::seconds idle);
    /// The one of them with this id.
    [[nodiscard]] Result<std::optional<SessionView>> view(
        const TenantContext &who, const SessionId &id, Instant now, std::chrono::seconds idle);
    /// Who of this name signed in last, other than by PIN, at this desk since `since`, and was not thrown out since.
    [[nodiscard]] Result<std::optional<DeskUser>> deskUser(const QString &device, const QString &username, Instant since);
    /// Revokes what anybody of the property has open; the ids of what was open.
    [[nodiscard]] Result<QList<SessionId>> revokeTenant(const TenantContext &who, const QString &reason, Instant now);
    /// The role of the person whose session this is; std::nullopt when it was revoked or the person may not come in any more.
    [[nodiscard]] Result<std::optional<Role>> role(const TenantContext &who, const SessionId &id, const UserId &user);
    /// Who is behind a session, when it still lives. `idle`: how long a session lives without a refresh.
    [[nodiscard]] Result<std::optional<LiveSession>> live(const SessionId &id, Instant now, std::chrono::seconds idle);
    [[nodiscard]] Result<QList<LiveSession>> allLive(Instant now, std::chrono::seconds idle);
    /// Forgets sessions that ended before `before`.
    [[nodiscard]] Result<qint64> removeEnded(Instant before);

private:
    [[nodiscard]] Result<QList<SessionView>> readViews(sql::Query query, std::chrono::seconds idle);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
