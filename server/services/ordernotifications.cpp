// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/ordernotifications.h"

#include "core/wire/ordercodec.h"
#include "server/jobs/kinds/ordernotifyjob.h"
#include "server/services/tenantsettings.h"

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

/// News of this age is of no use to a machine either.
constexpr auto KeptFor = 72h;
/// Before bulk work, after what guests wait for; and never refused, because the order must not be.
constexpr int Priority = 3;

/// Without path and query, which may hold a token.
QString placeOf(const QUrl &url) { return url.scheme() + QStringLiteral("://") + url.host(); }

} // namespace

Result<Done> OrderNotifications::orderChanged(sql::Connection &db, const TenantContext &who, const QString &event, const Order &order)
{
    const auto tenant = m_directory.tenant(who.tenant);
    if (!tenant || tenant->settings.value(QLatin1String("notifications")).toArray().isEmpty()) {
        return Done{};
    }
    const auto settings = TenantSettings::fromJson(tenant->settings, tenant->name);
    for (const auto &target : settings.notifications) {
        if (target.event != event) {
            continue;
        }
        NewJob job;
        job.queue = QStringLiteral("webhook");
        job.kind = OrderNotifyJob::Kind;
        job.effectClass = target.effectClass;
        job.priority = Priority;
        job.args = {{QStringLiteral("event"), event},
                    {QStringLiteral("url"), target.url.toString(QUrl::FullyEncoded)},
                    {QStringLiteral("order_id"), order.id.value},
                    {QStringLiteral("order"), wire::toJson(order)}};
        job.expiresAt = order.updatedAt + KeptFor;
        job.uniqueKey = QStringLiteral("order.notify:%1:%2:%3").arg(order.id.value).arg(order.version).arg(target.url.toString(QUrl::FullyEncoded));
        job.subject = QStringLiteral("Order %1 to %2").arg(order.code, placeOf(target.url));
        if (const auto asked = m_queue.enqueue(db, who, job); !asked) {
            return asked.error();
        }
    }
    return Done{};
}

} // namespace deskbell::server
