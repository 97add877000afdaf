// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/kinds/ordernotifyjob.h"

#include "core/wire/json.h"
#include "server/services/tenantsettings.h"

namespace deskbell::server {

QString OrderNotifyJob::provider(const Job &job) const
{
    const QUrl url(job.args.value(QLatin1String("url")).toString());
    return url.port() > 0 ? QStringLiteral("%1:%2").arg(url.host()).arg(url.port()) : url.host();
}

QByteArray OrderNotifyJob::body(const Job &job) const
{
    // Of what is stored with the job alone, so that every repeat has the same bytes.
    return wire::toBytes({{QStringLiteral("id"), job.id.value},
                          {QStringLiteral("event"), job.args.value(QLatin1String("event"))},
                          {QStringLiteral("at"), toRfc3339(job.createdAt)},
                          {QStringLiteral("order"), job.args.value(QLatin1String("order"))}});
}

std::optional<Delivery> OrderNotifyJob::delivery(const Job &job) const
{
    const auto tenant = m_directory.tenant(job.tenant);
    if (!tenant) {
        return std::nullopt;
    }
    const QUrl url(job.args.value(QLatin1String("url")).toString());
    const auto event = job.args.value(QLatin1String("event")).toString();
    const auto settings = TenantSettings::fromJson(tenant->settings, tenant->name);
    for (const auto &target : settings.notifications) {
        if (target.event == event && target.url == url) {
            return Delivery{target.url, target.lookupUrl, body(job), job.id.value, target.secret.toUtf8(), target.isInHouse};
        }
    }
    return std::nullopt;
}

QCoro::Task<SendOutcome> OrderNotifyJob::send(Job job, std::stop_token stop)
{
    const auto wanted = delivery(job);
    if (!wanted) {
        SendOutcome outcome;
        outcome.kind = SendOutcome::Kind::Refused;
        outcome.httpStatus = 410;
        outcome.reason = QStringLiteral("not_configured: the property does not tell this address any more");
        co_return outcome;
    }
    auto sending = m_bridge.send(*wanted, stop);
    auto outcome = co_await sending;
    co_return outcome;
}

QCoro::Task<LookupOutcome> OrderNotifyJob::lookUp(Job job, std::stop_token stop)
{
    const auto wanted = delivery(job);
    if (!wanted) {
        co_return LookupOutcome{LookupOutcome::Kind::Failed, {}, QStringLiteral("not_configured: the address is not known any more")};
    }
    auto asking = m_bridge.lookUp(*wanted, stop);
    auto outcome = co_await asking;
    co_return outcome;
}

} // namespace deskbell::server
