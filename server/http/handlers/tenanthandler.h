// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/tenantadmin.h"
#include "server/access/tenantsservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// /v1/tenant: one's own property, its settings and their history. /v1/tenants: all of them, for those who run the service.
/// Outlives the router's use of it.
class TenantHandler final
{
public:
    TenantHandler(server::TenantAdmin &properties, server::TenantsService &tenants) : m_properties(properties), m_tenants(tenants) {}
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> show(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> change(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> history(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> restore(RequestContext context);
    /// What change() and restore() end with.
    [[nodiscard]] QCoro::Task<Result<Answer>> apply(RequestContext context, server::TenantEdit edit);
    [[nodiscard]] QCoro::Task<Result<Answer>> list(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> add(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> changeOther(RequestContext context);

    server::TenantAdmin &m_properties;
    server::TenantsService &m_tenants;
};

} // namespace deskbell::http
