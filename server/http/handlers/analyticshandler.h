// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/analyticsservice.h"

namespace deskbell::http {

/// GET /v1/analytics/overview.
class AnalyticsHandler final
{
public:
    explicit AnalyticsHandler(server::AnalyticsService &analytics) : m_analytics(analytics) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> overview(RequestContext context);

    server::AnalyticsService &m_analytics;
};

} // namespace deskbell::http
