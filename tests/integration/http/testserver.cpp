// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/http/testserver.h"

#include <utility>

namespace deskbell::test {

using namespace std::chrono_literals;

http::ServerOptions quickOptions()
{
    http::ServerOptions options;
    options.headerTimeout = 300ms;
    options.bodyTimeout = 600ms;
    options.idleTimeout = 500ms;
    options.lingerTimeout = 300ms;
    options.sweepInterval = 20ms;
    options.acceptPause = 20ms;
    options.minBodyBytesPerSecond = 0;
    options.socket.handshakeTimeout = 300ms;
    options.socket.idleTimeout = 600ms;
    options.socket.closeTimeout = 200ms;
    return options;
}

http::Response text(const QByteArray &body, int status)
{
    return http::Response{status, QByteArrayLiteral("text/plain"), {}, body};
}

TestServer::TestServer(http::ServerOptions options)
    : TestServer(std::move(options), {})
{
}

TestServer::TestServer(http::ServerOptions options, http::ServerCallbacks callbacks)
{
    http::ServerCallbacks used = echo();
    if (callbacks.bodyLimit) {
        used.bodyLimit = std::move(callbacks.bodyLimit);
    }
    if (callbacks.inlineHandler) {
        used.inlineHandler = std::move(callbacks.inlineHandler);
    }
    if (callbacks.handler) {
        used.handler = std::move(callbacks.handler);
    }
    used.upgrade = std::move(callbacks.upgrade);
    m_server = std::make_unique<http::HttpServer>(std::move(options), std::move(used));
    const auto port = m_server->listen();
    m_port = port ? port.value() : 0;
}

http::ServerCallbacks TestServer::echo()
{
    http::ServerCallbacks callbacks;
    callbacks.bodyLimit = [](http::Method, const QByteArray &path) -> qint64 { return path == "/small" ? 16 : 65536; };
    callbacks.inlineHandler = [](const http::Request &request, const http::Reply &reply) {
        if (request.path != "/inline") {
            return false;
        }
        reply(text("inline"));
        return true;
    };
    callbacks.handler = [this](http::Request request, http::Reply reply) {
        if (request.path == "/hold") {
            held.append(reply);
        } else if (request.path == "/big") {
            reply(text(QByteArray(256 * 1024, 'b')));
        } else if (request.path != "/drop") {
            reply(text(methodName(request.method) + ' ' + request.path + ' ' + request.body));
        }
        requests.append(std::move(request));
    };
    return callbacks;
}

} // namespace deskbell::test
