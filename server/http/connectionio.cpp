// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Connection that touches the socket: writing, reading, deadlines and the end.
#include "server/http/connection.h"

#include "server/http/iocore.h"

#include <algorithm>
#include <array>
#include <utility>

namespace deskbell::http {
namespace {

using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

/// Pieces of one gather write.
constexpr std::size_t MaxPieces = 16;
/// A client that goes on sending after its last answer is heard out up to here, or its kernel would throw the answer away.
constexpr qint64 MaxDiscarded = 1024 * 1024;
constexpr qint64 SmallBody = 16 * 1024;
constexpr std::size_t LargeRead = 64 * 1024;
constexpr Refusal TooSlow{408, ErrorKind::Timeout, "too_slow", "the request did not arrive in time"};

} // namespace

bool Connection::flush()
{
    while (m_answers.hasOutput() && !m_isAwaitingWritable) {
        std::array<std::string_view, MaxPieces> pieces;
        const std::size_t count = m_answers.output(pieces);
        std::array<net::const_buffer, MaxPieces> buffers;
        std::transform(pieces.begin(), pieces.begin() + count, buffers.begin(),
            [](std::string_view piece) { return net::const_buffer(piece.data(), piece.size()); });
        error_code ec;
        const std::size_t written = m_socket.write_some(std::span(buffers.data(), count), ec);
        if (ec == net::error::would_block) {
            awaitWritable();
            return true;
        }
        if (ec) {
            close();
            return false;
        }
        m_answers.consume(written);
    }
    return true;
}

void Connection::awaitWritable()
{
    m_isAwaitingWritable = true;
    m_writeProgress = SteadyClock::now();
    m_socket.asyncWaitWritable([self = shared_from_this()](const error_code &ec) {
        self->m_isAwaitingWritable = false;
        if (self->m_phase == Phase::Closed) {
            return;
        }
        if (ec) {
            self->close();
        } else {
            self->resume();
        }
    });
}

void Connection::settleDown()
{
    if (m_phase == Phase::Closed || m_phase == Phase::Upgrading) {
        return;
    }
    if (m_phase == Phase::Lingering) {
        awaitBytes();
        return;
    }
    const bool isQuiet = m_answers.openCount() == 0 && !m_answers.hasOutput();
    if (isQuiet && m_answers.isLast()) {
        linger();
        return;
    }
    if (isQuiet && (m_hasHungUp || m_core.services().isDraining)) {
        close();
        return;
    }
    expect(nextWait());
    if ((m_phase == Phase::Header || m_phase == Phase::Body) && mayTakeMore()) {
        awaitBytes();
    }
}

Connection::Wait Connection::nextWait() const
{
    if (m_hasHungUp || !mayTakeMore()) {
        return Wait::None;
    }
    if (m_phase == Phase::Body) {
        return Wait::Body;
    }
    if (m_phase != Phase::Header) {
        return Wait::None;
    }
    if (!m_input.isEmpty() || m_socket.isHandshaking()) {
        return Wait::Header;
    }
    return m_answers.openCount() == 0 && !m_answers.hasOutput() ? Wait::Idle : Wait::None;
}

void Connection::expect(Wait wait)
{
    if (std::exchange(m_wait, wait) == wait || wait == Wait::None) {
        return;
    }
    const ServerOptions &options = m_core.services().options;
    std::chrono::milliseconds time = options.idleTimeout;
    if (wait == Wait::Header) {
        time = options.headerTimeout;
    } else if (wait == Wait::Body) {
        time = options.bodyTimeout;
    } else if (wait == Wait::Linger) {
        time = options.lingerTimeout;
    }
    m_deadline = SteadyClock::now() + time;
}

void Connection::awaitBytes()
{
    if (m_isReading || m_hasHungUp) {
        return;
    }
    m_isReading = true;
    std::size_t least = 0;
    if (m_phase == Phase::Body) {
        least = m_bodyReceived < SmallBody ? static_cast<std::size_t>(SmallBody) : LargeRead;
    }
    const std::span<char> room = m_input.prepare(least);
    m_socket.async_read_some(net::buffer(room.data(), room.size()),
        [self = shared_from_this()](const error_code &ec, std::size_t bytes) { self->onRead(ec, bytes); });
}

void Connection::onRead(const error_code &ec, std::size_t bytes)
{
    m_isReading = false;
    if (m_phase == Phase::Closed) {
        return;
    }
    if (ec && ec != net::error::eof) {
        close();
        return;
    }
    m_hasHungUp = m_hasHungUp || ec == net::error::eof;
    if (m_phase == Phase::Discarding || m_phase == Phase::Lingering) {
        m_input.clear();
        m_discarded += static_cast<qint64>(bytes);
        if (m_phase == Phase::Lingering && (m_hasHungUp || m_discarded > MaxDiscarded)) {
            close();
            return;
        }
    } else {
        m_input.commit(bytes);
        m_bodyReceived += static_cast<qint64>(bytes);
    }
    resume();
}

void Connection::linger()
{
    error_code ec;
    m_socket.shutdownSend(ec);
    if (ec || m_hasHungUp) {
        close();
        return;
    }
    m_phase = Phase::Lingering;
    m_input.clear();
    expect(Wait::Linger);
    awaitBytes();
}

void Connection::tick(TimePoint now)
{
    const ServerOptions &options = m_core.services().options;
    if (m_isAwaitingWritable && now - m_writeProgress > options.idleTimeout) {
        count(m_core.services().counters->timedOut);
        close();
        return;
    }
    if (m_wait != Wait::None && now >= m_deadline) {
        onDeadline();
        return;
    }
    // Two sweeps of grace: the first bytes may still be on their way.
    if (m_wait == Wait::Body && now - m_bodySince > 2 * options.sweepInterval) {
        const double seconds = std::chrono::duration<double>(now - m_bodySince).count();
        if (static_cast<double>(m_bodyReceived) < seconds * static_cast<double>(options.minBodyBytesPerSecond)) {
            onDeadline();
        }
    }
}

void Connection::onDeadline()
{
    const auto self = shared_from_this();
    if (m_wait == Wait::Header && m_input.isEmpty() && !m_socket.isHandshaking()) {
        expect(nextWait()); // that of the handshake, which was over in time
        return;
    }
    if (m_wait != Wait::Linger) {
        count(m_core.services().counters->timedOut);
    }
    if ((m_wait == Wait::Header || m_wait == Wait::Body) && !m_socket.isHandshaking()) {
        refuse(TooSlow);
        resume();
    } else {
        close();
    }
}

void Connection::drain()
{
    const auto self = shared_from_this();
    m_answers.closeAfterOpen();
    if (m_phase == Phase::Header || m_phase == Phase::Body || m_phase == Phase::Handshake) {
        m_phase = Phase::Discarding; // what has not arrived in full has had no effect yet, so it may be cut
    }
    resume();
}

void Connection::close()
{
    if (std::exchange(m_phase, Phase::Closed) == Phase::Closed) {
        return;
    }
    error_code ec;
    m_socket.close(ec);
    m_core.services().bufferedBodyBytes -= std::exchange(m_heldBodyBytes, 0);
    m_core.remove(*this);
}

} // namespace deskbell::http
