// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoroTask>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>
#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>

namespace deskbell::server {

struct HttpCall {
    QByteArray method = "GET";
    QUrl url; ///< from configuration only, never from a request
    QList<std::pair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
};

struct HttpAnswer {
    enum class End {
        Answered,  ///< there is a status
        NotSent,   ///< the request has not left: no such host, refused, no TLS, no connection in time
        TlsFailed, ///< as NotSent: who answered could not prove to be the host
        Lost,      ///< the request was written, no status came back
    };

    End end = End::NotSent;
    int status = 0;
    QByteArray body{};    ///< of an answer; empty when it was longer than the limit
    std::optional<std::chrono::milliseconds> retryAfter{};
    QString error{};      ///< for logs; without headers and bodies
};

/// The one way out of the service by HTTP (RELIABILITY rule 95): connection within 5 s, all within 30 s, answers up to 5 MiB,
/// no redirects, no cookies, no cache, and no request is ever written twice. Main thread.
class HttpClient final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        std::chrono::milliseconds connectTimeout{5'000};
        std::chrono::milliseconds totalTimeout{30'000};
        qint64 maxAnswer = 5 * 1024 * 1024; ///< bytes
    };

    explicit HttpClient(Options options) : m_options(options) {}
    HttpClient() : HttpClient(Options()) {}
    /// Ends what is under way.
    ~HttpClient() override { m_alive.request_stop(); }

    [[nodiscard]] QCoro::Task<HttpAnswer> call(HttpCall call, std::stop_token stop);

private:
    Options m_options;
    std::stop_source m_alive;
    QNetworkAccessManager m_network;
};

} // namespace deskbell::server
