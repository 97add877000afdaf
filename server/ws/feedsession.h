// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/ws/changesource.h"
#include "server/ws/feedhub.h"
#include "server/ws/session.h"
#include "server/ws/socket.h"

#include <QJsonObject>
#include <memory>

namespace deskbell::ws {

/// One console on /v1/feed: catches up from the source, then takes what the hub pushes. Built on any thread, everything
/// else on the I/O thread. The socket's writes are bounded: a reader that falls behind is pulled for instead.
class FeedSession final : public Session, public std::enable_shared_from_this<FeedSession>
{
public:
    /// What the session asks of its hub, so that it can be tested without one.
    class Hub
    {
    public:
        virtual ~Hub() = default;
        [[nodiscard]] virtual const FeedOptions &options() const = 0;
        [[nodiscard]] virtual ChangeSource &source() = 0;
        /// Any thread: runs `task` on the I/O thread.
        virtual void run(std::function<void()> task) = 0;
        virtual void join(const std::shared_ptr<FeedSession> &session) = 0;
        virtual void leave(FeedSession &session) = 0;
        /// A word for the head frame when the storage is not well; empty otherwise.
        [[nodiscard]] virtual QByteArray storage() const { return {}; }
    };

    FeedSession(std::weak_ptr<Hub> hub, TenantId tenant, SessionId id);

    [[nodiscard]] const TenantId &tenant() const { return m_tenant; }
    [[nodiscard]] const SessionId &id() const { return m_id; }

    /// A committed batch and its frame, the same for all readers.
    void push(const EncodedBatch &batch, const Frame &frame, int changeCount);
    void pushLive(const Frame &frame);
    /// The session behind the token has ended.
    void revoke();

    void opened(Socket &socket) override;
    void message(QByteArray text) override;
    void drained() override;
    void tick(std::chrono::steady_clock::time_point now) override;
    void closed() override;

private:
    enum class Phase {
        Init, ///< waits for the first message
        Pulling, ///< a fetch is on its way
        Following, ///< has everything it knows of, or waits for a later pull
        Behind, ///< the reader is slow: waits for the socket to drain
        Ended,
    };
    using TimePoint = std::chrono::steady_clock::time_point;

    void begin(const QJsonObject &message);
    void pull();
    void onFetched(Result<EncodedBatch> result);
    void sendBatch(const Frame &frame, qint64 to, int changeCount);
    void sendHead();
    void fail(const char *code, const char *message, CloseCode closeCode);
    [[nodiscard]] bool isSlow() const;

    const std::weak_ptr<Hub> m_weakHub;
    const TenantId m_tenant;
    const SessionId m_id;
    std::shared_ptr<Hub> m_hub; ///< while open
    Socket *m_socket = nullptr; ///< while open
    QString m_lineage;
    qint64 m_cursor = 0; ///< the reader has, or will have, everything up to here
    qint64 m_head = 0; ///< the newest seq we know of
    int m_unsentChanges = 0;
    Phase m_phase = Phase::Init;
    TimePoint m_initDeadline{};
    TimePoint m_headDue{};
    bool m_isFirstFetch = true;
    bool m_isRevoked = false;
};

} // namespace deskbell::ws
