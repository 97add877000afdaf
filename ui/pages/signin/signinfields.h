// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Names of the fields of the sign-in form.
namespace deskbell::ui::signinfields {

inline constexpr int LeastPassword = 10;
inline const auto Server = QStringLiteral("server");
inline const auto Property = QStringLiteral("property");
inline const auto User = QStringLiteral("user");
inline const auto Password = QStringLiteral("password");
inline const auto Totp = QStringLiteral("totp");
inline const auto Ticket = QStringLiteral("ticket");
inline const auto Next = QStringLiteral("newPassword");
inline const auto Again = QStringLiteral("repeatPassword");
inline const auto Desk = QStringLiteral("desk");

} // namespace deskbell::ui::signinfields
