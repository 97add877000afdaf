// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <chrono>

namespace deskbell::ws {

/// Limits of every WebSocket, whatever its protocol.
struct SocketOptions {
    qint64 messageBytes = 64 * 1024; ///< incoming; more closes with 1009
    int messagesPerSecond = 50; ///< incoming, with bursts of five seconds' worth; more closes with 1008. 0: no limit
    int framesPerSecond = 200; ///< the same for pieces of messages, pings and pongs
    qint64 maxUnsentBytes = 4 * 1024 * 1024; ///< hard end: a socket this far behind is cut without a close frame
    std::chrono::milliseconds handshakeTimeout{5'000};
    std::chrono::milliseconds idleTimeout{60'000}; ///< without any frame; a ping goes out at half of it
    std::chrono::milliseconds closeTimeout{2'000}; ///< from close() to the end of the connection
};

} // namespace deskbell::ws
