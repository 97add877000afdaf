// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/sessionsservice.h"

#include "server/access/permissions.h"
#include "server/storage/database.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<QList<SessionView>>> SessionsService::list(Principal who, bool all)
{
    if (all) {
        if (auto allowed = authorize(who, "sessions.read"); !allowed) {
            co_return allowed.error();
        }
    }
    const auto user = all ? std::optional<UserId>() : std::optional(who.userId);
    auto read = m_database.read([who = who.context(), user, now = m_clock.now(), idle = m_auth.options().idleLifetime](sql::Connection &db) {
        return SessionsRepository(db).views(who, user, now, idle);
    });
    const auto views = co_await read;
    co_return views;
}

QCoro::Task<Result<Done>> SessionsService::end(Principal who, SessionId id)
{
    auto write = m_database.write(
        [audit = m_audit, who, id, now = m_clock.now(), idle = m_auth.options().idleLifetime](sql::Connection &db) -> Result<Done> {
            SessionsRepository sessions(db);
            const auto view = sessions.view(who.context(), id, now, idle);
            if (!view) {
                return view.error();
            }
            const bool isOwn = view.value() && view.value()->user == who.userId;
            if (!view.value() || (!isOwn && !authorize(who, "sessions.write"))) {
                return Error{ErrorKind::NotFound, QStringLiteral("there is no such session"), 0, QStringLiteral("unknown_session"), {}};
            }
            if (!isOwn && view.value()->role > who.role) {
                return Error{ErrorKind::Forbidden, QStringLiteral("nobody acts above the own role"), 0, QStringLiteral("role"), {}};
            }
            if (auto revoked = sessions.revoke(id, QStringLiteral("revoked"), now); !revoked) {
                return revoked;
            }
            return audit.append(db, who.context(), {QStringLiteral("session.revoked"), QStringLiteral("session"), id.value,
                                                       {{QStringLiteral("user"), view.value()->user.value}}, {}});
        },
        sql::Admission::Essential);
    const auto done = co_await write;
    if (done) {
        m_auth.ended({id});
    }
    co_return done;
}

} // namespace deskbell::server
