// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpserver.h"

#include "server/http/counters.h"
#include "server/http/iocore.h"

#include <QEventLoop>
#include <thread>
#include <utility>

namespace deskbell::http {

struct HttpServer::Private {
    Private(ServerOptions wishes, ServerCallbacks calls)
        : options(std::move(wishes))
        , callbacks(std::move(calls))
        , requests(callbacks)
        , core(options, callbacks, requests, counters)
    {
    }

    void join()
    {
        if (thread.joinable()) {
            core.post([this] { core.stop(); });
            thread.join();
        }
    }

    const ServerOptions options;
    const ServerCallbacks callbacks;
    const std::shared_ptr<Counters> counters = std::make_shared<Counters>();
    RequestBox requests;
    IoCore core;
    std::thread thread;
};

HttpServer::HttpServer(ServerOptions options, ServerCallbacks callbacks)
    : d(std::make_unique<Private>(std::move(options), std::move(callbacks)))
{
}

HttpServer::~HttpServer()
{
    d->join();
}

Result<quint16> HttpServer::listen()
{
    Q_ASSERT(!d->thread.joinable());
    auto port = d->core.bind();
    if (port) {
        d->thread = std::thread([this] { d->core.run(); });
    }
    return port;
}

void HttpServer::stopAccepting()
{
    d->core.post([this] { d->core.stopAccepting(); });
}

void HttpServer::shutdown(std::chrono::milliseconds grace)
{
    if (!d->thread.joinable()) {
        return;
    }
    QEventLoop loop;
    d->core.post([this, grace, &loop] {
        d->core.drain(std::chrono::steady_clock::now() + grace, [&loop] {
            QMetaObject::invokeMethod(
                &loop, [&loop] { loop.quit(); }, Qt::QueuedConnection);
        });
    });
    loop.exec();
    d->join();
}

void HttpServer::post(std::function<void()> task)
{
    d->core.post(std::move(task));
}

ServerStats HttpServer::stats() const
{
    const Counters &counters = *d->counters;
    return ServerStats{.connections = counters.connections,
        .sockets = counters.sockets,
        .inFlight = counters.inFlight,
        .accepted = counters.accepted,
        .requests = counters.requests,
        .refused = counters.refused,
        .turnedAway = counters.turnedAway,
        .timedOut = counters.timedOut,
        .lateAnswers = counters.lateAnswers,
        .acceptPauses = counters.acceptPauses};
}

} // namespace deskbell::http
