// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/http/message.h"
#include "server/http/serveroptions.h"
#include "server/ws/upgradereply.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace deskbell::http {

/// What the transport asks its owner. All are set before listen() and not changed afterwards; unset ones are skipped.
/// "I/O thread" callbacks must not block and must be safe beside the owner's thread.
struct ServerCallbacks {
    /// I/O thread, for every complete request and upgrade before anybody else sees it: may note in it who sends it. An
    /// answer instead of std::nullopt refuses it.
    std::function<std::optional<Response>(Request &)> gate;
    /// I/O thread: whether a paired console was seen at this address lately, so that it may have a reserved connection.
    std::function<bool(const QByteArray &address)> isKnown;
    /// I/O thread, after the header and before the body: the most bytes this route takes. More is 413.
    std::function<qint64(Method, const QByteArray &path)> bodyLimit;
    /// I/O thread. True when it has taken the request: `reply` is answered now or later, from any thread.
    std::function<bool(const Request &, const Reply &)> inlineHandler;
    /// Owner's thread. Requests cross in batches: one event per burst. Unset answers 404.
    std::function<void(Request, Reply)> handler;
    /// Owner's thread: decides about a WebSocket upgrade whose handshake fields are already checked. Unset answers 404.
    std::function<void(Request, ws::UpgradeReply)> upgrade;
};

/// HTTP/1.1 and WebSocket listener. One I/O thread owns all sockets, parsing, limits and time-outs.
///
/// The thread that builds the object owns it: it needs a Qt event loop, gets `handler` and `upgrade`, and calls all
/// members except post() and stats(), which any thread may call.
class HttpServer
{
public:
    HttpServer(ServerOptions options, ServerCallbacks callbacks);
    /// Cuts what is still open.
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    /// Binds and starts the I/O thread; the port in use. Network when the address can not be bound. Once per object.
    Result<quint16> listen();
    /// No new connections from here on; open ones go on.
    void stopAccepting();
    /// Stops accepting, closes idle connections, sockets with 1001, and answers what is in work with "Connection: close";
    /// cuts the rest after `grace` and joins the thread. Spins the owner's event loop meanwhile, so that handlers can answer.
    void shutdown(std::chrono::milliseconds grace);
    /// Runs `task` on the I/O thread, after what was posted before. Dropped when the server is not running.
    void post(std::function<void()> task);
    [[nodiscard]] ServerStats stats() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace deskbell::http
