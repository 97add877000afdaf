// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "server/ws/session.h"

#include <QByteArray>
#include <QString>
#include <chrono>
#include <functional>
#include <memory>

namespace deskbell::ws {

class ChangeSource;

/// Limits of the `/v1/feed` protocol (docs/protocol.md).
struct FeedOptions {
    std::chrono::milliseconds initTimeout{5'000};
    std::chrono::milliseconds headInterval{15'000};
    qint64 maxUnsentBytes = 1024 * 1024; ///< more waiting for one reader stops pushing to it
    int maxUnsentChanges = 1'000; ///< as well, counted since everything was last sent
    int batchChanges = 500; ///< most changes in one frame
    qint64 batchBytes = 256 * 1024; ///< pushed batches are joined up to this size
};

/// Hands committed changes and live events to the consoles that listen. Thread-safe: every member may be called from any
/// thread; work crosses to the I/O thread in bursts, and a frame is encoded once per tenant and batch for all sessions.
class FeedHub
{
public:
    /// Runs a task on the I/O thread, in order; may drop it when that thread has ended. Usually HttpServer::post().
    using Post = std::function<void(std::function<void()>)>;

    /// `source`, and what `post` uses, must outlive the hub and every fetch. At the end: shut the server down, stop the
    /// source, then destroy hub and server.
    FeedHub(ChangeSource &source, Post post, FeedOptions options = {});
    ~FeedHub();
    FeedHub(const FeedHub &) = delete;
    FeedHub &operator=(const FeedHub &) = delete;

    /// A session for UpgradeReply::accept(). closeSession() reaches it from here on, even before its handshake is done;
    /// check the session's validity in the same turn, so that no revocation falls in between.
    [[nodiscard]] std::shared_ptr<Session> makeSession(TenantId tenant, SessionId session);

    /// After COMMIT, in commit order per tenant: changes `from`…`to` as a JSON array. Cheap when nobody listens.
    void publish(TenantId tenant, QString lineage, qint64 from, qint64 to, QByteArray changesArrayJson);
    /// Something not stored, e.g. partial words: the value of "live" in the frame. Dropped for slow readers.
    void live(TenantId tenant, QByteArray liveObjectJson);
    /// How the service's storage is, when not "ok": it stands in every head frame from now on, and `liveObjectJson` goes to
    /// every console of every property at once.
    void setStorage(QByteArray word, QByteArray liveObjectJson);
    /// False: publish() and live() would do nothing, so the caller need not encode.
    [[nodiscard]] bool hasListeners(const TenantId &tenant) const;
    /// Cuts every socket of this session with 4401.
    void closeSession(SessionId session);

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace deskbell::ws
