// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/permissions.h"

#include <algorithm>
#include <cstring>

namespace deskbell::server {
namespace {

/// What stays possible while the password must be changed.
const QByteArray OwnAccount = QByteArrayLiteral("own.account");

Error forbidden(const char *reason, const QString &sentence, const QByteArray &permission)
{
    return Error{ErrorKind::Forbidden, sentence, 0, QString::fromLatin1(reason),
        {{QStringLiteral("permission"), QString::fromLatin1(permission)}}};
}

} // namespace

const QList<Permission> &permissions()
{
    static const QList<Permission> Table{
        {"alerts.read", Role::Staff, true, "what desks must be told"},
        {"alerts.write", Role::Staff, true, "acknowledge an alert"},
        {"analytics.read", Role::Staff, true, "figures of the property"},
        {"audit.read", Role::Manager, true, "the audit log, and whether it is whole"},
        {"calls.read", Role::Staff, true, "calls and what was said"},
        {"changes.read", Role::Staff, true, "the change feed, as pages and as a socket"},
        {"commands.read", Role::Staff, true, "what became of one's own commands"},
        {"commands.write", Role::Staff, true, "send commands; each needs its own permission too"},
        {"credentials.read", Role::Admin, false, "which credentials of providers are set; never what they are"},
        {"credentials.write", Role::Admin, false, "set, test and remove credentials of providers"},
        {"guest.erase", Role::Manager, true, "make the house forget a guest"},
        {"guest.export", Role::Manager, true, "everything that is held of a guest"},
        {"guest.hold", Role::Manager, true, "keep a guest's data for a legal reason"},
        {"guest.release", Role::Manager, true, "end such a hold"},
        {"inbox.replay", Role::Manager, true, "apply stored messages of providers again"},
        {"job.discard", Role::Staff, true, "give a job up"},
        {"job.mark_sent", Role::Staff, true, "say that a job's effect is there"},
        {"job.retry", Role::Staff, true, "try a job again"},
        {"jobs.read", Role::Staff, true, "jobs and the state of providers"},
        {"keys.read", Role::Admin, false, "API keys, without their secrets"},
        {"keys.write", Role::Admin, false, "make and end API keys"},
        {"order.change", Role::Staff, true, "change an order"},
        {"order.create", Role::Staff, true, "make an order"},
        {"orders.read", Role::Staff, true, "orders"},
        {"own.account", Role::Staff, false, "one's own name, password, second factor, PIN and sessions"},
        {"pairing.read", Role::Manager, false, "paired desks"},
        {"pairing.write", Role::Manager, false, "invite desks and end their pairing"},
        {"sessions.read", Role::Admin, false, "everybody's sessions"},
        {"sessions.write", Role::Admin, false, "end anybody's session"},
        {"tenant.read", Role::Staff, true, "the property's profile and settings"},
        {"tenant.write", Role::Admin, false, "change the property's profile and settings"},
        {"tenants.read", Role::Superadmin, false, "all properties of the service"},
        {"tenants.write", Role::Superadmin, false, "make, rename and suspend properties"},
        {"usage.read", Role::Manager, true, "what calls cost"},
        {"users.read", Role::Manager, true, "the people of the property"},
        {"users.write", Role::Admin, false, "invite people, change them, reset their passwords"},
    };
    return Table;
}

const Permission *findPermission(const QByteArray &name)
{
    const auto &table = permissions();
    const auto found = std::lower_bound(table.cbegin(), table.cend(), name,
        [](const Permission &row, const QByteArray &wanted) { return std::strcmp(row.name, wanted.constData()) < 0; });
    return found != table.cend() && name == found->name ? &*found : nullptr;
}

Result<Done> authorize(const Principal &who, const QByteArray &permission)
{
    const auto *row = findPermission(permission);
    if (!row) {
        return forbidden("role", QStringLiteral("nobody may do this"), permission);
    }
    if (who.role < row->role) {
        return forbidden("role", QStringLiteral("this needs the role %1").arg(word(row->role)), permission);
    }
    if (who.isKey() && (!row->isForKeys || !who.scopes.contains(QString::fromLatin1(permission)))) {
        return forbidden("scope", QStringLiteral("this API key was not given %1").arg(QString::fromLatin1(permission)), permission);
    }
    if (who.mustChangePassword && permission != OwnAccount) {
        return forbidden("must_change_password", QStringLiteral("choose a password of your own first"), permission);
    }
    return Done{};
}

QStringList permissionsOf(const Principal &who)
{
    QStringList names;
    for (const auto &row : permissions()) {
        if (authorize(who, row.name)) {
            names.append(QString::fromLatin1(row.name));
        }
    }
    return names;
}

} // namespace deskbell::server
