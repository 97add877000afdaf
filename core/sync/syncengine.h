// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/eventstream.h"
#include "core/api/session.h"
#include "core/store/memorystore.h"
#include "core/support/alarm.h"
#include "core/support/backoff.h"
#include "core/sync/commandsender.h"
#include "core/sync/pageloader.h"

#include <QObject>

namespace deskbell {

/// Keeps the store like the server: snapshot, then the feed; again from a new snapshot when the server's history is another
/// one; commands the other way. Says of the link only what is true. A plain state machine on the GUI thread, driven by the
/// network and the injected timers. `session` and `store` outlive it.
class SyncEngine final : public QObject
{
    Q_OBJECT
public:
    /// `device` names this desk to the server.
    SyncEngine(Session &session, MemoryStore &store, Environment environment, const QString &device, QObject *parent = nullptr);
    ~SyncEngine() override;

    /// The session is signed in.
    void start();
    void stop();

    [[nodiscard]] const FeedCursor &cursor() const { return m_stream.cursor(); }

private:
    enum class State { Stopped, Loading, Streaming, Expired };

    void halt();
    void load();
    void reloadLater();
    void onRetry();
    void onResync();
    void onSnapshot(const Result<Snapshot> &snapshot);
    void loadRest(const QString &cursor);
    void onRest(const Result<QList<Order>> &orders);
    void onSnapshotFailed(const Error &error);
    void onStreamChanged();
    void onExpired();
    void noteFailure();
    void updateLink();

    Session &m_session;
    MemoryStore &m_store;
    State m_state = State::Stopped;
    bool m_wasUp = false;           ///< the feed was up when we last looked
    bool m_upSinceSnapshot = false; ///< and after this snapshot
    bool m_hasBeenLive = false; ///< since start()
    bool m_caughtUp = false;
    bool m_isWhole = false; ///< nothing of the snapshot is still to come
    bool m_unreachable = false;
    std::stop_source m_stop;
    EventStream m_stream;
    CommandSender m_sender;
    PageLoader m_loader;
    Backoff m_backoff;
    Alarm m_reload;
    Alarm m_givingUpHope; ///< from the first failure until the link is called unreachable
};

} // namespace deskbell
