// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/httpclient.h"

#include "server/bridges/oncebody.h"

#include <QCoroFuture>
#include <QCoroNetworkReply>
#include <QDateTime>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <memory>

namespace deskbell::server {
namespace {

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ReplyPtr = std::unique_ptr<QNetworkReply, DeleteLater>;

struct Progress {
    bool isWritten = false; ///< all of the request
    bool isTooLong = false;
    QString stoppedWhy;
};

/// One try: to one address of the host that was checked.
struct Attempt {
    HttpCall call;
    QHostAddress address;
    std::chrono::milliseconds connectTimeout{};
    std::chrono::milliseconds totalTimeout{};
    qint64 maxAnswer = 0;
};

/// "name" or "name:8443", as it was asked for.
QByteArray hostHeader(const QUrl &url)
{
    const auto host = url.host(QUrl::FullyEncoded).toLatin1();
    const auto named = host.contains(':') ? '[' + host + ']' : host;
    return url.port() < 0 ? named : named + ':' + QByteArray::number(url.port());
}

/// No second look-up: the connection goes to the address itself, and everything else says the name.
QNetworkRequest requestOf(const HttpCall &call, const QHostAddress &address)
{
    auto url = call.url;
    url.setHost(address.toString());
    url.setFragment({});
    QNetworkRequest request(url);
    request.setRawHeader("Host", hostHeader(call.url));
    request.setPeerVerifyName(call.url.host(QUrl::FullyEncoded));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Deskbell/" DESKBELL_VERSION));
    for (const auto &[name, value] : call.headers) {
        request.setRawHeader(name, value);
    }
    return request;
}

/// Seconds or an HTTP date (RFC 9110, section 10.2.3); never more than a day.
std::optional<std::chrono::milliseconds> retryAfterOf(const QNetworkReply &reply)
{
    const auto header = QString::fromLatin1(reply.rawHeader("Retry-After")).trimmed();
    if (header.isEmpty()) {
        return std::nullopt;
    }
    bool isNumber = false;
    qint64 seconds = header.toLongLong(&isNumber);
    if (!isNumber) {
        const auto when = QDateTime::fromString(header, Qt::RFC2822Date);
        if (!when.isValid()) {
            return std::nullopt;
        }
        seconds = QDateTime::currentDateTimeUtc().secsTo(when);
    }
    return std::chrono::seconds(std::clamp<qint64>(seconds, 1, 24 * 60 * 60));
}

HttpAnswer answerOf(QNetworkReply &reply, const Progress &progress)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.error = progress.stoppedWhy.isEmpty() ? reply.errorString() : progress.stoppedWhy;
    if (answer.status > 0) {
        // The receiver has spoken, even if the rest of its answer did not arrive.
        answer.end = HttpAnswer::End::Answered;
        answer.body = progress.isTooLong ? QByteArray() : reply.readAll();
        answer.retryAfter = retryAfterOf(reply);
        answer.location = QUrl::fromEncoded(reply.rawHeader("Location"), QUrl::StrictMode);
    } else if (reply.error() == QNetworkReply::SslHandshakeFailedError) {
        answer.end = HttpAnswer::End::TlsFailed;
    } else {
        answer.end = progress.isWritten ? HttpAnswer::End::Lost : HttpAnswer::End::NotSent;
    }
    return answer;
}

HttpAnswer notSent(const QString &why)
{
    HttpAnswer answer;
    answer.error = why;
    return answer;
}

bool isRedirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

/// Does not use the client after its first suspension; `alive` tells that it has gone.
QCoro::Task<HttpAnswer> attempt(QNetworkAccessManager *network, Attempt wanted, std::stop_token stop, std::stop_token alive)
{
    const auto progress = std::make_shared<Progress>();
    auto *body = wanted.call.body.isEmpty() ? nullptr : new OnceBody(wanted.call.body);
    const ReplyPtr reply(network->sendCustomRequest(requestOf(wanted.call, wanted.address), wanted.call.method, body)); // last use of `network`
    if (body) {
        body->setParent(reply.get());
    }
    const auto abort = [target = QPointer<QNetworkReply>(reply.get()), progress](const QString &why) {
        if (target && progress->stoppedWhy.isEmpty()) {
            progress->stoppedWhy = why;
            target->abort();
        }
    };
    QTimer connecting;
    QTimer total;
    connecting.setSingleShot(true);
    total.setSingleShot(true);
    QObject::connect(&connecting, &QTimer::timeout, reply.get(), [abort] { abort(QStringLiteral("no connection in time")); });
    QObject::connect(&total, &QTimer::timeout, reply.get(), [abort] { abort(QStringLiteral("timeout: no answer in time")); });
    QObject::connect(reply.get(), &QNetworkReply::requestSent, &connecting, [progress, timer = &connecting] {
        progress->isWritten = true;
        timer->stop();
    });
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, reply.get(), [abort, progress, max = wanted.maxAnswer](qint64 received, qint64) {
        if (received > max) {
            progress->isTooLong = true;
            abort(QStringLiteral("the answer is too long"));
        }
    });
    // Not before: a call may wait for a connection that another one uses.
    QObject::connect(reply.get(), &QNetworkReply::socketStartedConnecting, &connecting, [timer = &connecting, limit = wanted.connectTimeout] { timer->start(limit); });
    total.start(wanted.totalTimeout);
    const auto stopped = [abort] { abort(QStringLiteral("stopped")); };
    const std::stop_callback onStop(stop, stopped);
    const std::stop_callback onDestroyed(alive, stopped);
    co_await reply.get();
    co_return answerOf(*reply, *progress);
}

} // namespace

HttpClient::HttpClient(Options options, std::unique_ptr<HostResolver> resolver) : m_options(options), m_resolver(std::move(resolver))
{
    // A proxy would look the name up again.
    m_network.setProxy(QNetworkProxy::NoProxy);
}

QCoro::Task<HttpAnswer> HttpClient::call(HttpCall call, std::stop_token stop)
{
    const QPointer<HttpClient> self(this);
    call.policy.allowsLoopback = call.policy.allowsLoopback || m_options.allowsLoopback;
    auto left = std::min(call.maxRedirects, MaxRedirects);
    while (true) {
        auto trying = once(call, stop);
        const auto answer = co_await trying;
        const bool mayFollow = answer.end == HttpAnswer::End::Answered && isRedirect(answer.status) && left > 0 && !answer.location.isEmpty()
            && (call.method == "GET" || call.method == "HEAD");
        if (!self || !mayFollow || stop.stop_requested()) {
            co_return answer;
        }
        --left;
        const auto next = call.url.resolved(answer.location);
        if (call.url.scheme() == QLatin1String("https") && next.scheme() != QLatin1String("https")) {
            co_return notSent(QStringLiteral("url_refused: the redirect leads away from https"));
        }
        if (next.host() != call.url.host() || next.port() != call.url.port()) {
            // What opens one door is not shown at another.
            call.headers.removeIf([](const auto &header) { return header.first.compare("Accept", Qt::CaseInsensitive) != 0; });
        }
        call.url = next;
    }
}

QCoro::Task<HttpAnswer> HttpClient::once(HttpCall call, std::stop_token stop)
{
    const QPointer<HttpClient> self(this);
    const auto alive = m_alive.get_token();
    const auto limits = m_options;
    QElapsedTimer elapsed;
    elapsed.start();
    const UrlChecker checker(call.policy);
    if (const auto checked = checker.check(call.url); !checked) {
        co_return notSent(QStringLiteral("url_refused: ") + checked.error().detail);
    }
    const auto host = call.url.host(QUrl::FullyEncoded);
    QList<QHostAddress> addresses{QHostAddress(host)};
    if (addresses.first().isNull()) {
        auto looking = m_resolver->resolve(host, limits.connectTimeout);
        const auto found = co_await looking;
        if (!self || stop.stop_requested()) {
            co_return notSent(QStringLiteral("stopped"));
        }
        if (!found) {
            co_return notSent(found.error().detail);
        }
        if (const auto checked = checker.check(found.value()); !checked) {
            co_return notSent(QStringLiteral("url_refused: ") + checked.error().detail);
        }
        addresses = found.value();
    }
    HttpAnswer answer;
    constexpr qsizetype MostTries = 4;
    addresses.resize(std::min(addresses.size(), MostTries));
    for (const auto &address : std::as_const(addresses)) {
        const auto left = limits.totalTimeout - std::chrono::milliseconds(elapsed.elapsed());
        if (!self || left.count() <= 0) {
            break;
        }
        auto trying = attempt(&m_network, {call, address, limits.connectTimeout, left, limits.maxAnswer}, stop, alive);
        answer = co_await trying;
        // Only what has not left may be tried elsewhere.
        if (answer.end != HttpAnswer::End::NotSent || stop.stop_requested() || alive.stop_requested()) {
            break;
        }
    }
    co_return answer;
}

} // namespace deskbell::server
