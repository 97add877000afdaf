// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/principal.h"

#include <QByteArray>
#include <QList>

namespace deskbell::server {

/// One thing that somebody may do (RELIABILITY threat 7). Every route and every command names one of these, a command the one
/// with its own name; what names none is refused to everybody, and the service does not start with it.
struct Permission {
    const char *name; ///< "orders.read"
    Role role;        ///< the least that may
    bool isForKeys;   ///< an API key may have it; never what hands out access, and never what is about a person's own account
    const char *doc;
};

/// The table, by name. `deskbelld permissions` prints it.
[[nodiscard]] const QList<Permission> &permissions();
/// null: nobody has it.
[[nodiscard]] const Permission *findPermission(const QByteArray &name);

/// Forbidden: "role" when the person's role is too low, "scope" when the API key was not given it, "must_change_password" while
/// the person has not replaced a password that somebody else knows; `context["permission"]` names it. Thread-safe.
[[nodiscard]] Result<Done> authorize(const Principal &who, const QByteArray &permission);
/// The names of all that `who` may do, sorted.
[[nodiscard]] QStringList permissionsOf(const Principal &who);

} // namespace deskbell::server
