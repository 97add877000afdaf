// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>

namespace deskbell::ws {

/// Close codes of ours beside those of RFC 6455.
enum class CloseCode : quint16 {
    Normal = 1000,
    GoingAway = 1001,
    UnsupportedData = 1003,
    PolicyViolation = 1008,
    Internal = 1011,
    TryAgainLater = 1013,
    Protocol = 4400,
    Unauthorized = 4401,
    Resync = 4410,
};

/// An encoded text message; one buffer is shared by all sockets it goes to.
using Frame = std::shared_ptr<const QByteArray>;

/// The sending half of an open WebSocket. I/O thread only. Valid from Session::opened() until Session::closed() returns.
class Socket
{
public:
    virtual ~Socket() = default;

    /// Queues one text message; never blocks and never calls back into the session. Nothing after close().
    virtual void send(Frame message) = 0;
    /// Bytes queued and not yet taken by the kernel.
    [[nodiscard]] virtual qint64 pendingBytes() const = 0;
    /// Forgets what is queued, apart from a message that is half written.
    virtual void dropUnsent() = 0;
    /// Sends what is queued, then the close frame. Session::closed() follows, at the latest after SocketOptions::closeTimeout.
    virtual void close(CloseCode code, const QByteArray &reason) = 0;
};

} // namespace deskbell::ws
