// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/snapshot.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <memory>

namespace deskbell::server {

struct TenantInfo {
    TenantId id;
    QString slug;
    QString name;
    QString timeZone; ///< IANA
    QString currency; ///< ISO 4217
    QJsonObject settings{};
    QStringList languages{}; ///< BCP 47 tags; the first is the house's own
    QString plan{QStringLiteral("standard")};
    bool isSuspended = false; ///< nobody may sign in; what providers send is taken in still
    QJsonObject profile{};    ///< see tenantprofile.h
    qint64 version = 1;       ///< counts the changes
};

/// The kinds of sources there are; the inbox reads each of them.
[[nodiscard]] inline QStringList hookProviders() { return {QStringLiteral("vapi"), QStringLiteral("generic")}; }

/// One door through which a provider of one tenant tells us things, with all its handler needs to know about the tenant.
struct HookSource {
    qint64 sourceId = 0;
    QString provider; ///< "vapi", "generic"
    QByteArray token; ///< the last part of the path
    QByteArray secret;
    QByteArray previousSecret; ///< the one before it, while the provider may still use it; usually empty
    Instant previousUntil{};   ///< from then on it opens nothing
    bool isLocked = false;     ///< the secret can not be opened with the master keys that are here
    QJsonObject verification; ///< how requests are signed; {} = the provider's default
    TenantInfo tenant;
};

/// Tenants and hook sources as they are now, for threads that must not wait for the database. Thread-safe.
/// Filled at start and replaced whenever a tenant or a source changes (TenantsService does both).
class TenantDirectory final
{
public:
    /// Null for an unknown token.
    [[nodiscard]] std::shared_ptr<const HookSource> byToken(const QByteArray &token) const;
    [[nodiscard]] std::shared_ptr<const HookSource> bySourceId(qint64 sourceId) const;
    /// The source of `provider` while only one tenant exists (for the published alias path), else null.
    [[nodiscard]] std::shared_ptr<const HookSource> only(const QString &provider) const;
    [[nodiscard]] std::shared_ptr<const HookSource> ofTenant(const TenantId &tenant, const QString &provider) const;
    [[nodiscard]] std::shared_ptr<const TenantInfo> tenant(const TenantId &id) const;
    [[nodiscard]] std::shared_ptr<const TenantInfo> bySlug(const QString &slug) const;
    [[nodiscard]] QList<TenantInfo> tenants() const;

    void replace(const QList<TenantInfo> &tenants, const QList<HookSource> &sources);

private:
    struct Content {
        QHash<QByteArray, std::shared_ptr<const HookSource>> byToken;
        QHash<qint64, std::shared_ptr<const HookSource>> bySourceId;
        QHash<TenantId, std::shared_ptr<const TenantInfo>> byId;
        QHash<QString, std::shared_ptr<const TenantInfo>> bySlug;
    };
    Snapshot<Content> m_content;
};

} // namespace deskbell::server
