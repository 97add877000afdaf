// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/httpclient.h"

#include <QCoroNetworkReply>
#include <QDateTime>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <cstring>
#include <memory>

namespace deskbell::server {
namespace {

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ReplyPtr = std::unique_ptr<QNetworkReply, DeleteLater>;

/// A body that can be read once. When a connection breaks before the answer, QNetworkAccessManager writes the request again
/// by itself (QHttpNetworkConnectionChannel, "reconnectAttempts"), unless its body can not be rewound. Whether to repeat an
/// effect is the job's decision. Not a QBuffer: of that Qt takes the bytes out and rewinds its own copy.
class OnceBody final : public QIODevice
{
public:
    explicit OnceBody(QByteArray bytes, QObject *parent = nullptr) : QIODevice(parent), m_bytes(std::move(bytes))
    {
        (void)open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const auto count = std::min(maxSize, qint64(m_bytes.size()) - m_at);
        std::memcpy(data, m_bytes.constData() + m_at, size_t(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

struct Progress {
    bool isWritten = false; ///< all of the request
    bool isTooLong = false;
    QString stoppedWhy;
};

QNetworkRequest requestOf(const HttpCall &call)
{
    QNetworkRequest request(call.url);
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
    } else if (reply.error() == QNetworkReply::SslHandshakeFailedError) {
        answer.end = HttpAnswer::End::TlsFailed;
    } else {
        answer.end = progress.isWritten ? HttpAnswer::End::Lost : HttpAnswer::End::NotSent;
    }
    return answer;
}

} // namespace

QCoro::Task<HttpAnswer> HttpClient::call(HttpCall call, std::stop_token stop)
{
    const auto limits = m_options;
    const auto progress = std::make_shared<Progress>();
    auto *body = call.body.isEmpty() ? nullptr : new OnceBody(call.body);
    const ReplyPtr reply(m_network.sendCustomRequest(requestOf(call), call.method, body));
    const std::stop_token alive = m_alive.get_token(); // last use of `this`
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
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, reply.get(), [abort, progress, max = limits.maxAnswer](qint64 received, qint64) {
        if (received > max) {
            progress->isTooLong = true;
            abort(QStringLiteral("the answer is too long"));
        }
    });
    // Not before: a call may wait for a connection that another one uses.
    QObject::connect(reply.get(), &QNetworkReply::socketStartedConnecting, &connecting, [timer = &connecting, limit = limits.connectTimeout] { timer->start(limit); });
    total.start(limits.totalTimeout);
    const auto stopped = [abort] { abort(QStringLiteral("stopped")); };
    const std::stop_callback onStop(stop, stopped);
    const std::stop_callback onDestroyed(alive, stopped);
    co_await reply.get();
    co_return answerOf(*reply, *progress);
}

} // namespace deskbell::server
