// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routetable.h"

#include "server/http/openapi.h"

namespace deskbell::server {
namespace {

/// A plain request to the feed's address.
void answerFeedWithoutUpgrade(const http::Request &request, const http::PathParameters &, const http::Reply &reply)
{
    auto response = http::encode(Error{ErrorKind::Validation, QStringLiteral("this address speaks WebSocket only"), 426,
                                     QStringLiteral("upgrade_required"), {}},
        request.id);
    response.headers.emplaceBack("Upgrade", "websocket");
    reply(std::move(response));
}

} // namespace

RouteTable::RouteTable(AccessParts &access, DeskParts &desk, JobParts &jobs, SecretParts &secrets)
    : m_router([&access](const http::Request &request) {
          return access.authenticate(bearerToken(request.headers.value("Authorization")));
      }),
      m_auth(access), m_account(access.account, access.sessions), m_people(access.users, access.keys), m_audit(access.audit), m_calls(desk.calls), m_orders(desk.orders, desk.commands), m_commands(desk.commands),
      m_analytics(desk.analytics), m_alerts(desk.alerts), m_usage(desk.usage), m_changes(desk.changes), m_jobs(jobs.service),
      m_tenant(access.properties, access.tenants), m_openid(access.openid), m_credentials(secrets.credentials)
{
    access.openid.setCredentials(secrets.credentials);
    m_health.addRoutes(m_router);
    http::addOpenApi(m_router);
    m_auth.addRoutes(m_router);
    m_account.addRoutes(m_router);
    m_people.addRoutes(m_router);
    m_audit.addRoutes(m_router);
    m_calls.addRoutes(m_router);
    m_orders.addRoutes(m_router);
    m_commands.addRoutes(m_router);
    m_analytics.addRoutes(m_router);
    m_alerts.addRoutes(m_router);
    m_usage.addRoutes(m_router);
    m_changes.addRoutes(m_router);
    m_jobs.addRoutes(m_router);
    m_tenant.addRoutes(m_router);
    m_openid.addRoutes(m_router);
    m_credentials.addRoutes(m_router);
    m_router.addInline(http::Method::Get, FeedPath, answerFeedWithoutUpgrade);
    desk.door.addRoutes(m_router, desk.inbox.vapi.name(), "/vapi-webhook");
    desk.door.addRoutes(m_router, desk.inbox.generic.name());
}

} // namespace deskbell::server
