// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/guest.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <optional>

namespace deskbell::server {

/// Runs on a database thread, inside the caller's transaction.
class GuestsRepository final
{
public:
    GuestsRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<std::optional<Guest>> byPhone(const QString &phone);
    /// Inserts or replaces, with `guest.version` as given.
    [[nodiscard]] Result<Done> put(const Guest &guest);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
