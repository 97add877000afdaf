// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "server/access/auditlog.h"
#include "server/storage/usersrepository.h"

#include <QString>

namespace deskbell::server {

/// A person as an identity provider has proved to know them.
struct ProvenIdentity {
    QString issuer;
    QString subject;
    QString username; ///< what a new user would like to be called; may be empty
    QString name;     ///< for people; may be empty
    Role role = Role::Staff; ///< by the groups
};

/// Finds or makes the user behind a proven identity. Known by (issuer, subject) and by nothing else: a name or an e-mail address at the
/// provider never opens a user that is here already. Writer's thread, inside the caller's transaction; repeatable.
class IdentityBook final
{
public:
    IdentityBook(const Clock &clock, const IdSource &ids) : m_clock(clock), m_ids(ids), m_audit(clock) {}

    /// The role follows the groups at each sign-in, but the last administrator stays one, and those of the service are not the
    /// provider's business. Forbidden ("user_inactive") for who may not come in any more.
    [[nodiscard]] Result<User> admit(sql::Connection &db, const TenantContext &who, const ProvenIdentity &identity) const;

private:
    [[nodiscard]] Result<User> make(sql::Connection &db, const TenantContext &who, const ProvenIdentity &identity) const;
    [[nodiscard]] Result<Done> follow(sql::Connection &db, const TenantContext &who, User &user, Role role) const;

    const Clock &m_clock;
    IdSource m_ids;
    AuditLog m_audit;
};

} // namespace deskbell::server
