// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/storage/tenantcontext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <optional>

namespace deskbell::server {

/// What a property was like from one version on.
struct TenantVersion {
    qint64 version = 1;
    Instant at{};
    QString actor;
    QJsonObject state;  ///< without secrets, see tenantstate.h
    QJsonArray changed; ///< [{"field", "before", "after"}]; empty for the first that is known
};

struct TenantVersionPage {
    QList<TenantVersion> versions; ///< newest first, without their states
    qint64 next = 0;               ///< continue below this version; 0: that was all
};

/// The history of one property's settings. Inside the caller's transaction.
class TenantHistoryRepository final
{
public:
    TenantHistoryRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<Done> insert(const TenantVersion &version);
    /// Nothing when the version is there already.
    [[nodiscard]] Result<Done> insertIfMissing(const TenantVersion &version);
    [[nodiscard]] Result<std::optional<TenantVersion>> byVersion(qint64 version);
    /// `before` 0: from the newest.
    [[nodiscard]] Result<TenantVersionPage> page(qint64 before, int limit);
    /// Forgets all up to `version`.
    [[nodiscard]] Result<qint64> removeUpTo(qint64 version);

private:
    [[nodiscard]] Result<Done> insert(const QString &sql, const TenantVersion &version);

    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
