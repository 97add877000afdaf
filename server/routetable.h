// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/accessparts.h"
#include "server/deskparts.h"
#include "server/http/handlers/accounthandler.h"
#include "server/http/handlers/alertshandler.h"
#include "server/http/handlers/analyticshandler.h"
#include "server/http/handlers/audithandler.h"
#include "server/http/handlers/authhandler.h"
#include "server/http/handlers/callshandler.h"
#include "server/http/handlers/changeshandler.h"
#include "server/http/handlers/commandshandler.h"
#include "server/http/handlers/credentialshandler.h"
#include "server/http/handlers/healthhandler.h"
#include "server/http/handlers/jobshandler.h"
#include "server/http/handlers/openidhandler.h"
#include "server/http/handlers/ordershandler.h"
#include "server/http/handlers/peoplehandler.h"
#include "server/http/handlers/tenanthandler.h"
#include "server/http/handlers/usagehandler.h"
#include "server/http/router.h"
#include "server/jobs/jobparts.h"
#include "server/secretparts.h"

namespace deskbell::server {

/// Where the feed's socket is asked for.
inline const QByteArray FeedPath = QByteArrayLiteral("/v1/feed");

/// Every route of the service. The parts must outlive it, and it the router's use.
class RouteTable final
{
public:
    RouteTable(AccessParts &access, DeskParts &desk, JobParts &jobs, SecretParts &secrets);
    Q_DISABLE_COPY_MOVE(RouteTable)

    [[nodiscard]] const http::Router &router() const { return m_router; }
    [[nodiscard]] http::Router &router() { return m_router; }
    [[nodiscard]] http::HealthHandler &health() { return m_health; }

private:
    http::Router m_router;
    http::HealthHandler m_health;
    http::AuthHandler m_auth;
    http::AccountHandler m_account;
    http::PeopleHandler m_people;
    http::AuditHandler m_audit;
    http::CallsHandler m_calls;
    http::OrdersHandler m_orders;
    http::CommandsHandler m_commands;
    http::AnalyticsHandler m_analytics;
    http::AlertsHandler m_alerts;
    http::UsageHandler m_usage;
    http::ChangesHandler m_changes;
    http::JobsHandler m_jobs;
    http::TenantHandler m_tenant;
    http::OpenIdHandler m_openid;
    http::CredentialsHandler m_credentials;
};

} // namespace deskbell::server
