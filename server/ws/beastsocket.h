// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/clientsocket.h"
#include "server/http/connectionlimits.h"
#include "server/http/liveconnection.h"
#include "server/http/message.h"
#include "server/ws/session.h"
#include "server/ws/socket.h"
#include "server/ws/socketoptions.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <memory>

namespace deskbell::http {
class IoCore;
}

/// Private to server/http and server/ws: includes Boost.
namespace deskbell::ws {

/// One WebSocket, framed by Beast. I/O thread only. Kept by the core and by its running operations.
class BeastSocket final : public Socket, public http::LiveConnection, public std::enable_shared_from_this<BeastSocket>
{
public:
    BeastSocket(
        http::IoCore &core, http::ClientSocket socket, http::ConnectionTicket ticket, std::shared_ptr<Session> session);
    ~BeastSocket() override;

    /// Answers the handshake; the session is opened when the answer is written.
    void accept(const http::Request &request, const QByteArray &subprotocol);

    void send(Frame message) override;
    [[nodiscard]] qint64 pendingBytes() const override { return m_pendingBytes; }
    void dropUnsent() override;
    void close(CloseCode code, const QByteArray &reason) override;

    void tick(std::chrono::steady_clock::time_point now) override;
    void drain() override { close(CloseCode::GoingAway, QByteArrayLiteral("server stops")); }
    void cut() override { end(); }

private:
    enum class Phase { Handshake, Open, Closing, Closed };
    using ErrorCode = boost::beast::error_code;
    /// What the client may still send of something, refilled with time up to five seconds' worth.
    struct Allowance {
        double left = -1; ///< below 0: not begun
        std::chrono::steady_clock::time_point at{};
    };

    void onAccepted(const ErrorCode &ec);
    void read();
    void onRead(const ErrorCode &ec);
    void onMessage();
    /// False when the client sends more often than it may; then the socket is closed.
    [[nodiscard]] bool isWithinRate(Allowance &allowance, int perSecond, const char *what);
    void write();
    void onWritten(const ErrorCode &ec);
    void startClose();
    void end();

    http::IoCore &m_core;
    boost::beast::websocket::stream<http::ClientSocket, false> m_stream; ///< false: no compression, so no zlib state
    http::ConnectionTicket m_ticket;
    std::shared_ptr<Session> m_session;
    boost::beast::flat_buffer m_incoming;
    std::deque<Frame> m_outgoing; ///< the first is being written while m_isWriting
    qint64 m_pendingBytes = 0;
    Allowance m_messages;
    Allowance m_frames; ///< pieces of messages and control frames
    boost::beast::websocket::close_reason m_reason;
    std::chrono::steady_clock::time_point m_closeDeadline{};
    Phase m_phase = Phase::Handshake;
    bool m_isOpened = false; ///< the session knows
    bool m_isWriting = false;
    bool m_isCloseSent = false;
};

} // namespace deskbell::ws
