// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell::server {

/// What a property signs in to one provider with, as it is stored.
struct CredentialRow {
    QString provider;
    QString slot; ///< "active" or "next"
    QByteArray sealed;
    QStringList fields; ///< names of those that are set
    Instant setAt{};
    QString setBy;
    std::optional<Instant> testedAt;
    bool isTestOk = false;
    QString testDetail;
};

/// Credentials of one property. On a database thread, inside the caller's transaction.
class CredentialsRepository final
{
public:
    CredentialsRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) {}

    [[nodiscard]] Result<QList<CredentialRow>> all();
    [[nodiscard]] Result<std::optional<CredentialRow>> find(const QString &provider, const QString &slot);
    /// Replaces what is in the slot; its test is forgotten.
    [[nodiscard]] Result<Done> put(const CredentialRow &row);
    /// Only of what was set at that time: another one may have taken the slot while the test went on.
    [[nodiscard]] Result<bool> noteTest(const CredentialRow &row);
    /// False when there was nothing.
    [[nodiscard]] Result<bool> remove(const QString &provider, const QString &slot);
    /// Makes "next" the active one. The caller has removed that.
    [[nodiscard]] Result<bool> promote(const QString &provider);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
