// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/authhandler.h"

#include "core/wire/json.h"

namespace deskbell::http {
namespace {

QJsonObject userJson(const server::LiveSession &session)
{
    return QJsonObject{
        {QStringLiteral("id"), session.user.value},
        {QStringLiteral("username"), session.username},
        {QStringLiteral("name"), session.displayName},
        {QStringLiteral("role"), server::word(session.role)},
    };
}

QJsonObject tenantJson(const server::TenantInfo &tenant)
{
    return QJsonObject{
        {QStringLiteral("id"), tenant.id.value},
        {QStringLiteral("slug"), tenant.slug},
        {QStringLiteral("name"), tenant.name},
        {QStringLiteral("time_zone"), tenant.timeZone},
        {QStringLiteral("currency"), tenant.currency},
    };
}

} // namespace

Answer signInAnswer(const server::SignIn &signedIn)
{
    Answer answer;
    answer.data = QJsonObject{
        {QStringLiteral("access_token"), QString::fromLatin1(signedIn.accessToken)},
        {QStringLiteral("token_type"), QStringLiteral("Bearer")},
        {QStringLiteral("refresh_token"), signedIn.refreshToken},
        {QStringLiteral("expires_in"), qint64(signedIn.expiresIn.count())},
        {QStringLiteral("session_id"), signedIn.session.id.value},
        {QStringLiteral("user"), userJson(signedIn.session)},
        {QStringLiteral("tenant"), tenantJson(signedIn.tenant)},
    };
    answer.headers.emplaceBack("Cache-Control", "no-store");
    return answer;
}

void AuthHandler::addRoutes(Router &router)
{
    constexpr qint64 SmallBody = 16 * 1024;
    router.add(
        Method::Post, "/v1/auth/login", Access::Public, [this](RequestContext c) { return login(std::move(c)); },
        SmallBody);
    router.add(
        Method::Post, "/v1/auth/refresh", Access::Public, [this](RequestContext c) { return refresh(std::move(c)); },
        SmallBody);
    router.add(
        Method::Post, "/v1/auth/logout", Access::Staff, [this](RequestContext c) { return logout(std::move(c)); },
        SmallBody);
    router.add(
        Method::Get, "/v1/auth/verify", Access::Staff, [this](RequestContext c) { return verify(std::move(c)); });
}

QCoro::Task<Result<Answer>> AuthHandler::login(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    server::Credentials credentials;
    credentials.tenant = reader.requiredText("tenant", 100);
    credentials.username = reader.requiredText("username", 200);
    credentials.password = reader.requiredText("password", 1000);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto task = m_auth.login(credentials, context.request.peer);
    const auto signedIn = co_await task;
    if (!signedIn) {
        co_return signedIn.error();
    }
    co_return signInAnswer(signedIn.value());
}

QCoro::Task<Result<Answer>> AuthHandler::refresh(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto token = reader.requiredText("refresh_token", 1000);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto task = m_auth.refresh(token);
    const auto signedIn = co_await task;
    if (!signedIn) {
        co_return signedIn.error();
    }
    co_return signInAnswer(signedIn.value());
}

QCoro::Task<Result<Answer>> AuthHandler::logout(RequestContext context)
{
    auto task = m_auth.logout(context.principal);
    const auto done = co_await task;
    if (!done) {
        co_return done.error();
    }
    co_return Answer{};
}

QCoro::Task<Result<Answer>> AuthHandler::verify(RequestContext context)
{
    const auto &who = context.principal;
    const auto tenant = m_directory.tenant(who.tenantId);
    if (!tenant) {
        co_return Error{ErrorKind::Auth, QStringLiteral("The session has ended. Sign in again."), 0,
            QStringLiteral("session_expired"), {}};
    }
    Answer answer;
    answer.data = QJsonObject{
        {QStringLiteral("user"),
            userJson({who.sessionId, who.tenantId, who.userId, who.username, who.displayName, who.role, {}})},
        {QStringLiteral("tenant"), tenantJson(*tenant)},
        {QStringLiteral("session_id"), who.sessionId.value},
        {QStringLiteral("expires_at"), toRfc3339(who.expiresAt)},
    };
    co_return answer;
}

} // namespace deskbell::http
