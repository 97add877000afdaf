// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpserver.h"

#include <QList>
#include <functional>
#include <memory>

namespace deskbell::test {

/// Options with times short enough for tests.
[[nodiscard]] http::ServerOptions quickOptions();

/// A server whose handler echoes "METHOD path body" and keeps what arrived. /hold keeps its reply, /drop destroys it,
/// /big answers 256 KiB, /inline is answered on the I/O thread. Bodies up to 64 KiB, /small 16 bytes.
class TestServer
{
public:
    explicit TestServer(http::ServerOptions options = quickOptions());
    explicit TestServer(http::ServerOptions options, http::ServerCallbacks callbacks);

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] http::HttpServer &server() { return *m_server; }

    QList<http::Request> requests;
    QList<http::Reply> held;

private:
    [[nodiscard]] http::ServerCallbacks echo();

    quint16 m_port = 0;
    std::unique_ptr<http::HttpServer> m_server;
};

/// A text answer.
[[nodiscard]] http::Response text(const QByteArray &body, int status = 200);

} // namespace deskbell::test
