// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/alertsservice.h"

namespace deskbell::http {

/// GET /v1/alerts, POST /v1/alerts/{id}/acknowledge.
class AlertsHandler final
{
public:
    explicit AlertsHandler(server::AlertsService &alerts) : m_alerts(alerts) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    QCoro::Task<Result<Answer>> acknowledge(RequestContext context);

    server::AlertsService &m_alerts;
};

} // namespace deskbell::http
