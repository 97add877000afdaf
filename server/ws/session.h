// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <chrono>

namespace deskbell::ws {

class Socket;

/// What stands behind one WebSocket: a protocol. Made on any thread, then called on the I/O thread only; must not block.
/// The transport holds it from UpgradeReply::accept() until closed() has returned.
class Session
{
public:
    virtual ~Session() = default;

    /// The handshake is done. `socket` stays valid until closed() returns.
    virtual void opened(Socket &socket) = 0;
    /// One whole text message, valid UTF-8, within SocketOptions::messageBytes.
    virtual void message(QByteArray text) = 0;
    /// Everything queued has gone to the kernel.
    virtual void drained() { }
    /// Every ServerOptions::sweepInterval: for deadlines and heartbeats, so that sessions need no timers.
    virtual void tick(std::chrono::steady_clock::time_point now) { Q_UNUSED(now) }
    /// The connection is over, from whichever side. Called once, and only after opened().
    virtual void closed() = 0;
};

} // namespace deskbell::ws
