// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/openidservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// /v1/auth/openid/{start,finish}. Outlives the router's use of it.
class OpenIdHandler final
{
public:
    explicit OpenIdHandler(server::OpenIdService &openid) : m_openid(openid) {}
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> start(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> finish(RequestContext context);

    server::OpenIdService &m_openid;
};

} // namespace deskbell::http
