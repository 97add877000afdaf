// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/snapshot.h"
#include "server/access/livesession.h"

#include <QHash>
#include <QList>
#include <functional>
#include <optional>

namespace deskbell::server {

/// The sessions that live now, so that a revocation takes effect with the next request and needs no query per request.
/// find() is thread-safe; the rest belongs to the main thread.
class SessionRegistry final
{
public:
    /// Told once for each session that ends before its time; the feed hub cuts its sockets.
    using EndListener = std::function<void(const SessionId &)>;
    void setEndListener(EndListener listener) { m_onEnded = std::move(listener); }

    /// Empty when the session has ended or `now` is past its end.
    [[nodiscard]] std::optional<LiveSession> find(const SessionId &id, Instant now) const;
    void replace(const QList<LiveSession> &sessions);
    /// Adds it, or updates its end.
    void put(const LiveSession &session);
    void end(const SessionId &id);
    /// Cuts the sockets of something that is no session but has an id like one: an API key.
    void cut(const SessionId &id) const;
    /// Ends what is past its end; call now and then.
    void removeExpired(Instant now);
    [[nodiscard]] QList<LiveSession> all() const { return m_sessions.load()->values(); }
    [[nodiscard]] qsizetype count() const { return m_sessions.load()->size(); }

private:
    using Sessions = QHash<SessionId, LiveSession>;

    Snapshot<Sessions> m_sessions;
    EndListener m_onEnded;
};

} // namespace deskbell::server
