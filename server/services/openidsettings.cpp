// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/openidsettings.h"

#include "server/services/jsonrule.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QUrl>

namespace deskbell::server {
namespace {

constexpr qsizetype MaxGroups = 200;

Error wrong(const QString &field)
{
    const auto path = QStringLiteral("openid.") + field;
    return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, missing, or has a value it can not have").arg(path), 0,
        QStringLiteral("invalid_field"), {{QStringLiteral("field"), path}}};
}

/// A token must not cross a network in the clear.
bool isSafeIssuer(const QString &issuer)
{
    const QUrl url(issuer, QUrl::StrictMode);
    const bool isLoopback = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    return isWebAddress(issuer) && !url.hasQuery() && !url.hasFragment() && (url.scheme() == QLatin1String("https") || isLoopback);
}

const std::vector<JsonRule> &members()
{
    using Kind = JsonRule::Kind;
    static const std::vector<JsonRule> Members{
        {QStringLiteral("issuer"), Kind::Web, 0, true},
        {QStringLiteral("client_id"), Kind::Line, 500, true},
        {QStringLiteral("name"), Kind::Line, 100},
        {QStringLiteral("groups_claim"), Kind::Line, 200},
        {QStringLiteral("network"), Kind::Word, 0, false, {}, {QStringLiteral("internet"), QStringLiteral("lan")}},
        {QStringLiteral("scopes"), Kind::List, 20, false, {{{}, Kind::Line, 200}}},
    };
    return Members;
}

} // namespace

std::optional<OpenIdSettings> OpenIdSettings::fromJson(const QJsonObject &settings)
{
    const auto json = settings.value(QLatin1String("openid")).toObject();
    if (json.isEmpty()) {
        return std::nullopt;
    }
    OpenIdSettings openid;
    openid.issuer = json.value(QLatin1String("issuer")).toString();
    openid.clientId = json.value(QLatin1String("client_id")).toString();
    openid.name = json.value(QLatin1String("name")).toString(QUrl(openid.issuer).host());
    openid.groupsClaim = json.value(QLatin1String("groups_claim")).toString(QStringLiteral("groups"));
    openid.isInHouse = json.value(QLatin1String("network")).toString() == QLatin1String("lan");
    const auto roles = json.value(QLatin1String("role_of_group")).toObject();
    for (auto group = roles.constBegin(); group != roles.constEnd(); ++group) {
        if (const auto role = roleFromWord(group.value().toString())) {
            openid.roleOfGroup.insert(group.key(), *role);
        }
    }
    const auto scopes = json.value(QLatin1String("scopes")).toArray({QStringLiteral("email"), QStringLiteral("profile")});
    for (const auto &scope : scopes) {
        openid.scopes.append(scope.toString());
    }
    return openid;
}

Result<Done> OpenIdSettings::check(const QJsonObject &openid)
{
    if (openid.isEmpty()) {
        return Done{};
    }
    auto plain = openid;
    plain.remove(QStringLiteral("role_of_group"));
    if (const auto mistake = mistakeIn(plain, members()); !mistake.isEmpty()) {
        return wrong(mistake);
    }
    if (!isSafeIssuer(openid.value(QLatin1String("issuer")).toString())) {
        return wrong(QStringLiteral("issuer"));
    }
    const auto value = openid.value(QLatin1String("role_of_group"));
    const auto roles = value.toObject();
    if ((!value.isUndefined() && !value.isObject()) || roles.size() > MaxGroups) {
        return wrong(QStringLiteral("role_of_group"));
    }
    for (auto group = roles.constBegin(); group != roles.constEnd(); ++group) {
        // A provider that a property trusts has no say over other properties.
        const auto role = roleFromWord(group.value().toString());
        if (!role || *role > Role::Admin) {
            return wrong(QStringLiteral("role_of_group.") + group.key());
        }
    }
    return Done{};
}

std::optional<Role> OpenIdSettings::roleFor(const QStringList &groups) const
{
    std::optional<Role> best;
    for (const auto &group : groups) {
        const auto role = roleOfGroup.constFind(group);
        if (role != roleOfGroup.constEnd() && (!best || *role > *best)) {
            best = *role;
        }
    }
    return best;
}

} // namespace deskbell::server
