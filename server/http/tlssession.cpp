// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tlssession.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace deskbell::http {
namespace {

using boost::system::error_code;

constexpr std::size_t RecordBytes = 16 * 1024;

/// The front of `buffers` in one piece: small pieces are joined, so that a header and its body share a record.
net::const_buffer frontOf(std::span<const net::const_buffer> buffers)
{
    while (!buffers.empty() && buffers.front().size() == 0) {
        buffers = buffers.subspan(1);
    }
    if (buffers.empty()) {
        return {};
    }
    if (buffers.size() == 1 || buffers.front().size() >= RecordBytes) {
        return {buffers.front().data(), std::min(buffers.front().size(), RecordBytes)};
    }
    thread_local std::array<char, RecordBytes> joined;
    std::size_t size = 0;
    for (const auto &piece : buffers) {
        const auto taken = std::min(piece.size(), joined.size() - size);
        std::memcpy(joined.data() + size, piece.data(), taken);
        size += taken;
    }
    return {joined.data(), size};
}

} // namespace

/// A BIO over the Asio socket: SIGPIPE and non-blocking mode stay Asio's business.
struct TlsSession::Transport {
    static TlsSession &session(BIO *bio) { return *static_cast<TlsSession *>(BIO_get_data(bio)); }

    static int finish(BIO *bio, std::size_t bytes, const error_code &ec, int retry)
    {
        BIO_clear_retry_flags(bio);
        if (!ec) {
            return static_cast<int>(bytes);
        }
        if (ec == net::error::would_block) {
            BIO_set_flags(bio, retry | BIO_FLAGS_SHOULD_RETRY);
            return -1;
        }
        session(bio).m_transportError = ec;
        return ec == net::error::eof ? 0 : -1;
    }
    static int write(BIO *bio, const char *bytes, int size)
    {
        error_code ec;
        const auto written = session(bio).m_socket->write_some(net::buffer(bytes, static_cast<std::size_t>(size)), ec);
        return finish(bio, written, ec, BIO_FLAGS_WRITE);
    }
    static int read(BIO *bio, char *bytes, int size)
    {
        error_code ec;
        const auto received = session(bio).m_socket->read_some(net::buffer(bytes, static_cast<std::size_t>(size)), ec);
        return finish(bio, received, ec, BIO_FLAGS_READ);
    }
    static long control(BIO *, int command, long, void *) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

    static BIO_METHOD *method()
    {
        static BIO_METHOD *const Method = [] {
            auto *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "deskbell socket");
            BIO_meth_set_write(made, write);
            BIO_meth_set_read(made, read);
            BIO_meth_set_ctrl(made, control);
            return made;
        }();
        return Method;
    }
};

TlsSession::TlsSession(std::shared_ptr<TlsContext> context)
    : m_context(std::move(context))
    , m_ssl(SSL_new(m_context->handle()))
{
    BIO *bio = BIO_new(Transport::method());
    if (!m_ssl || !bio) {
        SSL_free(m_ssl);
        BIO_free(bio);
        throw std::bad_alloc();
    }
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl, bio, bio);
    SSL_set_accept_state(m_ssl);
}

TlsSession::~TlsSession() { SSL_free(m_ssl); }

bool TlsSession::isHandshaking() const { return SSL_is_init_finished(m_ssl) == 0; }

error_code TlsSession::faultOf(int result)
{
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ:
        m_waitKind = net::socket_base::wait_read;
        return net::error::would_block;
    case SSL_ERROR_WANT_WRITE:
        m_waitKind = net::socket_base::wait_write;
        return net::error::would_block;
    case SSL_ERROR_ZERO_RETURN:
        return net::error::eof;
    default:
        m_isBroken = true;
        ERR_clear_error();
        return m_transportError ? m_transportError : error_code(net::error::connection_reset);
    }
}

std::size_t TlsSession::read(TcpSocket &socket, std::span<char> into, error_code &ec)
{
    m_socket = &socket;
    m_transportError = {};
    ERR_clear_error();
    const int result = SSL_read(m_ssl, into.data(), static_cast<int>(into.size()));
    ec = result > 0 ? error_code() : faultOf(result);
    return result > 0 ? static_cast<std::size_t>(result) : 0;
}

std::size_t TlsSession::write(TcpSocket &socket, std::span<const net::const_buffer> buffers, error_code &ec)
{
    const net::const_buffer front = frontOf(buffers);
    if (front.size() == 0) {
        ec = {};
        return 0;
    }
    m_socket = &socket;
    m_transportError = {};
    ERR_clear_error();
    const int result = SSL_write(m_ssl, front.data(), static_cast<int>(front.size()));
    ec = result > 0 ? error_code() : faultOf(result);
    return result > 0 ? static_cast<std::size_t>(result) : 0;
}

void TlsSession::sayGoodbye(TcpSocket &socket)
{
    if (m_isBroken || isHandshaking()) {
        return;
    }
    m_socket = &socket;
    ERR_clear_error();
    SSL_shutdown(m_ssl);
    ERR_clear_error();
}

} // namespace deskbell::http
