// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/authhandler.h"

#include "core/wire/json.h"
#include "server/http/handlers/accessjson.h"

namespace deskbell::http {
namespace {

QCoro::Task<Result<Answer>> answered(QCoro::Task<Result<server::SignIn>> signingIn)
{
    const auto signedIn = co_await signingIn;
    if (!signedIn) {
        co_return signedIn.error();
    }
    co_return signedInAnswer(signedIn.value());
}

/// The first property and its administrator, as the wizard asks for them.
Result<server::FirstRun> firstRunOf(wire::FieldReader &reader)
{
    wire::FieldReader tenant(reader.optionalObject("tenant").value_or(QJsonObject()), QStringLiteral("tenant"));
    wire::FieldReader admin(reader.optionalObject("admin").value_or(QJsonObject()), QStringLiteral("admin"));
    server::FirstRun wish;
    wish.tenant.slug = tenant.requiredText("slug", 100);
    wish.tenant.name = tenant.requiredText("name", 200);
    wish.tenant.timeZone = tenant.requiredText("time_zone", 100);
    wish.tenant.currency = tenant.requiredText("currency", 10);
    wish.username = admin.requiredText("username", 200);
    wish.displayName = admin.text("name", 200);
    wish.password = admin.requiredText("password", 1000);
    for (const auto *one : {&reader, &tenant, &admin}) {
        if (!one->ok()) {
            return one->error();
        }
    }
    return wish;
}

} // namespace

void AuthHandler::addRoutes(Router &router)
{
    const auto add = [this, &router](Method method, const char *path, const Access &access, auto handle) {
        router.add(method, path, access, [this, handle](RequestContext c) { return (this->*handle)(std::move(c)); }, SmallBody);
    };
    add(Method::Get, "/v1/auth/methods", Access::Public, &AuthHandler::methods);
    add(Method::Post, "/v1/auth/login", Access::Public, &AuthHandler::login);
    add(Method::Post, "/v1/auth/pin", Access::Public, &AuthHandler::pin);
    add(Method::Post, "/v1/auth/accept", Access::Public, &AuthHandler::accept);
    add(Method::Post, "/v1/auth/refresh", Access::Public, &AuthHandler::refresh);
    add(Method::Post, "/v1/auth/logout", "own.account", &AuthHandler::logout);
    add(Method::Get, "/v1/auth/verify", "own.account", &AuthHandler::verify);
    add(Method::Get, "/v1/setup", Access::Public, &AuthHandler::setupState);
    add(Method::Post, "/v1/setup", Access::Public, &AuthHandler::setUp);
}

QCoro::Task<Result<Answer>> AuthHandler::methods(RequestContext context)
{
    auto asking = m_access.setup.isNeeded();
    const auto needed = co_await asking;
    if (!needed) {
        co_return needed.error();
    }
    Answer answer;
    answer.data = QJsonObject{{QStringLiteral("setup_needed"), needed.value()}, {QStringLiteral("password"), true},
        {QStringLiteral("openid"), QJsonValue::Null}};
    if (const auto openid = m_access.openid.settingsOf(context.queryText("tenant"))) {
        answer.data.insert(QStringLiteral("openid"), QJsonObject{{QStringLiteral("name"), openid->name}});
    }
    co_return answer;
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
    credentials.code = reader.text("code", 20);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto task = answered(m_access.signIn.login(credentials, originOf(context)));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AuthHandler::pin(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto username = reader.requiredText("username", 200);
    const auto pin = reader.requiredText("pin", 20);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto task = answered(m_access.signIn.pin(username, pin, originOf(context)));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AuthHandler::accept(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    server::TicketAcceptance wish;
    wish.tenant = reader.requiredText("tenant", 100);
    wish.code = reader.requiredText("code", 100);
    wish.password = reader.requiredText("password", 1000);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto task = answered(m_access.signIn.accept(wish, originOf(context)));
    auto answer = co_await task;
    co_return answer;
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
    auto task = answered(m_access.auth.refresh(token, context.request.device));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AuthHandler::logout(RequestContext context)
{
    auto task = m_access.auth.logout(context.principal);
    const auto done = co_await task;
    if (!done) {
        co_return done.error();
    }
    co_return Answer{};
}

QCoro::Task<Result<Answer>> AuthHandler::verify(RequestContext context)
{
    const auto &who = context.principal;
    const auto tenant = m_access.directory.tenant(who.tenantId);
    if (!tenant) {
        co_return Error{ErrorKind::Auth, QStringLiteral("The session has ended. Sign in again."), 0,
            QStringLiteral("session_expired"), {}};
    }
    Answer answer;
    answer.data = QJsonObject{
        {QStringLiteral("user"),
            QJsonObject{{QStringLiteral("id"), who.userId.value}, {QStringLiteral("username"), who.username},
                {QStringLiteral("name"), who.displayName}, {QStringLiteral("role"), server::word(who.role)},
                {QStringLiteral("must_change_password"), who.mustChangePassword}}},
        {QStringLiteral("tenant"), tenantJson(*tenant)},
        {QStringLiteral("session_id"), who.sessionId.value},
        {QStringLiteral("expires_at"), toRfc3339(who.expiresAt)},
    };
    co_return answer;
}

QCoro::Task<Result<Answer>> AuthHandler::setupState(RequestContext)
{
    auto asking = m_access.setup.isNeeded();
    const auto needed = co_await asking;
    if (!needed) {
        co_return needed.error();
    }
    Answer answer;
    answer.data = QJsonObject{{QStringLiteral("needed"), needed.value()}};
    co_return answer;
}

QCoro::Task<Result<Answer>> AuthHandler::setUp(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto secret = reader.requiredText("secret", 100);
    const auto wish = firstRunOf(reader);
    if (!wish) {
        co_return wish.error();
    }
    auto task = answered(m_access.setup.runWithSecret(secret, wish.value(), originOf(context)));
    auto answer = co_await task;
    co_return answer;
}

} // namespace deskbell::http
