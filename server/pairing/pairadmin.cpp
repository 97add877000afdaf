// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pairing/pairadmin.h"

#include "server/access/tenantsservice.h"

namespace deskbell::server {

Result<TenantId> PairAdmin::tenantOf(const QString &slug) const
{
    if (!slug.isEmpty()) {
        const auto tenant = findTenant(m_directory, slug);
        return tenant ? Result<TenantId>(tenant.value().id) : Result<TenantId>(tenant.error());
    }
    const auto tenants = m_directory.tenants();
    if (tenants.size() > 1) {
        return Error{ErrorKind::Validation, QStringLiteral("there are several properties; say which with --tenant"), 0,
            QStringLiteral("usage"), {}};
    }
    return tenants.isEmpty() ? TenantId{} : tenants.first().id;
}

QCoro::Task<Result<QJsonObject>> PairAdmin::run(QJsonObject arguments)
{
    const auto tenant = tenantOf(arguments.value(QLatin1String("tenant")).toString());
    if (!tenant) {
        co_return tenant.error();
    }
    const auto wished = arguments.value(QLatin1String("server")).toString();
    const TenantContext who{tenant.value(), QStringLiteral("admin")};
    auto inviting = m_pairing.invite(who, arguments.value(QLatin1String("name")).toString(), wished.isEmpty() ? m_server : QUrl(wished));
    const auto invited = co_await inviting;
    if (!invited) {
        co_return invited.error();
    }
    QJsonObject data;
    data.insert(QStringLiteral("code"), invited.value().code);
    data.insert(QStringLiteral("uri"), invited.value().uri);
    data.insert(QStringLiteral("expires_at"), toRfc3339(invited.value().expiresAt));
    co_return data;
}

} // namespace deskbell::server
