// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/openidhandler.h"

#include "core/wire/json.h"
#include "server/http/handlers/accessjson.h"

namespace deskbell::http {

void OpenIdHandler::addRoutes(Router &router)
{
    constexpr qint64 SmallBody = 16 * 1024;
    router.add(
        Method::Post, "/v1/auth/openid/start", Access::Public, [this](RequestContext c) { return start(std::move(c)); }, SmallBody);
    router.add(
        Method::Post, "/v1/auth/openid/finish", Access::Public, [this](RequestContext c) { return finish(std::move(c)); }, SmallBody);
}

QCoro::Task<Result<Answer>> OpenIdHandler::start(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    server::OpenIdService::Wish wish;
    wish.tenant = reader.requiredText("tenant", 100);
    wish.redirectUri = reader.requiredText("redirect_uri", 200);
    (void)reader.text("device_id", 100);
    if (!reader.ok()) {
        co_return reader.error();
    }
    wish.origin = originOf(context);
    auto starting = m_openid.start(wish);
    const auto started = co_await starting;
    if (!started) {
        co_return started.error();
    }
    Answer answer;
    answer.data.insert(QStringLiteral("login_id"), started.value().loginId);
    answer.data.insert(QStringLiteral("authorization_url"), started.value().authorization.toString(QUrl::FullyEncoded));
    answer.data.insert(QStringLiteral("expires_in"), qint64(std::chrono::seconds(server::OpenIdLogins::Life).count()));
    answer.headers.emplaceBack("Cache-Control", "no-store");
    co_return answer;
}

QCoro::Task<Result<Answer>> OpenIdHandler::finish(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    server::OpenIdService::Callback callback;
    callback.loginId = reader.requiredText("login_id", 100);
    callback.code = reader.requiredText("code", 4000);
    callback.state = reader.requiredText("state", 500);
    callback.issuer = reader.text("iss", 2000);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto finishing = m_openid.finish(callback);
    const auto signedIn = co_await finishing;
    if (!signedIn) {
        co_return signedIn.error();
    }
    co_return signedInAnswer(signedIn.value());
}

} // namespace deskbell::http
