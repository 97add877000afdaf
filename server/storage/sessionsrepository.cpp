// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sessionsrepository.h"

#include <algorithm>

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO sessions (id, tenant_id, user_id, refresh_hash, created_at, "
                                      "last_used_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
const auto SelectById = QStringLiteral("SELECT id, tenant_id, user_id, refresh_hash, previous_refresh_hash, "
                                       "rotated_at, successor, created_at, last_used_at, expires_at, "
                                       "revoked_at FROM sessions WHERE id = ?");
const auto Rotate = QStringLiteral("UPDATE sessions SET refresh_hash = ?, previous_refresh_hash = ?, successor = ?, "
                                   "rotated_at = ?, last_used_at = ? WHERE id = ?");
const auto RevokeOne = QStringLiteral(
    "UPDATE sessions SET revoked_at = ?, revoked_reason = ?, successor = NULL WHERE id = ? AND revoked_at IS NULL");
const auto SelectOpen
    = QStringLiteral("SELECT id FROM sessions WHERE tenant_id = ? AND user_id = ? AND revoked_at IS NULL");
const auto SelectOpenOfTenant = QStringLiteral("SELECT id FROM sessions WHERE tenant_id = ? AND revoked_at IS NULL");
const auto RevokeTenant = QStringLiteral(
    "UPDATE sessions SET revoked_at = ?, revoked_reason = ?, successor = NULL WHERE tenant_id = ? AND revoked_at IS NULL");
const auto SelectLive = QStringLiteral(
    "SELECT s.id, s.tenant_id, s.user_id, u.username, u.display_name, u.role, s.last_used_at, s.expires_at "
    "FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "WHERE s.revoked_at IS NULL AND u.is_active = 1 AND s.expires_at > ? AND s.last_used_at > ? AND (? = '' OR s.id = "
    "?)");
const auto SelectRole = QStringLiteral(
    "SELECT u.role FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "WHERE s.id = ? AND s.tenant_id = ? AND s.user_id = ? AND s.revoked_at IS NULL AND u.is_active = 1");
const auto DeleteEnded = QStringLiteral("DELETE FROM sessions WHERE expires_at < ? OR revoked_at < ?");

LiveSession liveFromRow(const sql::Query &row, std::chrono::seconds idle)
{
    return {SessionId{row.text(0)}, TenantId{row.text(1)}, UserId{row.text(2)}, row.text(3), row.text(4),
        roleFromWord(row.text(5)).value_or(Role::Staff), std::min<Instant>(row.instant(6) + idle, row.instant(7))};
}

} // namespace

Result<Done> SessionsRepository::insert(const Session &session)
{
    auto inserted = m_db.query(InsertOne)
                        .bind(session.id.value)
                        .bind(session.tenant.value)
                        .bind(session.user.value)
                        .bind(session.refreshHash)
                        .bind(session.createdAt)
                        .bind(session.lastUsedAt)
                        .bind(session.expiresAt)
                        .run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<std::optional<Session>> SessionsRepository::byId(const SessionId &id)
{
    auto query = m_db.query(SelectById + m_db.dialect().forUpdate());
    query.bind(id.value);
    std::optional<Session> session;
    if (query.next()) {
        session = Session{SessionId{query.text(0)}, TenantId{query.text(1)}, UserId{query.text(2)}, query.blob(3),
            query.blob(4), query.optionalInstant(5), query.text(6), query.instant(7), query.instant(8),
            query.instant(9), query.optionalInstant(10)};
    }
    return query.error() ? Result<std::optional<Session>>(*query.error())
                         : Result<std::optional<Session>>(std::move(session));
}

Result<Done> SessionsRepository::rotate(
    const SessionId &id, const QByteArray &newHash, const QByteArray &oldHash, const QString &successor, Instant now)
{
    auto updated
        = m_db.query(Rotate).bind(newHash).bind(oldHash).bind(successor).bind(now).bind(now).bind(id.value).run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<Done> SessionsRepository::revoke(const SessionId &id, const QString &reason, Instant now)
{
    auto updated = m_db.query(RevokeOne).bind(now).bind(reason).bind(id.value).run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<QList<SessionId>> SessionsRepository::revokeAll(
    const TenantContext &who, const UserId &user, const QString &reason, Instant now)
{
    QList<SessionId> open;
    {
        auto query = m_db.query(SelectOpen);
        query.bind(who.tenant.value).bind(user.value);
        while (query.next()) {
            open.append(SessionId{query.text(0)});
        }
        if (query.error()) {
            return *query.error();
        }
    }
    for (const auto &id : std::as_const(open)) {
        if (auto revoked = revoke(id, reason, now); !revoked) {
            return revoked.error();
        }
    }
    return open;
}

Result<QList<SessionId>> SessionsRepository::revokeTenant(const TenantContext &who, const QString &reason, Instant now)
{
    QList<SessionId> open;
    {
        auto query = m_db.query(SelectOpenOfTenant);
        query.bind(who.tenant.value);
        while (query.next()) {
            open.append(SessionId{query.text(0)});
        }
        if (query.error()) {
            return *query.error();
        }
    }
    const auto revoked = m_db.query(RevokeTenant).bind(now).bind(reason).bind(who.tenant.value).run();
    return revoked ? Result<QList<SessionId>>(std::move(open)) : Result<QList<SessionId>>(revoked.error());
}

Result<std::optional<Role>> SessionsRepository::role(const TenantContext &who, const SessionId &id, const UserId &user)
{
    auto query = m_db.query(SelectRole);
    query.bind(id.value).bind(who.tenant.value).bind(user.value);
    std::optional<Role> role;
    if (query.next()) {
        role = roleFromWord(query.text(0));
    }
    return query.error() ? Result<std::optional<Role>>(*query.error()) : Result<std::optional<Role>>(role);
}

Result<std::optional<LiveSession>> SessionsRepository::live(const SessionId &id, Instant now, std::chrono::seconds idle)
{
    auto query = m_db.query(SelectLive);
    query.bind(now).bind(now - idle).bind(id.value).bind(id.value);
    std::optional<LiveSession> session;
    if (query.next()) {
        session = liveFromRow(query, idle);
    }
    return query.error() ? Result<std::optional<LiveSession>>(*query.error())
                         : Result<std::optional<LiveSession>>(std::move(session));
}

Result<QList<LiveSession>> SessionsRepository::allLive(Instant now, std::chrono::seconds idle)
{
    auto query = m_db.query(SelectLive);
    query.bind(now).bind(now - idle).bind(QString()).bind(QString());
    QList<LiveSession> sessions;
    while (query.next()) {
        sessions.append(liveFromRow(query, idle));
    }
    return query.error() ? Result<QList<LiveSession>>(*query.error()) : Result<QList<LiveSession>>(std::move(sessions));
}

Result<qint64> SessionsRepository::removeEnded(Instant before)
{
    return m_db.query(DeleteEnded).bind(before).bind(before).run();
}

} // namespace deskbell::server
