// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/apiclient.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <coroutine>
#include <memory>
#include <utility>

namespace deskbell {
namespace {

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ReplyPtr = std::unique_ptr<QNetworkReply, DeleteLater>;

/// Why we ourselves ended a request.
enum class Abort { None, Timeout, TooLarge, Stopped };

/// The end of a request: the reply has finished, or we do not want it any more. To be awaited once, on the client's thread.
///
/// QNetworkReply::abort() is not used for the latter: when an error of Qt's HTTP thread is on its way already, or has come and the end has
/// not, Qt has two errors for one reply and calls that an internal problem ("must only be called once"). A reply that is
/// deleted ends its request just as well.
class Ending
{
public:
    [[nodiscard]] Abort why() const { return m_why; }
    /// Only the first counts.
    void end(Abort why)
    {
        if (m_isOver) {
            return;
        }
        m_isOver = true;
        m_why = why;
        if (m_waiting) {
            std::exchange(m_waiting, {}).resume();
        }
    }

    /// What is awaited: small, because GCC 12 awaits a copy of it.
    struct Over {
        Ending *ending;
        [[nodiscard]] bool await_ready() const { return ending->m_isOver; }
        void await_suspend(std::coroutine_handle<> waiting) const { ending->m_waiting = waiting; }
        void await_resume() const { }
    };
    [[nodiscard]] Over over() { return {this}; }

private:
    bool m_isOver = false;
    Abort m_why = Abort::None;
    std::coroutine_handle<> m_waiting;
};
using EndingPtr = std::shared_ptr<Ending>;

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
///
/// Requests that come at once share connections, and Qt tells only one of them about a certificate it does not like: the
/// others just fail. So what one has seen counts for all of the client, until the right key is seen.
void watchKey(QNetworkReply *reply, const ServerTrust &trust, const std::shared_ptr<SeenKey> &seen)
{
    if (trust.isPinned()) {
        QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply, trust, seen](const QList<QSslError> &errors) {
            if (trust.accepts(reply->sslConfiguration().peerCertificate())) {
                reply->ignoreSslErrors(errors);
            } else {
                seen->isWrong = true; // and the connection ends, because nothing is ignored
            }
        });
    }
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [reply, trust, seen] {
        const auto certificate = reply->sslConfiguration().peerCertificate();
        if (trust.isPinned() && !trust.accepts(certificate)) {
            seen->isWrong = true;
            // Here it must be abort(): Qt's HTTP thread waits for this slot, and would send next. So no error is under way.
            reply->abort();
            return;
        }
        seen->isWrong = false;
        seen->hash = keyHashOf(certificate);
    });
}

void limit(QNetworkReply *reply, std::chrono::milliseconds timeout, const EndingPtr &ending)
{
    // Not setTransferTimeout(): it starts anew with every byte, and a drip of bytes would hold us for ever.
    QTimer::singleShot(timeout, reply, [ending] { ending->end(Abort::Timeout); });
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, ending] {
        if (reply->bytesAvailable() > ApiClient::MaxAnswerBytes) {
            ending->end(Abort::TooLarge);
        }
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, [ending] { ending->end(Abort::None); });
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
    const auto seen = m_seenKey;
    const auto ending = std::make_shared<Ending>();
    const ReplyPtr reply(start(m_network, m_baseUrl, m_trust, request));
    watchKey(reply.get(), m_trust, seen); // last use of `this`
    limit(reply.get(), request.timeout, ending);
    const auto leave = [ending] { ending->end(Abort::Stopped); };
    const std::stop_callback onStop(stop, leave);
    const std::stop_callback onDestroyed(alive, leave);

    if (!reply->isFinished()) {
        auto over = ending->over();
        co_await over;
    }

    if (stop.stop_requested() || alive.stop_requested()) {
        co_return Error{ErrorKind::Cancelled, {}, 0, {}, {}};
    }
    const auto failure = reply->error();
    const bool hasNoLine = ending->why() == Abort::Timeout; // Qt has no connection left for it, and does not say so
    if (seen->isWrong && (hasNoLine || failure == QNetworkReply::SslHandshakeFailedError || failure == QNetworkReply::OperationCanceledError)) {
        co_return wrongKey();
    }
    if (ending->why() == Abort::Timeout) {
        co_return Error{ErrorKind::Timeout, QStringLiteral("no answer in time"), 0, {}, {}};
    }
    if (ending->why() == Abort::TooLarge || reply->bytesAvailable() > MaxAnswerBytes) {
        co_return Error{ErrorKind::TooLarge, QStringLiteral("answer over the limit"), 0, QStringLiteral("answer_too_large"), {}};
    }
    auto answer = readAnswer(*reply);
    co_return answer;
}

} // namespace deskbell
