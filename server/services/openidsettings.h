// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/principal.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell::server {

/// How the people of a property sign in with their company's account; settings section "openid":
///     {"issuer": "https://login.example/", "client_id": "…", "name": "Example account", "groups_claim": "groups",
///      "role_of_group": {"hotel-managers": "manager", …}, "scopes": ["email", "profile"], "network": "internet|lan"}
/// A client secret, where the provider wants one (Google), is a credential and not a setting.
struct OpenIdSettings {
    QString issuer;   ///< byte for byte as the provider names itself; its trailing slash counts
    QString clientId;
    QString name;        ///< what the button says
    QString groupsClaim; ///< default "groups"
    QHash<QString, Role> roleOfGroup;
    bool isInHouse = false; ///< the provider is on the property's own network
    QStringList scopes; ///< besides "openid"; default: email, profile

    /// std::nullopt when the property has none.
    [[nodiscard]] static std::optional<OpenIdSettings> fromJson(const QJsonObject &settings);
    /// Validation, naming the field. The issuer is https; http only on the loopback interface.
    [[nodiscard]] static Result<Done> check(const QJsonObject &openid);
    /// The highest role that any of the groups has; std::nullopt when none of them has one: then the person may not come in.
    [[nodiscard]] std::optional<Role> roleFor(const QStringList &groups) const;
};

} // namespace deskbell::server
