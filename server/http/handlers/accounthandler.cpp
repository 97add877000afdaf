// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/accounthandler.h"

#include "core/wire/json.h"
#include "server/access/permissions.h"
#include "server/http/handlers/accessjson.h"
#include "server/http/handlers/queryfields.h"
#include "server/http/page.h"

#include <QJsonArray>

namespace deskbell::http {
namespace {

QCoro::Task<Result<Answer>> answered(QCoro::Task<Result<Done>> doing)
{
    const auto done = co_await doing;
    if (!done) {
        co_return done.error();
    }
    co_return Answer{};
}

/// One or two texts of the body. Validation when one is missing.
Result<QStringList> textsOf(const RequestContext &context, std::initializer_list<const char *> names)
{
    const auto body = context.json();
    if (!body) {
        return body.error();
    }
    wire::FieldReader reader(body.value());
    QStringList texts;
    for (const auto *name : names) {
        texts.append(reader.requiredText(name, 1000));
    }
    return reader.ok() ? Result<QStringList>(texts) : Result<QStringList>(reader.error());
}

QJsonObject sessionJson(const server::SessionView &view, const SessionId &current)
{
    const QJsonObject device{{QStringLiteral("id"), view.device}};
    return QJsonObject{
        {QStringLiteral("id"), view.id.value},
        {QStringLiteral("user"), QJsonObject{{QStringLiteral("id"), view.user.value}, {QStringLiteral("username"), view.username},
                                     {QStringLiteral("name"), view.displayName}}},
        {QStringLiteral("device"), view.device.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(device)},
        {QStringLiteral("address"), wire::textOrNull(view.address)},
        {QStringLiteral("agent"), wire::textOrNull(view.agent)},
        {QStringLiteral("method"), view.method},
        {QStringLiteral("created_at"), toRfc3339(view.createdAt)},
        {QStringLiteral("last_used_at"), toRfc3339(view.lastUsedAt)},
        {QStringLiteral("expires_at"), toRfc3339(view.expiresAt)},
        {QStringLiteral("is_current"), view.id == current},
    };
}

} // namespace

void AccountHandler::addRoutes(Router &router)
{
    const auto add = [this, &router](Method method, const char *path, auto handle) {
        router.add(method, path, "own.account", [this, handle](RequestContext c) { return (this->*handle)(std::move(c)); }, SmallBody);
    };
    add(Method::Get, "/v1/me", &AccountHandler::me);
    add(Method::Put, "/v1/me/password", &AccountHandler::changePassword);
    add(Method::Post, "/v1/me/totp", &AccountHandler::beginTotp);
    add(Method::Put, "/v1/me/totp", &AccountHandler::confirmTotp);
    add(Method::Delete, "/v1/me/totp", &AccountHandler::removeTotp);
    add(Method::Put, "/v1/me/pin", &AccountHandler::setPin);
    add(Method::Delete, "/v1/me/pin", &AccountHandler::removePin);
    add(Method::Get, "/v1/sessions", &AccountHandler::sessions);
    add(Method::Delete, "/v1/sessions/{id}", &AccountHandler::endSession);
}

QCoro::Task<Result<Answer>> AccountHandler::me(RequestContext context)
{
    auto reading = m_account.me(context.principal);
    const auto user = co_await reading;
    if (!user) {
        co_return user.error();
    }
    Answer answer;
    answer.data = toJson(user.value());
    answer.data.insert(QStringLiteral("has_pin"), user.value().hasPin());
    answer.data.insert(QStringLiteral("must_change_password"), user.value().mustChangePassword);
    answer.data.insert(QStringLiteral("permissions"), QJsonArray::fromStringList(server::permissionsOf(context.principal)));
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::changePassword(RequestContext context)
{
    const auto texts = textsOf(context, {"current", "new"});
    if (!texts) {
        co_return texts.error();
    }
    auto task = answered(m_account.changePassword(context.principal, texts.value().at(0), texts.value().at(1)));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::beginTotp(RequestContext context)
{
    const auto texts = textsOf(context, {"password"});
    if (!texts) {
        co_return texts.error();
    }
    auto beginning = m_account.beginTotp(context.principal, texts.value().first());
    const auto begun = co_await beginning;
    if (!begun) {
        co_return begun.error();
    }
    co_return secretAnswer(QJsonObject{{QStringLiteral("secret"), begun.value().secret}, {QStringLiteral("uri"), begun.value().uri}});
}

QCoro::Task<Result<Answer>> AccountHandler::confirmTotp(RequestContext context)
{
    const auto texts = textsOf(context, {"code"});
    if (!texts) {
        co_return texts.error();
    }
    auto task = answered(m_account.confirmTotp(context.principal, texts.value().first()));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::removeTotp(RequestContext context)
{
    const auto texts = textsOf(context, {"password"});
    if (!texts) {
        co_return texts.error();
    }
    auto task = answered(m_account.removeTotp(context.principal, texts.value().first()));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::setPin(RequestContext context)
{
    const auto texts = textsOf(context, {"password", "pin"});
    if (!texts) {
        co_return texts.error();
    }
    auto task = answered(m_account.setPin(context.principal, texts.value().at(0), texts.value().at(1)));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::removePin(RequestContext context)
{
    auto task = answered(m_account.removePin(context.principal));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::sessions(RequestContext context)
{
    QueryFields fields(context);
    const bool all = fields.flag("all").value_or(false);
    if (!fields.ok()) {
        co_return fields.error();
    }
    auto reading = m_sessions.list(context.principal, all);
    const auto views = co_await reading;
    if (!views) {
        co_return views.error();
    }
    QJsonArray items;
    for (const auto &view : views.value()) {
        items.append(sessionJson(view, context.principal.sessionId));
    }
    Answer answer;
    answer.data = page(items, {});
    co_return answer;
}

QCoro::Task<Result<Answer>> AccountHandler::endSession(RequestContext context)
{
    auto task = answered(m_sessions.end(context.principal, SessionId{context.parameter("id")}));
    auto answer = co_await task;
    co_return answer;
}

} // namespace deskbell::http
