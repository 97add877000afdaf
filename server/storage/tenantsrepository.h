// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// The properties themselves. The one repository without a TenantContext: it is where tenants come from. Administration only.
class TenantsRepository final
{
public:
    explicit TenantsRepository(sql::Connection &db) : m_db(db) { }

    /// Conflict (code "slug_taken") when the slug is in use.
    [[nodiscard]] Result<Done> insert(const TenantInfo &tenant, Instant now);
    [[nodiscard]] Result<Done> setSettings(const TenantId &id, const QJsonObject &settings);
    [[nodiscard]] Result<QList<TenantInfo>> all();
    [[nodiscard]] Result<std::optional<TenantInfo>> bySlug(const QString &slug);

private:
    sql::Connection &m_db;
};

} // namespace deskbell::server
