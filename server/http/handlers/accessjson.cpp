// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/accessjson.h"

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
        {QStringLiteral("must_change_password"), session.mustChangePassword},
    };
}

} // namespace

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

Answer secretAnswer(QJsonObject data, int status)
{
    Answer answer;
    answer.status = status;
    answer.data = std::move(data);
    answer.headers.emplaceBack("Cache-Control", "no-store");
    return answer;
}

Answer signedInAnswer(const server::SignIn &signedIn)
{
    return secretAnswer(QJsonObject{
        {QStringLiteral("access_token"), QString::fromLatin1(signedIn.accessToken)},
        {QStringLiteral("token_type"), QStringLiteral("Bearer")},
        {QStringLiteral("refresh_token"), signedIn.refreshToken},
        {QStringLiteral("expires_in"), qint64(signedIn.expiresIn.count())},
        {QStringLiteral("session_id"), signedIn.session.id.value},
        {QStringLiteral("user"), userJson(signedIn.session)},
        {QStringLiteral("tenant"), tenantJson(signedIn.tenant)},
    });
}

QJsonObject toJson(const server::User &user)
{
    return QJsonObject{
        {QStringLiteral("id"), user.id.value},
        {QStringLiteral("username"), user.username},
        {QStringLiteral("name"), user.displayName},
        {QStringLiteral("email"), wire::textOrNull(user.email)},
        {QStringLiteral("role"), server::word(user.role)},
        {QStringLiteral("is_active"), user.isActive},
        {QStringLiteral("has_totp"), user.hasTotp()},
        {QStringLiteral("last_sign_in_at"), wire::toJson(user.lastSignInAt)},
        {QStringLiteral("invited_at"), wire::toJson(user.invitedAt)},
    };
}

QJsonObject toJson(const server::TicketCode &ticket)
{
    return QJsonObject{{QStringLiteral("code"), ticket.code}, {QStringLiteral("expires_at"), toRfc3339(ticket.expiresAt)}};
}

server::SessionOrigin originOf(const RequestContext &context)
{
    return {context.request.peer, QString::fromUtf8(context.request.headers.value("User-Agent")), context.request.device, {}, context.request.deviceProperty};
}

} // namespace deskbell::http
