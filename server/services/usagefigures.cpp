// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/usagefigures.h"

#include <QDateTime>
#include <QJsonArray>
#include <QMap>
#include <algorithm>

namespace deskbell::server {
namespace {

struct Bucket {
    qint64 calls = 0;
    qint64 talkSeconds = 0;
    QMap<QString, UsageSum> byCurrency;

    void add(const UsageSum &sum)
    {
        calls += sum.calls;
        talkSeconds += sum.talkSeconds;
        if (sum.currency.isEmpty()) {
            return; // nothing is known of what these cost
        }
        auto &kept = byCurrency[sum.currency];
        kept.costMinor += sum.costMinor;
        kept.providerCostMinor += sum.providerCostMinor;
        kept.knownMinor += sum.knownMinor;
    }

    [[nodiscard]] QJsonObject json() const
    {
        QJsonArray costs;
        for (auto sum = byCurrency.constBegin(); sum != byCurrency.constEnd(); ++sum) {
            costs.append(QJsonObject{{QStringLiteral("currency"), sum.key()}, {QStringLiteral("cost_minor"), sum->costMinor},
                {QStringLiteral("provider_cost_minor"), sum->providerCostMinor}, {QStringLiteral("known_minor"), sum->knownMinor}});
        }
        return {{QStringLiteral("calls"), calls}, {QStringLiteral("talk_seconds"), talkSeconds}, {QStringLiteral("costs"), costs}};
    }
};

QDate localDate(Instant at, const QTimeZone &zone) { return QDateTime::fromMSecsSinceEpoch(toMillis(at), zone).date(); }

} // namespace

UsageMonth monthOf(Instant now, const QTimeZone &zone)
{
    const auto today = localDate(now, zone);
    const QDate first(today.year(), today.month(), 1);
    const auto begin = [&zone](const QDate &date) { return fromMillis(date.startOfDay(zone).toMSecsSinceEpoch()); };
    return {first.toString(QStringLiteral("yyyy-MM")), {begin(first), begin(first.addMonths(1))}};
}

QJsonObject usageJson(const QList<UsageSum> &sums, const Period &period, const QTimeZone &zone)
{
    const auto first = localDate(period.from, zone);
    const auto last = localDate(period.to - std::chrono::milliseconds(1), zone);
    QMap<QDate, Bucket> days;
    for (auto date = first; date <= last; date = date.addDays(1)) {
        days.insert(date, {});
    }
    Bucket total;
    for (const auto &sum : sums) {
        // The first quarter may begin a little before the period.
        days[std::clamp(localDate(sum.quarter, zone), first, last)].add(sum);
        total.add(sum);
    }
    QJsonArray list;
    for (auto day = days.constBegin(); day != days.constEnd(); ++day) {
        auto json = day->json();
        json.insert(QStringLiteral("date"), day.key().toString(Qt::ISODate));
        list.append(json);
    }
    return {{QStringLiteral("from"), toRfc3339(period.from)}, {QStringLiteral("to"), toRfc3339(period.to)}, {QStringLiteral("days"), list},
            {QStringLiteral("total"), total.json()}};
}

} // namespace deskbell::server
