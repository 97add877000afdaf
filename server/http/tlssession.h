// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/asiotypes.h"
#include "server/http/tlscontext.h"

#include <memory>
#include <span>

struct ssl_st;

/// Private to server/http and server/ws: includes Boost.
namespace deskbell::http {

/// The TLS state of one connection, server side, over a socket that does not block. The handshake is part of the first
/// read. I/O thread only. A session is told its socket with each call, so that the socket may move.
class TlsSession final
{
public:
    explicit TlsSession(std::shared_ptr<TlsContext> context);
    ~TlsSession();
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    /// `would_block`: wait for what waitKind() says and call again; `eof` when the client has ended; else the fault.
    std::size_t read(TcpSocket &socket, std::span<char> into, boost::system::error_code &ec);
    /// One record at most. After `would_block` the next call must begin with the same bytes.
    std::size_t write(TcpSocket &socket, std::span<const net::const_buffer> buffers, boost::system::error_code &ec);
    /// Tells the client that nothing follows, if that can be sent at once.
    void sayGoodbye(TcpSocket &socket);

    [[nodiscard]] net::socket_base::wait_type waitKind() const { return m_waitKind; }
    [[nodiscard]] bool isHandshaking() const;

private:
    struct Transport; ///< OpenSSL's view of the socket
    [[nodiscard]] boost::system::error_code faultOf(int result);

    std::shared_ptr<TlsContext> m_context;
    ssl_st *m_ssl = nullptr;
    TcpSocket *m_socket = nullptr; ///< only during a call
    boost::system::error_code m_transportError;
    net::socket_base::wait_type m_waitKind = net::socket_base::wait_read;
    bool m_isBroken = false; ///< after a fault nothing more may be said
};

} // namespace deskbell::http
