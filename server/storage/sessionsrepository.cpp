// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sessionsrepository.h"

#include <algorithm>

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO sessions (id, tenant_id, user_id, refresh_hash, created_at, "
                                      "last_used_at, expires_at, device_id, address, agent, method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto SelectById = QStringLiteral("SELECT id, tenant_id, user_id, refresh_hash, previous_refresh_hash, "
                                       "rotated_at, successor, created_at, last_used_at, expires_at, "
                                       "revoked_at, device_id FROM sessions WHERE id = ?");
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
    "SELECT s.id, s.tenant_id, s.user_id, u.username, u.display_name, u.role, s.last_used_at, s.expires_at, "
    "s.device_id, u.must_change_password FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "WHERE s.revoked_at IS NULL AND u.is_active = 1 AND s.expires_at > ? AND s.last_used_at > ? AND (? = '' OR s.id = "
    "?)");
const auto SelectRole = QStringLiteral(
    "SELECT u.role FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "WHERE s.id = ? AND s.tenant_id = ? AND s.user_id = ? AND s.revoked_at IS NULL AND u.is_active = 1");
const auto SelectViews = QStringLiteral(
    "SELECT s.id, s.user_id, u.username, u.display_name, u.role, s.device_id, s.address, s.agent, s.method, s.created_at, "
    "s.last_used_at, s.expires_at FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "WHERE s.tenant_id = ? AND s.revoked_at IS NULL AND u.is_active = 1 AND s.expires_at > ? AND s.last_used_at > ? ");
const auto ViewsOrder = QStringLiteral("ORDER BY s.created_at DESC, s.id DESC");
const auto SelectAllViews = QString(SelectViews + ViewsOrder);
const auto SelectOwnViews = QString(SelectViews + QStringLiteral("AND s.user_id = ? ") + ViewsOrder);
const auto SelectView = QString(SelectViews + QStringLiteral("AND s.id = ?"));
const auto SelectDeskUser = QStringLiteral(
    "SELECT s.tenant_id, s.user_id FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "WHERE s.device_id = ? AND lower(u.username) = lower(?) AND s.method <> 'pin' AND s.created_at > ? AND u.is_active = 1 "
    "AND (s.revoked_at IS NULL OR s.revoked_reason = 'signed_out') ORDER BY s.created_at DESC, s.id DESC LIMIT 1");
const auto DeleteEnded = QStringLiteral("DELETE FROM sessions WHERE expires_at < ? OR revoked_at < ?");

LiveSession liveFromRow(const sql::Query &row, std::chrono::seconds idle)
{
    return {SessionId{row.text(0)}, TenantId{row.text(1)}, UserId{row.text(2)}, row.text(3), row.text(4),
        roleFromWord(row.text(5)).value_or(Role::Staff), std::min<Instant>(row.instant(6) + idle, row.instant(7)),
        row.text(8), row.number(9) != 0};
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
                        .bind(session.device)
                        .bind(session.address)
                        .bind(session.agent)
                        .bind(session.method)
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
            query.instant(9), query.optionalInstant(10), query.text(11), {}, {}, {}};
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
    const TenantContext &who, const UserId &user, const QString &reason, Instant now, const SessionId &but)
{
    QList<SessionId> open;
    {
        auto query = m_db.query(SelectOpen);
        query.bind(who.tenant.value).bind(user.value);
        while (query.next()) {
            if (query.text(0) != but.value) {
                open.append(SessionId{query.text(0)});
            }
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

Result<QList<SessionView>> SessionsRepository::readViews(sql::Query query, std::chrono::seconds idle)
{
    QList<SessionView> views;
    while (query.next()) {
        SessionView view;
        view.id = SessionId{query.text(0)};
        view.user = UserId{query.text(1)};
        view.username = query.text(2);
        view.displayName = query.text(3);
        view.role = roleFromWord(query.text(4)).value_or(Role::Staff);
        view.device = query.text(5);
        view.address = query.text(6);
        view.agent = query.text(7);
        view.method = query.text(8);
        view.createdAt = query.instant(9);
        view.lastUsedAt = query.instant(10);
        view.expiresAt = std::min<Instant>(view.lastUsedAt + idle, query.instant(11));
        views.append(view);
    }
    return query.error() ? Result<QList<SessionView>>(*query.error()) : Result<QList<SessionView>>(std::move(views));
}

Result<QList<SessionView>> SessionsRepository::views(
    const TenantContext &who, const std::optional<UserId> &user, Instant now, std::chrono::seconds idle)
{
    auto query = m_db.query(user ? SelectOwnViews : SelectAllViews);
    query.bind(who.tenant.value).bind(now).bind(now - idle);
    if (user) {
        query.bind(user->value);
    }
    return readViews(std::move(query), idle);
}

Result<std::optional<SessionView>> SessionsRepository::view(
    const TenantContext &who, const SessionId &id, Instant now, std::chrono::seconds idle)
{
    auto query = m_db.query(SelectView);
    query.bind(who.tenant.value).bind(now).bind(now - idle).bind(id.value);
    const auto views = readViews(std::move(query), idle);
    if (!views) {
        return views.error();
    }
    return views.value().isEmpty() ? std::optional<SessionView>() : std::optional(views.value().first());
}

Result<std::optional<DeskUser>> SessionsRepository::deskUser(const QString &device, const QString &username, Instant since)
{
    auto query = m_db.query(SelectDeskUser);
    query.bind(device).bind(username).bind(since);
    std::optional<DeskUser> user;
    if (query.next()) {
        user = DeskUser{TenantId{query.text(0)}, UserId{query.text(1)}};
    }
    return query.error() ? Result<std::optional<DeskUser>>(*query.error()) : Result<std::optional<DeskUser>>(std::move(user));
}

Result<qint64> SessionsRepository::removeEnded(Instant before)
{
    return m_db.query(DeleteEnded).bind(before).bind(before).run();
}

} // namespace deskbell::server
