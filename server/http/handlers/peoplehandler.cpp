// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/peoplehandler.h"

#include "core/wire/json.h"
#include "server/http/handlers/accessjson.h"
#include "server/http/page.h"

#include <QJsonArray>

namespace deskbell::http {
namespace {

std::optional<server::Role> roleOf(wire::FieldReader &reader)
{
    const auto text = reader.optionalText("role", 20);
    const auto role = text ? server::roleFromWord(*text) : std::nullopt;
    if (text && !role) {
        reader.fail("role", QStringLiteral("must be staff, manager, admin or superadmin"));
    }
    return role;
}

Result<server::NewPerson> newPersonOf(const QJsonObject &body)
{
    wire::FieldReader reader(body);
    server::NewPerson wish;
    wish.username = reader.requiredText("username", 200);
    wish.displayName = reader.text("name", 200);
    wish.email = reader.text("email", 300);
    const auto role = roleOf(reader);
    if (!role && reader.ok()) {
        reader.fail("role", QStringLiteral("is missing"));
    }
    wish.role = role.value_or(server::Role::Staff);
    wish.password = reader.optionalText("password", 1000);
    return reader.ok() ? Result<server::NewPerson>(wish) : Result<server::NewPerson>(reader.error());
}

Result<server::PersonPatch> patchOf(const QJsonObject &body)
{
    wire::FieldReader reader(body);
    server::PersonPatch patch;
    patch.displayName = reader.optionalText("name", 200);
    patch.email = reader.optionalText("email", 300);
    patch.role = roleOf(reader);
    patch.isActive = reader.optionalBool("is_active");
    return reader.ok() ? Result<server::PersonPatch>(patch) : Result<server::PersonPatch>(reader.error());
}

Result<server::NewApiKey> newKeyOf(const QJsonObject &body)
{
    wire::FieldReader reader(body);
    server::NewApiKey wish;
    wish.name = reader.requiredText("name", 200);
    wish.expiresAt = reader.optionalTime("expires_at");
    const auto scopes = reader.optionalArray("scopes").value_or(QJsonArray());
    for (const auto &scope : scopes) {
        if (!scope.isString()) {
            reader.fail("scopes", QStringLiteral("must list names of permissions"));
        }
        wish.scopes.append(scope.toString());
    }
    return reader.ok() ? Result<server::NewApiKey>(wish) : Result<server::NewApiKey>(reader.error());
}

QJsonObject keyJson(const server::ApiKey &key)
{
    return QJsonObject{
        {QStringLiteral("id"), key.id.value},
        {QStringLiteral("name"), key.name},
        {QStringLiteral("scopes"), QJsonArray::fromStringList(key.scopes)},
        {QStringLiteral("prefix"), server::keyPrefix(key.id)},
        {QStringLiteral("created_at"), toRfc3339(key.createdAt)},
        {QStringLiteral("created_by"), QJsonObject{{QStringLiteral("id"), key.user.value}, {QStringLiteral("username"), key.username}}},
        {QStringLiteral("last_used_at"), wire::toJson(key.lastUsedAt)},
        {QStringLiteral("expires_at"), wire::toJson(key.expiresAt)},
    };
}

QCoro::Task<Result<Answer>> ticketAnswer(QString name, QCoro::Task<Result<server::TicketCode>> making)
{
    const auto ticket = co_await making;
    if (!ticket) {
        co_return ticket.error();
    }
    QJsonObject data;
    data.insert(name, toJson(ticket.value()));
    co_return secretAnswer(data);
}

} // namespace

void PeopleHandler::addRoutes(Router &router)
{
    const auto add = [this, &router](Method method, const char *path, const char *permission, auto handle) {
        router.add(method, path, permission, [this, handle](RequestContext c) { return (this->*handle)(std::move(c)); }, SmallBody);
    };
    add(Method::Get, "/v1/users", "users.read", &PeopleHandler::users);
    add(Method::Post, "/v1/users", "users.write", &PeopleHandler::addUser);
    add(Method::Patch, "/v1/users/{id}", "users.write", &PeopleHandler::changeUser);
    add(Method::Post, "/v1/users/{id}/invite", "users.write", &PeopleHandler::invite);
    add(Method::Post, "/v1/users/{id}/reset", "users.write", &PeopleHandler::reset);
    add(Method::Get, "/v1/api-keys", "keys.read", &PeopleHandler::keys);
    add(Method::Post, "/v1/api-keys", "keys.write", &PeopleHandler::addKey);
    add(Method::Delete, "/v1/api-keys/{id}", "keys.write", &PeopleHandler::endKey);
}

QCoro::Task<Result<Answer>> PeopleHandler::users(RequestContext context)
{
    auto reading = m_users.people(context.principal);
    const auto users = co_await reading;
    if (!users) {
        co_return users.error();
    }
    QJsonArray items;
    for (const auto &user : users.value()) {
        items.append(toJson(user));
    }
    Answer answer;
    answer.data = page(items, {});
    co_return answer;
}

QCoro::Task<Result<Answer>> PeopleHandler::addUser(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    const auto wish = newPersonOf(body.value());
    if (!wish) {
        co_return wish.error();
    }
    auto creating = m_users.create(context.principal, wish.value());
    const auto created = co_await creating;
    if (!created) {
        co_return created.error();
    }
    auto data = toJson(created.value().user);
    if (const auto &invite = created.value().invite) {
        data.insert(QStringLiteral("invite"), toJson(*invite));
    }
    co_return secretAnswer(data, 201);
}

QCoro::Task<Result<Answer>> PeopleHandler::changeUser(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    const auto patch = patchOf(body.value());
    if (!patch) {
        co_return patch.error();
    }
    auto changing = m_users.change(context.principal, UserId{context.parameter("id")}, patch.value());
    const auto changed = co_await changing;
    if (!changed) {
        co_return changed.error();
    }
    Answer answer;
    answer.data = toJson(changed.value());
    co_return answer;
}

QCoro::Task<Result<Answer>> PeopleHandler::invite(RequestContext context)
{
    auto task = ticketAnswer(QStringLiteral("invite"),
        m_users.makeTicket(context.principal, UserId{context.parameter("id")}, server::UserTicket::Kind::Invite));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> PeopleHandler::reset(RequestContext context)
{
    auto task = ticketAnswer(QStringLiteral("reset"),
        m_users.makeTicket(context.principal, UserId{context.parameter("id")}, server::UserTicket::Kind::Reset));
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> PeopleHandler::keys(RequestContext context)
{
    auto reading = m_keys.list(context.principal);
    const auto keys = co_await reading;
    if (!keys) {
        co_return keys.error();
    }
    QJsonArray items;
    for (const auto &key : keys.value()) {
        items.append(keyJson(key));
    }
    Answer answer;
    answer.data = page(items, {});
    co_return answer;
}

QCoro::Task<Result<Answer>> PeopleHandler::addKey(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    const auto wish = newKeyOf(body.value());
    if (!wish) {
        co_return wish.error();
    }
    auto making = m_keys.make(context.principal, wish.value());
    const auto made = co_await making;
    if (!made) {
        co_return made.error();
    }
    auto data = keyJson(made.value().first);
    data.insert(QStringLiteral("key"), made.value().second);
    co_return secretAnswer(data, 201);
}

QCoro::Task<Result<Answer>> PeopleHandler::endKey(RequestContext context)
{
    auto ending = m_keys.end(context.principal, server::ApiKeyId{context.parameter("id")});
    const auto done = co_await ending;
    if (!done) {
        co_return done.error();
    }
    co_return Answer{};
}

} // namespace deskbell::http
