// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/pairinghandler.h"

#include "core/wire/json.h"

#include <QHostAddress>
#include <QJsonArray>

namespace deskbell::http {
namespace {

constexpr qint64 SmallBody = 4 * 1024;
constexpr int MaxName = 100;

Error invalid(const char *field, const char *why)
{
    return Error{ErrorKind::Validation, QString::fromLatin1(why), 0, QStringLiteral("invalid_field"),
        {{QStringLiteral("field"), QLatin1String(field)}}};
}

/// The code must not be read on the way.
bool isPrivateLine(const Request &request)
{
    return request.isSecure || QHostAddress(QString::fromLatin1(request.peer)).isLoopback();
}

/// Where the console that asked has reached us; another can, too.
QUrl serverOf(const Request &request)
{
    QUrl url;
    url.setScheme(request.isSecure ? QStringLiteral("https") : QStringLiteral("http"));
    url.setAuthority(QString::fromLatin1(request.headers.value("Host")));
    return url;
}

QJsonObject toJson(const server::DeviceEntry &entry)
{
    return QJsonObject{
        {QStringLiteral("id"), entry.device.id},
        {QStringLiteral("name"), entry.device.name},
        {QStringLiteral("paired_at"), toRfc3339(entry.device.pairedAt)},
        {QStringLiteral("paired_by"), entry.pairedBy},
        {QStringLiteral("last_seen_at"), wire::toJson(entry.lastSeenAt)},
    };
}

} // namespace

void PairingHandler::addRoutes(Router &router)
{
    router.add(
        Method::Post, "/v1/pairing/invites", "pairing.write", [this](RequestContext c) { return invite(std::move(c)); }, SmallBody);
    router.add(
        Method::Post, "/v1/pair", Access::Public, [this](RequestContext c) { return pair(std::move(c)); }, SmallBody);
    router.add(
        Method::Get, "/v1/devices", "pairing.read", [this](RequestContext c) { return devices(std::move(c)); });
    router.add(
        Method::Delete, "/v1/devices/{id}", "pairing.write", [this](RequestContext c) { return remove(std::move(c)); });
}

QCoro::Task<Result<Answer>> PairingHandler::invite(RequestContext context)
{
    const auto body = context.request.body.isEmpty() ? Result<QJsonObject>(QJsonObject()) : context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto name = reader.text("name", MaxName);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto task = m_pairing.invite(context.tenant(), name, serverOf(context.request));
    const auto made = co_await task;
    if (!made) {
        co_return made.error();
    }
    Answer answer;
    answer.status = 201;
    answer.data.insert(QStringLiteral("code"), made.value().code);
    answer.data.insert(QStringLiteral("uri"), made.value().uri);
    answer.data.insert(QStringLiteral("expires_at"), toRfc3339(made.value().expiresAt));
    co_return answer;
}

QCoro::Task<Result<Answer>> PairingHandler::pair(RequestContext context)
{
    if (!isPrivateLine(context.request)) {
        co_return Error{ErrorKind::Forbidden, QStringLiteral("pairing needs an encrypted line"), 0, QStringLiteral("tls_needed"), {}};
    }
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto secret = reader.requiredText("secret", 2 * PairingCode::SecretBytes);
    const auto device = reader.requiredText("device_id", 36);
    const auto name = reader.text("device_name", MaxName);
    if (!reader.ok()) {
        co_return reader.error();
    }
    if (!isUuid(device)) {
        co_return invalid("device_id", "device_id is a UUID in lower case");
    }
    auto task = m_pairing.pair(QByteArray::fromHex(secret.toLatin1()), device, name, context.request.peer);
    const auto paired = co_await task;
    if (!paired) {
        co_return paired.error();
    }
    Answer answer;
    answer.data.insert(QStringLiteral("device_token"), paired.value().deviceToken);
    answer.data.insert(QStringLiteral("server_name"), paired.value().serverName);
    co_return answer;
}

QCoro::Task<Result<Answer>> PairingHandler::devices(RequestContext context)
{
    auto task = m_pairing.devices(context.tenant());
    const auto found = co_await task;
    if (!found) {
        co_return found.error();
    }
    QJsonArray items;
    for (const auto &entry : found.value()) {
        items.append(toJson(entry));
    }
    Answer answer;
    answer.data.insert(QStringLiteral("items"), items);
    answer.data.insert(QStringLiteral("next_cursor"), QJsonValue());
    co_return answer;
}

QCoro::Task<Result<Answer>> PairingHandler::remove(RequestContext context)
{
    auto task = m_pairing.remove(context.tenant(), context.parameter("id"));
    const auto removed = co_await task;
    if (!removed) {
        co_return removed.error();
    }
    co_return Answer{};
}

} // namespace deskbell::http
