// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

/// Private to server/http and server/ws: includes Boost.
namespace deskbell::http {

namespace net = boost::asio;
using Executor = net::io_context::executor_type; ///< concrete: the polymorphic one costs on every operation
using TcpSocket = net::basic_stream_socket<net::ip::tcp, Executor>;
using TcpAcceptor = net::basic_socket_acceptor<net::ip::tcp, Executor>;

} // namespace deskbell::http
