// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "server/storage/tenantcontext.h"

#include <optional>

namespace deskbell::server {

/// Which of the property's users is which person at an identity provider. Inside the caller's transaction.
class IdentitiesRepository final
{
public:
    IdentitiesRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) {}

    /// Who is behind (issuer, subject).
    [[nodiscard]] Result<std::optional<UserId>> user(const QString &issuer, const QString &subject);
    [[nodiscard]] Result<Done> insert(const QString &issuer, const QString &subject, const UserId &user, Instant now);
    [[nodiscard]] Result<Done> noteUse(const QString &issuer, const QString &subject, Instant now);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
