// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/usageservice.h"

namespace deskbell::http {

/// GET /v1/usage.
class UsageHandler final
{
public:
    explicit UsageHandler(server::UsageService &usage) : m_usage(usage) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> usage(RequestContext context);

    server::UsageService &m_usage;
};

} // namespace deskbell::http
