// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/usageservice.h"

#include "server/services/overviewfigures.h"
#include "server/services/usagefigures.h"
#include "server/voice/pricetable.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<QJsonObject>> UsageService::usage(TenantContext who, QString from, QString to)
{
    const auto tenant = m_directory.tenant(who.tenant);
    if (!tenant) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no such property"), 0, {}, {}};
    }
    const QTimeZone zone(tenant->timeZone.toUtf8());
    const auto month = monthOf(m_clock.now(), zone);
    const auto wanted = from.isEmpty() && to.isEmpty() ? Result<Period>(month.period) : periodFrom(from, to, zone, m_clock.now());
    if (!wanted) {
        co_return wanted.error();
    }
    const auto prices = PriceTable::fromJson(tenant->settings.value(QLatin1String("costs")).toObject());
    auto read = m_database.read([who, zone, period = wanted.value(), month, prices](sql::Connection &db) -> Result<QJsonObject> {
        UsageRepository repository(db, who);
        const auto sums = repository.sums(period);
        if (!sums) {
            return sums.error();
        }
        const auto known = repository.knownMinor(month.period, prices.currency());
        if (!known) {
            return known.error();
        }
        auto json = usageJson(sums.value(), period, zone);
        json.insert(QStringLiteral("month"), QJsonObject{{QStringLiteral("month"), month.name}, {QStringLiteral("currency"), prices.currency()},
                                                 {QStringLiteral("known_minor"), known.value()}, {QStringLiteral("limit_minor"), prices.monthlyLimitMinor()}});
        return json;
    });
    auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    auto json = std::move(found).value();
    json.insert(QStringLiteral("time_zone"), tenant->timeZone);
    co_return json;
}

} // namespace deskbell::server
