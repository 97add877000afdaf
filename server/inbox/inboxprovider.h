// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/inbox/inboxevent.h"
#include "server/storage/inboxrepository.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace deskbell::server {

/// What a kind of source must bring so that the inbox can take its messages in: how they are read, what they change, and
/// what is answered. Storing, telling repeats, order, retries, dead letters and replay are the inbox's own.
class InboxProvider
{
public:
    /// Whether a message has been applied before, as in a replay: then only what can not happen twice may happen.
    enum class Mode { First, Again };

    struct Applied {
        InboxState state = InboxState::Applied; ///< Applied, Ignored or Stale
        QString note;                           ///< why it is not Applied
        QByteArray answer;                      ///< empty: the plain one
        QList<QByteArray> live;                 ///< transient events for the feed, to be sent after COMMIT
    };

    virtual ~InboxProvider() = default;

    /// As in the path "/hooks/NAME/…" and in hook_sources.
    [[nodiscard]] virtual QString name() const = 0;
    /// Any thread; pure. An error means that the body is stored as dead and acknowledged.
    [[nodiscard]] virtual Result<InboxEventPtr> decode(const QByteArray &body, Instant receivedAt) const = 0;
    /// The body for whoever only wants to know that it arrived. Any thread.
    [[nodiscard]] virtual QByteArray plainAnswer() const { return QByteArrayLiteral("{}"); }
    /// Whether `repeat`, whose bytes differ from those stored under its id, says the same all the same. A body that was
    /// dropped is empty. Writer thread.
    [[nodiscard]] virtual bool isSameEvent(const InboxRow &, const InboxEvent &) const { return false; }
    /// Does what the message says, in the caller's transaction. Messages come in any order; an error rolls all of it back,
    /// and the message is tried again later, unless it is answered. Writer thread.
    [[nodiscard]] virtual Result<Applied> apply(sql::Connection &db, const HookSource &source, const InboxEvent &event, Mode mode) = 0;
    /// What an answered message is told when applying it failed. Writer thread.
    [[nodiscard]] virtual QByteArray failureAnswer(const HookSource &, const InboxEvent &) const { return plainAnswer(); }
};

} // namespace deskbell::server
