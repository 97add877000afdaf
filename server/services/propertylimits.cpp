// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/propertylimits.h"

#include <QHash>
#include <QList>
#include <algorithm>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

/// Generous to machines, careful with people.
RateLimit defaultFor(const QString &kind)
{
    if (kind == QLatin1String("number") || kind == QLatin1String("guest")) {
        return {10, 60s, 10, 100, {}};
    }
    return {50, 1s, 100, 0, {}};
}

qint64 whole(const QJsonObject &json, const char *key, qint64 fallback) { return qint64(json.value(QLatin1String(key)).toDouble(double(fallback))); }

} // namespace

RateLimit PropertyLimits::limitOf(const QString &bucket) const
{
    const auto at = bucket.lastIndexOf(QLatin1Char('@'));
    const auto name = bucket.left(at);
    const auto kind = name.section(QLatin1Char(':'), 0, 0);
    auto limit = defaultFor(kind);
    const auto tenant = m_directory.tenant(TenantId{bucket.mid(at + 1)});
    if (!tenant) {
        return limit;
    }
    limit.timeZone = tenant->timeZone;
    const auto limits = tenant->settings.value(QLatin1String("limits")).toObject();
    const auto wanted = limits.value(limits.contains(name) ? name : kind).toObject();
    limit.tokens = whole(wanted, "tokens", limit.tokens);
    limit.per = std::chrono::milliseconds(whole(wanted, "per_seconds", limit.per.count() / 1000) * 1000);
    limit.burst = wanted.isEmpty() ? limit.burst : whole(wanted, "burst", limit.tokens);
    limit.dailyCap = whole(wanted, "daily_cap", limit.dailyCap);
    return limit;
}

Result<Done> PropertyLimits::check(const QJsonObject &limits)
{
    static const QHash<QString, double> Least{{QStringLiteral("tokens"), 1}, {QStringLiteral("per_seconds"), 1}, {QStringLiteral("burst"), 1}, {QStringLiteral("daily_cap"), 0}};
    const auto wrong = [](const QString &name) {
        const auto field = QStringLiteral("limits.") + name;
        return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, or is no whole number that makes sense").arg(field), 0,
                     QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
    };
    for (auto limit = limits.constBegin(); limit != limits.constEnd(); ++limit) {
        const auto kind = limit.key().section(QLatin1Char(':'), 0, 0);
        static const QList<QString> Kinds{QStringLiteral("provider"), QStringLiteral("number"), QStringLiteral("guest")};
        if (!Kinds.contains(kind) || !limit.value().isObject()) {
            return wrong(limit.key());
        }
        const auto fields = limit.value().toObject();
        for (auto field = fields.constBegin(); field != fields.constEnd(); ++field) {
            const auto number = field.value().toDouble(-1);
            if (!Least.contains(field.key()) || number < Least.value(field.key()) || number > 1'000'000 || number != qint64(number)) {
                return wrong(limit.key() + QLatin1Char('.') + field.key());
            }
        }
    }
    return Done{};
}

} // namespace deskbell::server
