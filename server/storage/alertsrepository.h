// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/alert.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// Runs on a database thread, inside the caller's transaction.
class AlertsRepository final
{
public:
    AlertsRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<std::optional<Alert>> byId(const QString &id);
    [[nodiscard]] Result<std::optional<Alert>> bySubject(const QString &kind, const QString &subject);
    /// Newest first, those after the id `after` in that order; with `openOnly` those nobody has acknowledged.
    [[nodiscard]] Result<QList<Alert>> page(bool openOnly, const QString &after, int limit);
    [[nodiscard]] Result<Done> insert(const Alert &alert);
    /// Stores who has acknowledged it, and its version.
    [[nodiscard]] Result<Done> update(const Alert &alert);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
