// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/access/auditlog.h"
#include "server/access/authservice.h"
#include "server/access/principal.h"
#include "server/storage/sessionsrepository.h"

#include <QCoroTask>
#include <QList>

namespace deskbell::server {

class Database;

/// Who is signed in where, and the end of it. Main thread; outlives the tasks it has given out.
class SessionsService final
{
public:
    SessionsService(Database &database, AuthService &auth, const Clock &clock)
        : m_database(database), m_auth(auth), m_clock(clock), m_audit(clock)
    {
    }
    Q_DISABLE_COPY_MOVE(SessionsService)

    /// One's own; with `all`, which needs "sessions.read", everybody's of the property.
    [[nodiscard]] QCoro::Task<Result<QList<SessionView>>> list(Principal who, bool all);
    /// Its sockets are cut at once. Another person's needs "sessions.write" and no lower role than theirs; without that right it
    /// is NotFound, as one that does not exist.
    [[nodiscard]] QCoro::Task<Result<Done>> end(Principal who, SessionId id);

private:
    Database &m_database;
    AuthService &m_auth;
    const Clock &m_clock;
    AuditLog m_audit;
};

} // namespace deskbell::server
