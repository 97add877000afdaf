// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"
#include "server/storage/tenantcontext.h"

#include <QList>

namespace deskbell::server {

/// Doors of one tenant for providers.
class HookSourcesRepository final
{
public:
    HookSourcesRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) { }

    /// Uses provider, token, secret and verification of `source`. Conflict (code "provider_taken") when the tenant has one.
    [[nodiscard]] Result<Done> insert(const HookSource &source, Instant now);
    [[nodiscard]] Result<Done> setVerification(const QString &provider, const QJsonObject &verification);
    /// Makes `secret` the one that counts; the present one is good until `keepUntil` beside it. False when there is no such
    /// source.
    [[nodiscard]] Result<bool> rotate(const QString &provider, const QByteArray &secret, Instant keepUntil);
    /// Ends the previous secret now. False when there is none.
    [[nodiscard]] Result<bool> retire(const QString &provider);
    /// Of every tenant, with the tenant's id: for the directory, which looks up by token. Ordered by id.
    [[nodiscard]] static Result<QList<HookSource>> all(sql::Connection &db);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
