// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/sessionregistry.h"

namespace deskbell::server {

std::optional<LiveSession> SessionRegistry::find(const SessionId &id, Instant now) const
{
    const auto sessions = m_sessions.load();
    const auto found = sessions->constFind(id);
    return found != sessions->constEnd() && now < found->endsAt ? std::optional(*found) : std::nullopt;
}

void SessionRegistry::replace(const QList<LiveSession> &sessions)
{
    auto next = std::make_shared<Sessions>();
    for (const auto &session : sessions) {
        next->insert(session.id, session);
    }
    m_sessions.store(std::move(next));
}

void SessionRegistry::put(const LiveSession &session)
{
    auto next = std::make_shared<Sessions>(*m_sessions.load());
    next->insert(session.id, session);
    m_sessions.store(std::move(next));
}

void SessionRegistry::end(const SessionId &id)
{
    auto next = std::make_shared<Sessions>(*m_sessions.load());
    if (next->remove(id) == 0) {
        return;
    }
    m_sessions.store(std::move(next));
    if (m_onEnded) {
        m_onEnded(id);
    }
}

void SessionRegistry::cut(const SessionId &id) const
{
    if (m_onEnded) {
        m_onEnded(id);
    }
}

void SessionRegistry::removeExpired(Instant now)
{
    const auto sessions = m_sessions.load();
    for (const auto &session : *sessions) {
        if (now >= session.endsAt) {
            end(session.id);
        }
    }
}

} // namespace deskbell::server
