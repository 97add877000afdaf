// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ws/beastsocket.h"

#include "server/http/iocore.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <algorithm>
#include <utility>

namespace deskbell::ws {
namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

/// What an idle socket keeps of its receive buffer.
constexpr std::size_t KeptIncoming = 4 * 1024;

beast::string_view toView(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

websocket::stream_base::timeout timeouts(const SocketOptions &options)
{
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = options.handshakeTimeout;
    timeout.idle_timeout = options.idleTimeout;
    timeout.keep_alive_pings = true;
    return timeout;
}

/// The fields Beast looks at when it answers a handshake.
beast::http::request<beast::http::empty_body> handshakeOf(const http::Request &request)
{
    beast::http::request<beast::http::empty_body> handshake;
    handshake.method(beast::http::verb::get);
    handshake.target(toView(request.target));
    handshake.version(11);
    for (const char *name : {"Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}) {
        handshake.set(name, toView(request.headers.value(name)));
    }
    return handshake;
}

} // namespace

BeastSocket::BeastSocket(
    http::IoCore &core, http::ClientSocket socket, http::ConnectionTicket ticket, std::shared_ptr<Session> session)
    : m_core(core)
    , m_stream(std::move(socket))
    , m_ticket(std::move(ticket))
    , m_session(std::move(session))
{
    http::count(m_core.services().counters->sockets);
    const SocketOptions &options = m_core.services().options.socket;
    m_stream.set_option(timeouts(options));
    m_stream.read_message_max(static_cast<std::size_t>(options.messageBytes));
    m_stream.auto_fragment(false); // whole messages leave from the shared buffer, without a copy
    m_stream.text(true);
    // Not at once: Beast is in the middle of a read when it calls.
    m_stream.control_callback([this](websocket::frame_type, beast::string_view) {
        m_core.post([weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                (void)self->isWithinRate(self->m_frames, self->m_core.services().options.socket.framesPerSecond, "too many frames");
            }
        });
    });
}

BeastSocket::~BeastSocket()
{
    http::count(m_core.services().counters->sockets, -1);
}

void BeastSocket::accept(const http::Request &request, const QByteArray &subprotocol)
{
    m_stream.set_option(
        websocket::stream_base::decorator([subprotocol, id = request.id](websocket::response_type &response) {
            response.set(beast::http::field::server, "deskbell"); // else Beast would tell its version
            response.set("X-Request-Id", toView(id));
            if (!subprotocol.isEmpty()) {
                response.set(beast::http::field::sec_websocket_protocol, toView(subprotocol));
            }
        }));
    m_stream.async_accept(
        handshakeOf(request), [self = shared_from_this()](const ErrorCode &ec) { self->onAccepted(ec); });
}

void BeastSocket::onAccepted(const ErrorCode &ec)
{
    if (m_phase == Phase::Closed) {
        return;
    }
    if (ec) {
        end();
        return;
    }
    const bool isClosing = m_phase == Phase::Closing;
    if (!isClosing) {
        m_phase = Phase::Open;
    }
    m_isOpened = true;
    m_session->opened(*this);
    read();
    if (isClosing) {
        startClose();
    }
}

void BeastSocket::read()
{
    // Piece by piece, so that pieces can be counted: a message may come in frames of one byte.
    m_stream.async_read_some(
        m_incoming, 0, [self = shared_from_this()](const ErrorCode &ec, std::size_t) { self->onRead(ec); });
}

void BeastSocket::onRead(const ErrorCode &ec)
{
    if (m_phase == Phase::Closed) {
        return;
    }
    if (ec) {
        end(); // Beast has answered the close frame, or sent one that names the fault
        return;
    }
    const SocketOptions &options = m_core.services().options.socket;
    if (m_phase == Phase::Open && isWithinRate(m_frames, options.framesPerSecond, "too many frames")
        && m_stream.is_message_done() && isWithinRate(m_messages, options.messagesPerSecond, "too many messages")) {
        onMessage();
    }
    if (m_phase == Phase::Closing) {
        m_incoming.consume(m_incoming.size());
    }
    if (m_phase != Phase::Closed) {
        read(); // goes on while closing: Beast sees the client's close frame by reading
    }
}

bool BeastSocket::isWithinRate(Allowance &allowance, int perSecond, const char *what)
{
    constexpr double Burst = 5;
    if (perSecond <= 0 || m_phase != Phase::Open) {
        return true;
    }
    const auto now = std::chrono::steady_clock::now();
    const double most = Burst * perSecond;
    const double gained = std::chrono::duration<double>(now - allowance.at).count() * perSecond;
    allowance.left = allowance.left < 0 ? most : std::min(most, allowance.left + gained);
    allowance.at = now;
    if (allowance.left < 1) {
        close(CloseCode::PolicyViolation, what);
        return false;
    }
    allowance.left -= 1;
    return true;
}

void BeastSocket::onMessage()
{
    const auto bytes = m_incoming.cdata();
    QByteArray text(static_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    m_incoming.consume(m_incoming.size());
    if (m_incoming.capacity() > KeptIncoming) {
        m_incoming.shrink_to_fit();
    }
    if (!m_stream.got_text()) {
        close(CloseCode::UnsupportedData, QByteArrayLiteral("text messages only"));
    } else {
        m_session->message(std::move(text));
    }
}

void BeastSocket::send(Frame message)
{
    if (m_phase != Phase::Open) {
        return;
    }
    m_pendingBytes += message->size();
    m_outgoing.push_back(std::move(message));
    if (m_pendingBytes > m_core.services().options.socket.maxUnsentBytes) {
        // No close frame: it would wait behind what the client does not read. end() must not run inside the session.
        m_phase = Phase::Closing;
        m_isCloseSent = true;
        m_core.post([self = shared_from_this()] { self->end(); });
        return;
    }
    if (!m_isWriting) {
        write();
    }
}

void BeastSocket::write()
{
    m_isWriting = true;
    const Frame &frame = m_outgoing.front();
    m_stream.async_write(boost::asio::const_buffer(frame->constData(), static_cast<std::size_t>(frame->size())),
        [self = shared_from_this()](const ErrorCode &ec, std::size_t) { self->onWritten(ec); });
}

void BeastSocket::onWritten(const ErrorCode &ec)
{
    m_isWriting = false;
    if (m_phase == Phase::Closed) {
        return;
    }
    if (ec) {
        end();
        return;
    }
    m_pendingBytes -= m_outgoing.front()->size();
    m_outgoing.pop_front();
    if (m_outgoing.empty() && m_phase == Phase::Open) {
        m_session->drained();
    }
    if (m_isWriting || m_phase == Phase::Closed) {
        return;
    }
    if (!m_outgoing.empty()) {
        write();
    } else if (m_phase == Phase::Closing) {
        startClose();
    }
}

void BeastSocket::dropUnsent()
{
    const std::size_t kept = m_isWriting ? 1 : 0;
    while (m_outgoing.size() > kept) {
        m_pendingBytes -= m_outgoing.back()->size();
        m_outgoing.pop_back();
    }
}

void BeastSocket::close(CloseCode code, const QByteArray &reason)
{
    if (m_phase == Phase::Closing || m_phase == Phase::Closed) {
        return;
    }
    const bool isOpen = std::exchange(m_phase, Phase::Closing) == Phase::Open;
    m_reason = websocket::close_reason(static_cast<websocket::close_code>(code), toView(reason));
    m_closeDeadline = std::chrono::steady_clock::now() + m_core.services().options.socket.closeTimeout;
    if (isOpen && !m_isWriting) {
        startClose();
    }
}

void BeastSocket::startClose()
{
    if (std::exchange(m_isCloseSent, true)) {
        return;
    }
    m_stream.async_close(m_reason, [self = shared_from_this()](const ErrorCode &) { self->end(); });
}

void BeastSocket::tick(std::chrono::steady_clock::time_point now)
{
    const auto self = shared_from_this();
    if (m_phase == Phase::Closing && now >= m_closeDeadline) {
        end();
    } else if (m_isOpened && m_phase == Phase::Open) {
        m_session->tick(now);
    }
}

void BeastSocket::end()
{
    if (std::exchange(m_phase, Phase::Closed) == Phase::Closed) {
        return;
    }
    const auto self = shared_from_this();
    ErrorCode ec;
    beast::get_lowest_layer(m_stream).close(ec);
    const std::shared_ptr<Session> session = std::move(m_session);
    if (m_isOpened) {
        session->closed();
    }
    m_core.remove(*this);
}

} // namespace deskbell::ws
