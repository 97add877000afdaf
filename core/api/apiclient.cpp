// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/apiclient.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QCoroNetworkReply>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>
#include <memory>

namespace deskbell {
namespace {

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ReplyPtr = std::unique_ptr<QNetworkReply, DeleteLater>;

/// Why we ourselves ended a request.
enum class Abort { None, Timeout, TooLarge, WrongKey };

Error notDeskbell(const QString &detail, int status)
{
    return Error{ErrorKind::Protocol, detail, status, QStringLiteral("not_deskbell"), {}};
}

Error network(const char *code, const QNetworkReply &reply)
{
    return Error{ErrorKind::Network, reply.errorString(), 0, QString::fromLatin1(code), {}};
}

/// A connection that could not be made, or that broke before the answer was complete.
Error transportError(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return network("connection_refused", reply);
    case QNetworkReply::RemoteHostClosedError: return network("connection_closed", reply);
    case QNetworkReply::HostNotFoundError: return network("host_not_found", reply);
    case QNetworkReply::SslHandshakeFailedError: return network("tls_failed", reply);
    case QNetworkReply::TimeoutError: return Error{ErrorKind::Timeout, reply.errorString(), 0, {}, {}};
    case QNetworkReply::OperationCanceledError: return Error{ErrorKind::Cancelled, {}, 0, {}, {}};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure: return notDeskbell(reply.errorString(), 0);
    default: return network("network_failed", reply);
    }
}

/// The kind of an error whose envelope names one we do not know yet.
ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 400:
    case 422: return ErrorKind::Validation;
    case 401: return ErrorKind::Auth;
    case 403: return ErrorKind::Forbidden;
    case 404: return ErrorKind::NotFound;
    case 409:
    case 410: return ErrorKind::Conflict;
    case 413: return ErrorKind::TooLarge;
    case 429: return ErrorKind::RateLimited;
    case 503: return ErrorKind::Unavailable;
    case 504: return ErrorKind::Timeout;
    default: return ErrorKind::Internal;
    }
}

Error envelopeError(const QJsonObject &error, int status, const QNetworkReply &reply)
{
    const auto word = error.value(QLatin1String("code")).toString();
    Error out;
    out.kind = wire::errorKind(word).value_or(kindOfStatus(status));
    out.detail = error.value(QLatin1String("message")).toString() + QStringLiteral(" [request ")
        + error.value(QLatin1String("request_id")).toString() + QLatin1Char(']');
    out.httpStatus = status;
    out.code = error.value(QLatin1String("reason")).toString(wire::errorKind(word) ? QString() : word);
    out.context = error.value(QLatin1String("context")).toObject();
    bool isNumber = false;
    const int wait = reply.rawHeader("Retry-After").toInt(&isNumber);
    if (isNumber && wait >= 0) {
        out.context.insert(QStringLiteral("retry_after"), wait);
    }
    return out;
}

/// Bodies between us and the service (a proxy's 502 page, a hotel's captive portal) are not in our envelope.
Error foreignAnswer(int status, const QNetworkReply &reply, const QString &detail)
{
    if (status == 502 || status == 503 || status == 504) {
        Error error{status == 504 ? ErrorKind::Timeout : ErrorKind::Unavailable, detail, status, QStringLiteral("proxy"), {}};
        bool isNumber = false;
        const int wait = reply.rawHeader("Retry-After").toInt(&isNumber);
        if (isNumber && wait >= 0) {
            error.context.insert(QStringLiteral("retry_after"), wait);
        }
        return error;
    }
    return notDeskbell(detail, status);
}

Result<QJsonObject> readAnswer(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Errors from 200 on are HTTP statuses, whose body counts; below it the connection itself failed.
    if (reply.error() != QNetworkReply::NoError && (status == 0 || reply.error() < 200)) {
        const auto error = transportError(reply);
        return error;
    }
    const auto envelope = wire::parseObject(reply.readAll());
    if (!envelope) {
        return foreignAnswer(status, reply, QStringLiteral("no JSON object: ") + envelope.error().detail);
    }
    const auto success = envelope.value().value(QLatin1String("success"));
    if (success.isBool() && success.toBool() && status >= 200 && status < 300) {
        return envelope.value().value(QLatin1String("data")).toObject();
    }
    const auto error = envelope.value().value(QLatin1String("error")).toObject();
    if (success.isBool() && !success.toBool() && error.value(QLatin1String("code")).isString()) {
        return envelopeError(error, status, reply);
    }
    return foreignAnswer(status, reply, QStringLiteral("JSON, but not our envelope"));
}

Error wrongKey()
{
    return Error{ErrorKind::Protocol, QStringLiteral("the server has another key than the one this console was paired with"), 0,
        QStringLiteral("certificate_changed"), {}};
}

QNetworkRequest toNetworkRequest(const QUrl &base, const ServerTrust &trust, const ApiRequest &request)
{
    QUrl url = base;
    url.setPath(base.path() + request.path);
    url.setQuery(request.query);
    QNetworkRequest out(url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setSslConfiguration(trust.tls());
    out.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("deskbell/" DESKBELL_VERSION));
    out.setRawHeader("Accept", "application/json");
    // Named, so that Qt does not ask for gzip: the size limit then counts what really comes.
    out.setRawHeader("Accept-Encoding", "identity");
    if (!request.accessToken.isEmpty()) {
        out.setRawHeader("Authorization", "Bearer " + request.accessToken.toUtf8());
    }
    if (!trust.deviceToken.isEmpty()) {
        out.setRawHeader("X-Deskbell-Device", trust.deviceToken.toLatin1());
    }
    if (request.method != ApiRequest::Method::Get) {
        out.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    }
    return out;
}

QNetworkReply *start(QNetworkAccessManager &network, const QUrl &base, const ServerTrust &trust, const ApiRequest &request)
{
    const auto out = toNetworkRequest(base, trust, request);
    switch (request.method) {
    case ApiRequest::Method::Get: return network.get(out);
    case ApiRequest::Method::Post: return network.post(out, wire::toBytes(request.body));
    case ApiRequest::Method::Put: return network.put(out, wire::toBytes(request.body));
    case ApiRequest::Method::Patch: return network.sendCustomRequest(out, "PATCH", wire::toBytes(request.body));
    case ApiRequest::Method::Delete:
        return request.body.isEmpty() ? network.deleteResource(out) : network.sendCustomRequest(out, "DELETE", wire::toBytes(request.body));
    }
    return nullptr;
}

/// Qt asks before it sends: a certificate that no authority vouches for (with a pinned key that is every one) by sslErrors(),
/// which ends the connection unless those very errors of that very certificate are accepted; any by encrypted().
void watchKey(QNetworkReply *reply, const ServerTrust &trust, const std::shared_ptr<QByteArray> &seen, const std::shared_ptr<Abort> &why)
{
    if (trust.isPinned()) {
        QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply, trust, why](const QList<QSslError> &errors) {
            if (trust.accepts(reply->sslConfiguration().peerCertificate())) {
                reply->ignoreSslErrors(errors);
            } else {
                *why = Abort::WrongKey;
            }
        });
    }
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [reply, trust, seen, why] {
        const auto certificate = reply->sslConfiguration().peerCertificate();
        if (trust.isPinned() && !trust.accepts(certificate)) {
            *why = Abort::WrongKey;
            reply->abort();
            return;
        }
        *seen = keyHashOf(certificate);
    });
}

void limit(QNetworkReply *reply, std::chrono::milliseconds timeout, const std::shared_ptr<Abort> &why)
{
    // Not setTransferTimeout(): it starts anew with every byte, and a drip of bytes would hold us for ever.
    QTimer::singleShot(timeout, reply, [reply, why] {
        *why = Abort::Timeout;
        reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, why] {
        if (reply->bytesAvailable() > ApiClient::MaxAnswerBytes) {
            *why = Abort::TooLarge;
            reply->abort();
        }
    });
}

} // namespace

ApiClient::ApiClient(QUrl baseUrl, ServerTrust trust) : m_baseUrl(std::move(baseUrl)), m_trust(std::move(trust))
{
    m_network.setAutoDeleteReplies(false);
}

ApiClient::~ApiClient() { m_alive.request_stop(); }

QCoro::Task<Result<QJsonObject>> ApiClient::send(ApiRequest request, std::stop_token stop)
{
    const std::stop_token alive = m_alive.get_token();
    if (stop.stop_requested() || alive.stop_requested()) {
        co_return Error{ErrorKind::Cancelled, {}, 0, {}, {}};
    }
    if (m_trust.isPinned() && m_baseUrl.scheme() != QLatin1String("https")) {
        co_return wrongKey(); // in the clear nobody proves anything
    }
    const auto why = std::make_shared<Abort>(Abort::None);
    const ReplyPtr reply(start(m_network, m_baseUrl, m_trust, request));
    watchKey(reply.get(), m_trust, m_seenKey, why); // last use of `this`
    limit(reply.get(), request.timeout, why);
    const auto abort = [target = QPointer<QNetworkReply>(reply.get())] {
        if (target) {
            target->abort();
        }
    };
    const std::stop_callback onStop(stop, abort);
    const std::stop_callback onDestroyed(alive, abort);

    if (!reply->isFinished()) {
        co_await reply.get();
    }

    if (stop.stop_requested() || alive.stop_requested()) {
        co_return Error{ErrorKind::Cancelled, {}, 0, {}, {}};
    }
    if (*why == Abort::WrongKey) {
        co_return wrongKey();
    }
    if (*why == Abort::Timeout) {
        co_return Error{ErrorKind::Timeout, QStringLiteral("no answer in time"), 0, {}, {}};
    }
    if (*why == Abort::TooLarge || reply->bytesAvailable() > MaxAnswerBytes) {
        co_return Error{ErrorKind::TooLarge, QStringLiteral("answer over the limit"), 0, QStringLiteral("answer_too_large"), {}};
    }
    auto answer = readAnswer(*reply);
    co_return answer;
}

} // namespace deskbell
