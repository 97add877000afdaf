// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bridges/hostresolver.h"
#include "server/bridges/urlchecker.h"

#include <QByteArray>
#include <QCoroTask>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace deskbell::server {

struct HttpCall {
    QByteArray method = "GET";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
    UrlPolicy policy{};   ///< whom this provider may call; default: public hosts by https
    int maxRedirects = 0; ///< up to HttpClient::MaxRedirects, of GET and HEAD; each is checked as the first address was
};

struct HttpAnswer {
    enum class End {
        Answered,  ///< there is a status
        NotSent,   ///< the request has not left: not allowed ("url_refused: …"), no such host, refused, no TLS, no connection in time
        TlsFailed, ///< as NotSent: who answered could not prove to be the host
        Lost,      ///< the request was written, no status came back
    };

    End end = End::NotSent;
    int status = 0;
    QByteArray body{};    ///< of an answer; empty when it was longer than the limit
    std::optional<std::chrono::milliseconds> retryAfter{};
    QString error{};      ///< for logs; without headers and bodies
    QUrl location{};      ///< of a redirect that was not followed; may be relative
};

/// The one way out of the service by HTTP (RELIABILITY rule 95, threat 15). Every address of the host is looked up and checked
/// against the policy of the call, and the connection goes to a checked one with the name kept for Host, SNI and certificate,
/// so that a name that changes its mind leads nowhere else. Connection within 5 s, all within 30 s, answers up to 5 MiB, no
/// redirects unless asked for, no proxy, no cookies, no cache, and no request is ever written twice. Main thread.
class HttpClient final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        std::chrono::milliseconds connectTimeout{5'000};
        std::chrono::milliseconds totalTimeout{30'000};
        qint64 maxAnswer = 5 * 1024 * 1024; ///< bytes
        bool allowsLoopback = false; ///< setting outgoing.allow_loopback: this machine may be called, for tests and simulators
    };

    static constexpr int MaxRedirects = 3;

    HttpClient(Options options, std::unique_ptr<HostResolver> resolver);
    explicit HttpClient(Options options) : HttpClient(options, std::make_unique<SystemResolver>()) {}
    HttpClient() : HttpClient(Options()) {}
    /// Ends what is under way.
    ~HttpClient() override { m_alive.request_stop(); }

    [[nodiscard]] QCoro::Task<HttpAnswer> call(HttpCall call, std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<HttpAnswer> once(HttpCall call, std::stop_token stop);

    Options m_options;
    std::stop_source m_alive;
    std::unique_ptr<HostResolver> m_resolver;
    QNetworkAccessManager m_network;
};

} // namespace deskbell::server
