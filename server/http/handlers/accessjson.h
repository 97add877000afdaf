// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/authservice.h"
#include "server/access/sessionorigin.h"
#include "server/access/usersservice.h"
#include "server/http/router.h"

#include <QJsonObject>

namespace deskbell::http {

// What the handlers of people, sessions and sign-in show in the same way.

[[nodiscard]] QJsonObject tenantJson(const server::TenantInfo &tenant);
/// What every way of signing in answers.
[[nodiscard]] Answer signedInAnswer(const server::SignIn &signedIn);
/// As administrators see people.
[[nodiscard]] QJsonObject toJson(const server::User &user);
/// {"code", "expires_at"}
[[nodiscard]] QJsonObject toJson(const server::TicketCode &ticket);
/// Where the request comes from.
[[nodiscard]] server::SessionOrigin originOf(const RequestContext &context);
/// An answer that nobody keeps: it holds a secret.
[[nodiscard]] Answer secretAnswer(QJsonObject data, int status = 200);

/// Requests about people are short.
inline constexpr qint64 SmallBody = 16 * 1024;

} // namespace deskbell::http
