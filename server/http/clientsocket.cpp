// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientsocket.h"

namespace deskbell::http {

void ClientSocket::complete(Completion done, const Code &ec, std::size_t bytes, bool isFirst)
{
    if (isFirst) { // a handler must not run inside the function that began the operation
        net::post(get_executor(), [done = std::move(done), ec, bytes]() mutable { done(ec, bytes); });
    } else {
        done(ec, bytes);
    }
}

void ClientSocket::readTls(net::mutable_buffer into, Completion done, bool isFirst)
{
    if (!m_tls) {
        awaitHello(into, std::move(done));
        return;
    }
    Code ec;
    std::size_t received = 0;
    if (into.size() > 0) {
        received = m_tls->read(m_socket, {static_cast<char *>(into.data()), into.size()}, ec);
    }
    if (ec != net::error::would_block) {
        complete(std::move(done), ec, received, isFirst);
        return;
    }
    m_socket.async_wait(m_tls->waitKind(), [this, into, done = std::move(done)](const Code &failed) mutable {
        if (failed) {
            done(failed, 0);
        } else {
            readTls(into, std::move(done), false);
        }
    });
}

void ClientSocket::awaitHello(net::mutable_buffer into, Completion done)
{
    m_socket.async_wait(net::socket_base::wait_read, [this, into, done = std::move(done)](const Code &failed) mutable {
        if (failed) {
            done(failed, 0);
            return;
        }
        m_tls = std::make_unique<TlsSession>(m_context);
        readTls(into, std::move(done), false);
    });
}

void ClientSocket::writeTls(Pieces pieces, Completion done, bool isFirst)
{
    Code ec;
    const std::size_t written = write_some({pieces.buffers.data(), pieces.count}, ec);
    if (ec != net::error::would_block) {
        complete(std::move(done), ec, written, isFirst);
        return;
    }
    m_socket.async_wait(m_tls->waitKind(), [this, pieces, done = std::move(done)](const Code &failed) mutable {
        if (failed) {
            done(failed, 0);
        } else {
            writeTls(pieces, std::move(done), false);
        }
    });
}

} // namespace deskbell::http
