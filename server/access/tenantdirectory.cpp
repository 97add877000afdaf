// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantdirectory.h"

#include <algorithm>

namespace deskbell::server {

std::shared_ptr<const HookSource> TenantDirectory::byToken(const QByteArray &token) const
{
    return m_content.load()->byToken.value(token);
}

std::shared_ptr<const HookSource> TenantDirectory::bySourceId(qint64 sourceId) const
{
    return m_content.load()->bySourceId.value(sourceId);
}

std::shared_ptr<const HookSource> TenantDirectory::only(const QString &provider) const
{
    const auto content = m_content.load();
    if (content->byId.size() != 1) {
        return nullptr;
    }
    const auto found = std::find_if(content->byToken.cbegin(), content->byToken.cend(),
        [&provider](const auto &source) { return source->provider == provider; });
    return found == content->byToken.cend() ? nullptr : *found;
}

std::shared_ptr<const HookSource> TenantDirectory::ofTenant(const TenantId &tenant, const QString &provider) const
{
    const auto content = m_content.load();
    const auto found = std::find_if(content->byToken.cbegin(), content->byToken.cend(),
        [&](const auto &source) { return source->tenant.id == tenant && source->provider == provider; });
    return found == content->byToken.cend() ? nullptr : *found;
}

std::shared_ptr<const TenantInfo> TenantDirectory::tenant(const TenantId &id) const
{
    return m_content.load()->byId.value(id);
}

std::shared_ptr<const TenantInfo> TenantDirectory::bySlug(const QString &slug) const
{
    return m_content.load()->bySlug.value(slug);
}

QList<TenantInfo> TenantDirectory::tenants() const
{
    QList<TenantInfo> list;
    const auto content = m_content.load();
    for (const auto &tenant : content->byId) {
        list.append(*tenant);
    }
    return list;
}

void TenantDirectory::replace(const QList<TenantInfo> &tenants, const QList<HookSource> &sources)
{
    auto content = std::make_shared<Content>();
    for (const auto &tenant : tenants) {
        const auto shared = std::make_shared<const TenantInfo>(tenant);
        content->byId.insert(tenant.id, shared);
        content->bySlug.insert(tenant.slug, shared);
    }
    for (const auto &source : sources) {
        const auto shared = std::make_shared<const HookSource>(source);
        content->byToken.insert(source.token, shared);
        content->bySourceId.insert(source.sourceId, shared);
    }
    m_content.store(std::move(content));
}

} // namespace deskbell::server
