// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/tlssession.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <array>
#include <functional>
#include <memory>
#include <utility>

/// Private to server/http and server/ws: includes Boost.
namespace deskbell::http {

/// The byte stream of one client, in the clear or under TLS, as HTTP connections and Beast's WebSocket use it. In the clear
/// it is the socket and one branch. I/O thread only. May be moved while no operation runs.
class ClientSocket final
{
public:
    using executor_type = Executor;
    using Code = boost::system::error_code;

    /// `tls` null: in the clear. The socket must not block.
    ClientSocket(TcpSocket socket, std::shared_ptr<TlsContext> tls)
        : m_socket(std::move(socket))
        , m_context(std::move(tls))
    {
    }

    [[nodiscard]] executor_type get_executor() { return m_socket.get_executor(); }
    [[nodiscard]] bool isEncrypted() const { return m_context != nullptr; }
    [[nodiscard]] bool isHandshaking() const { return m_context && (!m_tls || m_tls->isHandshaking()); }

    /// What the kernel takes at once; `would_block` when that is nothing.
    std::size_t write_some(std::span<const net::const_buffer> buffers, Code &ec)
    {
        if (!m_context) {
            return m_socket.write_some(buffers, ec);
        }
        if (!m_tls) {
            ec = net::error::not_connected;
            return 0;
        }
        return m_tls->write(m_socket, buffers, ec);
    }
    /// Until write_some() is worth another try.
    template<typename Handler>
    void asyncWaitWritable(Handler &&handler)
    {
        const auto kind = m_tls ? m_tls->waitKind() : net::socket_base::wait_write;
        m_socket.async_wait(kind, std::forward<Handler>(handler));
    }

    template<typename Buffers, typename Handler>
    void async_read_some(const Buffers &buffers, Handler &&handler)
    {
        if (m_context) {
            readTls(firstOf(buffers), Completion(std::forward<Handler>(handler)), true);
        } else {
            m_socket.async_read_some(buffers, std::forward<Handler>(handler));
        }
    }
    template<typename Buffers, typename Handler>
    void async_write_some(const Buffers &buffers, Handler &&handler)
    {
        if (m_context) {
            writeTls(piecesOf(buffers), Completion(std::forward<Handler>(handler)), true);
        } else {
            m_socket.async_write_some(buffers, std::forward<Handler>(handler));
        }
    }

    /// Nothing more will be sent.
    void shutdownSend(Code &ec)
    {
        if (m_tls) {
            m_tls->sayGoodbye(m_socket);
        }
        m_socket.shutdown(net::socket_base::shutdown_send, ec);
    }
    void close(Code &ec) { m_socket.close(ec); }

    /// For Beast: the end of a WebSocket, and of one that took too long.
    template<typename Handler>
    friend void async_teardown(boost::beast::role_type role, ClientSocket &socket, Handler &&handler)
    {
        if (socket.m_tls) {
            socket.m_tls->sayGoodbye(socket.m_socket);
        }
        boost::beast::websocket::async_teardown(role, socket.m_socket, std::forward<Handler>(handler));
    }
    friend void teardown(boost::beast::role_type role, ClientSocket &socket, boost::beast::error_code &ec)
    {
        boost::beast::websocket::teardown(role, socket.m_socket, ec);
    }
    friend void beast_close_socket(ClientSocket &socket)
    {
        Code ec;
        socket.m_socket.close(ec);
    }

private:
    static constexpr std::size_t MaxPieces = 8;
    struct Pieces {
        std::array<net::const_buffer, MaxPieces> buffers;
        std::size_t count = 0;
    };
    /// A completion handler, which can only be moved.
    class Completion
    {
    public:
        template<typename Handler>
        explicit Completion(Handler &&handler)
            : m_call(std::make_unique<Call<std::decay_t<Handler>>>(std::forward<Handler>(handler)))
        {
        }
        void operator()(const Code &ec, std::size_t bytes) { std::exchange(m_call, nullptr)->run(ec, bytes); }

    private:
        struct AnyCall {
            virtual ~AnyCall() = default;
            virtual void run(const Code &ec, std::size_t bytes) = 0;
        };
        template<typename Handler>
        struct Call final : AnyCall {
            explicit Call(Handler taken) : handler(std::move(taken)) { }
            void run(const Code &ec, std::size_t bytes) override { handler(ec, bytes); }
            Handler handler;
        };
        std::unique_ptr<AnyCall> m_call;
    };

    template<typename Buffers>
    static net::mutable_buffer firstOf(const Buffers &buffers)
    {
        const auto end = net::buffer_sequence_end(buffers);
        for (auto it = net::buffer_sequence_begin(buffers); it != end; ++it) {
            if (const net::mutable_buffer piece(*it); piece.size() > 0) {
                return piece;
            }
        }
        return {};
    }
    template<typename Buffers>
    static Pieces piecesOf(const Buffers &buffers)
    {
        Pieces pieces;
        const auto end = net::buffer_sequence_end(buffers);
        for (auto it = net::buffer_sequence_begin(buffers); it != end && pieces.count < MaxPieces; ++it) {
            pieces.buffers[pieces.count++] = net::const_buffer(*it);
        }
        return pieces;
    }

    // The handler owns whoever owns this object, so `this` lives until it is called.
    void readTls(net::mutable_buffer into, Completion done, bool isFirst);
    void writeTls(Pieces pieces, Completion done, bool isFirst);
    void awaitHello(net::mutable_buffer into, Completion done);
    void complete(Completion done, const Code &ec, std::size_t bytes, bool isFirst);

    TcpSocket m_socket;
    std::shared_ptr<TlsContext> m_context; ///< null in the clear
    std::unique_ptr<TlsSession> m_tls; ///< made with the client's first bytes: one that is silent costs next to nothing
};

} // namespace deskbell::http
