// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/principal.h"

namespace deskbell::server {

QString word(Role role)
{
    switch (role) {
    case Role::Staff: return QStringLiteral("staff");
    case Role::Manager: return QStringLiteral("manager");
    case Role::Admin: return QStringLiteral("admin");
    case Role::Superadmin: return QStringLiteral("superadmin");
    }
    return {};
}

std::optional<Role> roleFromWord(const QString &text)
{
    for (const auto role : {Role::Staff, Role::Manager, Role::Admin, Role::Superadmin}) {
        if (text == word(role)) {
            return role;
        }
    }
    return std::nullopt;
}

} // namespace deskbell::server
