// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/auditlog.h"
#include "server/access/tenantdirectory.h"

#include <QCoroTask>
#include <QList>
#include <QString>
#include <chrono>

namespace deskbell::server {

class Database;

struct NewTenant {
    QString slug; ///< 2…40 of a-z, 0-9 and inner '-'
    QString name; ///< empty: the slug
    QString timeZone; ///< IANA
    QString currency; ///< ISO 4217
    QStringList languages{};
    QString plan{QStringLiteral("standard")};
    QString actor{QStringLiteral("system")}; ///< who wants it, for the audit log
};

/// Properties and their hook sources. Main thread. Keeps the directory up to date.
class TenantsService final
{
public:
    TenantsService(Database &database, TenantDirectory &directory, const Clock &clock, Rng &rng)
        : m_database(database), m_directory(directory), m_clock(clock), m_ids(clock, rng), m_audit(clock)
    {
    }
    Q_DISABLE_COPY_MOVE(TenantsService)

    /// Reads the directory from the database. Of several at once the one asked for last wins, whichever ends last.
    [[nodiscard]] QCoro::Task<Result<Done>> reload();
    /// Makes the tenant and its Vapi source (192-bit path token, 256-bit secret). Validation, or Conflict "slug_taken".
    [[nodiscard]] QCoro::Task<Result<TenantInfo>> add(NewTenant tenant);
    /// Replaces the settings; Validation for what tenantsettings.h does not know, NotFound. Other changes: TenantAdmin.
    [[nodiscard]] QCoro::Task<Result<TenantInfo>> setSettings(QString slug, QJsonObject settings);
    /// Replaces how the provider proves who it is; Validation for what hookverifier.h does not know, NotFound.
    [[nodiscard]] QCoro::Task<Result<HookSource>> setVerification(QString slug, QString provider, QJsonObject verification);
    /// Makes a source of another provider; Validation for one nobody reads, Conflict "provider_taken".
    [[nodiscard]] QCoro::Task<Result<HookSource>> addHook(QString slug, QString provider);
    /// Gives the source a new secret and keeps the present one good for `keep` beside it (RELIABILITY rule 70). Conflict
    /// "rotation_in_progress" while the one before is still good.
    [[nodiscard]] QCoro::Task<Result<HookSource>> rotateSecret(QString slug, QString provider, std::chrono::hours keep);
    /// Ends the previous secret at once; Conflict "no_rotation" when there is none.
    [[nodiscard]] QCoro::Task<Result<HookSource>> retireSecret(QString slug, QString provider);
    /// By slug. From the directory.
    [[nodiscard]] QList<TenantInfo> list() const;
    /// NotFound when the property or its source does not exist.
    [[nodiscard]] Result<HookSource> hook(const QString &slug, const QString &provider) const;

private:
    /// Reads the directory again and gives back what is there now.
    [[nodiscard]] QCoro::Task<Result<HookSource>> reloaded(QString slug, QString provider);

    Database &m_database;
    TenantDirectory &m_directory;
    const Clock &m_clock;
    IdSource m_ids;
    AuditLog m_audit;
    quint64 m_asked = 0;     ///< reloads so far
    quint64 m_installed = 0; ///< the one whose answer the directory shows
};

/// Where a provider sends to: "/hooks/vapi/<token>".
[[nodiscard]] QString hookPath(const HookSource &source);

/// NotFound for a property that does not exist.
[[nodiscard]] Result<TenantInfo> findTenant(const TenantDirectory &directory, const QString &slug);

} // namespace deskbell::server
