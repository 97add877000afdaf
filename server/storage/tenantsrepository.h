// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// The properties themselves. The one repository without a TenantContext: it is where tenants come from. Administration only.
class TenantsRepository final
{
public:
    explicit TenantsRepository(sql::Connection &db) : m_db(db, sql::RowScope::unguarded()) { }

    /// Conflict (code "slug_taken") when the slug is in use.
    [[nodiscard]] Result<Done> insert(const TenantInfo &tenant, Instant now);
    /// Stores all but the id. Conflict (code "slug_taken") when the slug is in use.
    [[nodiscard]] Result<Done> update(const TenantInfo &tenant);
    /// Without profiles, which may be large: for the directory. By slug.
    [[nodiscard]] Result<QList<TenantInfo>> all();
    /// Whole. `isForChange`: keeps other services from changing it until the transaction ends.
    [[nodiscard]] Result<std::optional<TenantInfo>> byId(const TenantId &id, bool isForChange = false);
    [[nodiscard]] Result<std::optional<TenantInfo>> bySlug(const QString &slug);
    /// True too for a property that does not exist.
    [[nodiscard]] Result<bool> isSuspended(const TenantId &id);

private:
    [[nodiscard]] Result<std::optional<TenantInfo>> first(const QString &sql, const QString &key);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
