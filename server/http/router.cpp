// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/router.h"

#include "core/wire/json.h"
#include "server/access/permissions.h"

#include <QLoggingCategory>
#include <QStringDecoder>
#include <algorithm>
#include <optional>

namespace deskbell::http {
namespace {

Q_LOGGING_CATEGORY(lcRouter, "deskbell.server.http.router", QtInfoMsg)

/// "/v1/orders/" is not "/v1/orders": the last segment is then empty and matches nothing.
std::vector<QByteArray> split(const QByteArray &path)
{
    std::vector<QByteArray> segments;
    qsizetype begin = path.startsWith('/') ? 1 : 0;
    while (begin <= path.size()) {
        const auto slash = path.indexOf('/', begin);
        const auto end = slash < 0 ? path.size() : slash;
        segments.push_back(path.mid(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

bool isParameter(const QByteArray &segment) { return segment.startsWith('{') && segment.endsWith('}'); }

/// std::nullopt for bad escapes, bytes that are not UTF-8, and NUL.
std::optional<QString> decode(const QByteArray &segment)
{
    for (qsizetype i = segment.indexOf('%'); i >= 0; i = segment.indexOf('%', i + 1)) {
        const auto digits = segment.mid(i + 1, 2);
        bool isHex = false;
        (void)digits.toUInt(&isHex, 16);
        if (digits.size() != 2 || !isHex) {
            return std::nullopt;
        }
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(QByteArray::fromPercentEncoding(segment));
    if (decoder.hasError() || text.contains(QChar(u'\0'))) {
        return std::nullopt;
    }
    return text;
}

bool matches(const Route &route, const std::vector<QByteArray> &segments, PathParameters &parameters)
{
    if (route.segments.size() != segments.size()) {
        return false;
    }
    for (size_t i = 0; i < segments.size(); ++i) {
        const auto &wanted = route.segments[i];
        if (!isParameter(wanted)) {
            if (wanted != segments[i]) {
                return false;
            }
            continue;
        }
        const auto value = decode(segments[i]);
        if (!value || value->isEmpty()) {
            return false;
        }
        parameters.insert(QString::fromLatin1(wanted.mid(1, wanted.size() - 2)), *value);
    }
    return true;
}

QByteArray allowHeader(std::vector<Method> methods)
{
    if (std::find(methods.begin(), methods.end(), Method::Get) != methods.end()) {
        methods.push_back(Method::Head);
    }
    methods.push_back(Method::Options);
    QByteArrayList names;
    for (const auto method : methods) {
        names.append(methodName(method));
    }
    return names.join(", ");
}

Response refuse(const Router::Match &match, const Request &request)
{
    if (match.allow.isEmpty()) {
        return encode(Error{ErrorKind::NotFound, QStringLiteral("there is nothing at this address"), 0,
                          QStringLiteral("unknown_path"), {}},
            request.id);
    }
    if (request.method == Method::Options) {
        return Response{204, {}, {{"Allow", match.allow}, {"X-Request-Id", request.id}}, {}};
    }
    auto response = encode(
        Error{ErrorKind::Validation,
            QStringLiteral("this address does not take %1").arg(QString::fromLatin1(methodName(request.method))), 405,
            QStringLiteral("method_not_allowed"), {}},
        request.id);
    response.headers.emplaceBack("Allow", match.allow);
    return response;
}

std::optional<Error> forbidden(const Access &access, const server::Principal &who)
{
    const auto allowed = server::authorize(who, access.permission());
    return allowed ? std::nullopt : std::optional(allowed.error());
}

} // namespace

const Access Access::Public("");

QString RequestContext::queryText(const char *name) const
{
    return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

Result<QJsonObject> RequestContext::json() const { return wire::parseObject(request.body); }

void Router::add(Method method, QByteArray pattern, Access access, Handler handler, qint64 bodyLimit)
{
    append(Route{method, std::move(pattern), access, bodyLimit, std::move(handler), {}, {}});
}

void Router::addInline(Method method, QByteArray pattern, InlineHandler handler, qint64 bodyLimit)
{
    append(Route{method, std::move(pattern), Access::Public, bodyLimit, {}, std::move(handler), {}});
}

Result<Done> Router::check() const
{
    for (const auto &route : m_routes) {
        if (!route.access.isPublic() && !server::findPermission(route.access.permission())) {
            return Error{ErrorKind::Internal,
                QStringLiteral("%1 %2 needs the permission \"%3\", which does not exist")
                    .arg(QString::fromLatin1(methodName(route.method)), QString::fromLatin1(route.pattern),
                        QString::fromLatin1(route.access.permission())),
                0, QStringLiteral("unknown_permission"), {}};
        }
    }
    return Done{};
}

void Router::append(Route route)
{
    route.segments = split(route.pattern);
    m_routes.push_back(std::move(route));
}

Router::Match Router::match(Method method, const QByteArray &path) const
{
    const auto segments = split(path);
    const auto wanted = method == Method::Head ? Method::Get : method;
    std::vector<Method> known;
    for (const auto &route : m_routes) {
        PathParameters parameters;
        if (!matches(route, segments, parameters)) {
            continue;
        }
        if (route.method == wanted) {
            return {&route, std::move(parameters), {}};
        }
        known.push_back(route.method);
    }
    return {nullptr, {}, known.empty() ? QByteArray() : allowHeader(std::move(known))};
}

qint64 Router::bodyLimit(Method method, const QByteArray &path) const
{
    const auto found = match(method, path);
    return found.route ? found.route->bodyLimit : UnknownBodyLimit;
}

bool Router::handleInline(const Request &request, const Reply &reply) const
{
    auto found = match(request.method, request.path);
    if (!found.route) {
        reply(refuse(found, request));
        return true;
    }
    if (!found.route->inlineHandler) {
        return false;
    }
    found.route->inlineHandler(request, std::move(found.parameters), reply);
    return true;
}

void Router::handle(Request request, Reply reply) const
{
    handleOnce(std::move(request), std::move(reply), bool(m_secondLook));
}

void Router::handleOnce(Request request, Reply reply, bool mayLookAgain) const
{
    auto found = match(request.method, request.path);
    if (!found.route) {
        reply(refuse(found, request));
        return;
    }
    if (found.route->inlineHandler) {
        found.route->inlineHandler(std::move(request), std::move(found.parameters), std::move(reply));
        return;
    }
    RequestContext context;
    if (!found.route->access.isPublic()) {
        auto principal = m_authenticate(request);
        if (!principal && mayLookAgain && principal.error().code == QLatin1String("session_expired")) {
            ++*m_active;
            m_secondLook(request, [this, active = m_active, request, reply] {
                --*active;
                handleOnce(request, reply, false);
            });
            return;
        }
        auto refused = principal ? forbidden(found.route->access, principal.value()) : std::optional(principal.error());
        if (refused) {
            qCInfo(lcRouter) << request.id << found.route->pattern << "refused:" << refused->detail;
            reply(encode(*refused, request.id));
            return;
        }
        context.principal = std::move(principal).value();
        if (const auto tooOften = m_limit ? m_limit(context.principal, request) : std::nullopt) {
            qCInfo(lcRouter) << request.id << found.route->pattern << "too many requests:" << tooOften->detail;
            reply(encode(*tooOften, request.id));
            return;
        }
    }
    // A form-style '+' is a space; QUrlQuery leaves it alone.
    context.query = QUrlQuery(QString::fromLatin1(QByteArray(request.query).replace('+', "%20")));
    context.path = std::move(found.parameters);
    const auto id = request.id;
    context.request = std::move(request);
    ++*m_active;
    Reply counted = [active = m_active, reply = std::move(reply)](Response response) {
        --*active;
        reply(std::move(response));
    };
    respond(found.route->handler(std::move(context)), id, found.route->pattern, std::move(counted));
}

} // namespace deskbell::http
