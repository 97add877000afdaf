// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/respond.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QLoggingCategory>
#include <algorithm>
#include <exception>

namespace deskbell::http {
namespace {

Q_LOGGING_CATEGORY(lcRespond, "deskbell.server.http.respond", QtInfoMsg)

struct Rule {
    int status = 500;
    bool isPublic = false; ///< `detail` and `context` may be shown to whoever asked
    const char *sentence = "Something went wrong in the service. Its log has more under the request id.";
};

Rule ruleFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Validation: return {400, true, "The request is not valid."};
    case ErrorKind::Auth: return {401, true, "Sign in first."};
    case ErrorKind::Forbidden: return {403, true, "This is not allowed."};
    case ErrorKind::NotFound: return {404, true, "There is no such thing."};
    case ErrorKind::Conflict: return {409, true, "It has changed in the meantime."};
    case ErrorKind::TooLarge: return {413, true, "The request is too large."};
    case ErrorKind::RateLimited: return {429, true, "Too many requests. Try again later."};
    case ErrorKind::Unavailable: return {503, false, "The service can not take this now. Try again shortly."};
    case ErrorKind::Storage: return {503, false, "The service can not store anything now. Try again shortly."};
    case ErrorKind::Timeout: return {504, false, "It took too long."};
    case ErrorKind::Network:
    case ErrorKind::Protocol:
    case ErrorKind::Cancelled:
    case ErrorKind::Internal: break;
    }
    return {};
}

/// Seconds for Retry-After; 0: no such header.
int retryAfter(const Error &error)
{
    const bool isLater = error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::Unavailable
        || error.kind == ErrorKind::Storage;
    return isLater ? std::max(1, error.context.value(QLatin1String("retry_after")).toInt(1)) : 0;
}

Response envelope(int status, const QJsonObject &object, const QByteArray &requestId)
{
    return Response{status, "application/json", {{"X-Request-Id", requestId}}, wire::toBytes(object)};
}

/// Parameters are values and owned by this frame (STYLE section 6); nobody awaits it, so nothing may escape from it.
QCoro::Task<void> bridge(QCoro::Task<Result<Answer>> task, QByteArray requestId, QByteArray route, Reply reply)
{
    Result<Answer> result;
    try {
        result = co_await task;
    } catch (const std::exception &e) {
        result = Error{ErrorKind::Internal, QString::fromUtf8(e.what()), 0, {}, {}};
    } catch (...) {
        result = Error{ErrorKind::Internal, QStringLiteral("an exception of an unknown type"), 0, {}, {}};
    }
    if (result) {
        reply(encode(result.value(), requestId));
        co_return;
    }
    const auto &error = result.error();
    if (statusOf(error) >= 500) {
        qCWarning(lcRespond) << requestId << route << wire::word(error.kind) << error.code << error.detail;
    } else {
        qCInfo(lcRespond) << requestId << route << wire::word(error.kind) << error.code;
    }
    reply(encode(error, requestId));
}

} // namespace

bool isPublic(ErrorKind kind) { return ruleFor(kind).isPublic; }

int statusOf(const Error &error)
{
    if (error.kind == ErrorKind::Conflict && error.code == QLatin1String("resync")) {
        return 410;
    }
    // Our own refusals may be more exact than their kind (405, 426); what another server once said is not passed on.
    const auto rule = ruleFor(error.kind);
    return rule.isPublic && error.kind == ErrorKind::Validation && error.httpStatus >= 400 && error.httpStatus < 500
        ? error.httpStatus
        : rule.status;
}

Response encode(const Answer &answer, const QByteArray &requestId)
{
    Response response{answer.status, answer.contentType, {{"X-Request-Id", requestId}}, answer.body};
    if (answer.body.isNull() && answer.status != 204) {
        response.body = wire::toBytes({{QStringLiteral("success"), true}, {QStringLiteral("data"), answer.data}});
    }
    response.headers += answer.headers;
    return response;
}

Response encode(const Error &error, const QByteArray &requestId)
{
    const auto rule = ruleFor(error.kind);
    const bool hasDetail = rule.isPublic && !error.detail.isEmpty();
    QJsonObject body{
        {QStringLiteral("code"), wire::word(error.kind)},
        {QStringLiteral("message"), hasDetail ? error.detail : QString::fromLatin1(rule.sentence)},
        {QStringLiteral("request_id"), QString::fromLatin1(requestId)},
    };
    if (!error.code.isEmpty()) {
        body.insert(QStringLiteral("reason"), error.code);
    }
    if (rule.isPublic && !error.context.isEmpty()) {
        body.insert(QStringLiteral("context"), error.context);
    }
    auto response
        = envelope(statusOf(error), {{QStringLiteral("success"), false}, {QStringLiteral("error"), body}}, requestId);
    if (const int seconds = retryAfter(error); seconds > 0) {
        response.headers.emplaceBack("Retry-After", QByteArray::number(seconds));
    }
    if (error.kind == ErrorKind::Auth) {
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
    }
    return response;
}

void respond(QCoro::Task<Result<Answer>> task, QByteArray requestId, QByteArray route, Reply reply)
{
    // The frame destroys itself at its end; a dropped Task runs on (STYLE section 6 rule 7), and this one never throws.
    bridge(std::move(task), std::move(requestId), std::move(route), std::move(reply));
}

} // namespace deskbell::http
