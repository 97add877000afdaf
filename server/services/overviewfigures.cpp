// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/overviewfigures.h"

#include "core/wire/words.h"

#include <QDateTime>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr qint64 MaxDays = 400;

QDateTime local(Instant instant, const QTimeZone &zone) { return QDateTime::fromMSecsSinceEpoch(toMillis(instant), zone); }

Instant startOfDay(const QDate &date, const QTimeZone &zone) { return fromMillis(date.startOfDay(zone).toMSecsSinceEpoch()); }

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, QLatin1String(field) + QLatin1Char(' ') + why, 0, QStringLiteral("invalid_field"),
                 QJsonObject{{QStringLiteral("field"), QLatin1String(field)}}};
}

/// One edge of the period; `dayAfter` moves a date to its end.
std::optional<Instant> edge(const QString &text, const QTimeZone &zone, bool dayAfter)
{
    if (text.size() == 10) {
        const auto date = QDate::fromString(text, Qt::ISODate);
        return date.isValid() ? std::optional(startOfDay(dayAfter ? date.addDays(1) : date, zone)) : std::nullopt;
    }
    return fromRfc3339(text);
}

} // namespace

OverviewFigures figuresFrom(const CallSums &calls, const OrderSums &orders, const Period &period, const QTimeZone &zone, const QString &currency)
{
    OverviewFigures figures;
    figures.period = period;
    figures.calls = calls.calls;
    figures.completedCalls = calls.byOutcome.value(wire::word(CallOutcome::Completed));
    figures.escalatedCalls = calls.byOutcome.value(wire::word(CallOutcome::Escalated));
    for (const auto outcome : {CallOutcome::Lost, CallOutcome::Failed, CallOutcome::NoAnswer}) {
        figures.lostCalls += calls.byOutcome.value(wire::word(outcome));
    }
    figures.orders = orders.orders;
    figures.ordersDone = orders.done;
    figures.talkSeconds = calls.talkSeconds;
    if (calls.withDuration > 0) {
        figures.averageDurationSeconds = double(calls.talkSeconds) / double(calls.withDuration);
    }
    figures.cost = {calls.costMinor, calls.currency.isEmpty() ? currency : calls.currency};
    for (auto type = calls.byServiceType.constBegin(); type != calls.byServiceType.constEnd(); ++type) {
        figures.serviceTypes.append({type.key(), type.value()});
    }
    std::sort(figures.serviceTypes.begin(), figures.serviceTypes.end(), [](const ServiceTypeCount &a, const ServiceTypeCount &b) {
        return std::pair(-a.calls, a.serviceType) < std::pair(-b.calls, b.serviceType);
    });
    const auto first = local(period.from, zone).date();
    const auto last = local(period.to - std::chrono::milliseconds(1), zone).date();
    for (auto date = first; date <= last; date = date.addDays(1)) {
        figures.daily.append({date.toString(Qt::ISODate), 0, 0});
    }
    const auto day = [&](Instant quarter) -> DayCount & {
        // The first quarter may begin a little before the period.
        return figures.daily[std::clamp<qint64>(first.daysTo(local(quarter, zone).date()), 0, figures.daily.size() - 1)];
    };
    for (const auto &[quarter, count] : calls.byQuarter) {
        figures.hourly.at(size_t(local(quarter, zone).time().hour())) += count;
        day(quarter).calls += count;
    }
    for (const auto &[quarter, count] : orders.byQuarter) {
        day(quarter).orders += count;
    }
    return figures;
}

Result<Period> periodFrom(const QString &from, const QString &to, const QTimeZone &zone, Instant now)
{
    const auto today = local(now, zone).date();
    Period period{startOfDay(today.addDays(-6), zone), startOfDay(today.addDays(1), zone)};
    if (!to.isEmpty()) {
        const auto end = edge(to, zone, true);
        if (!end) {
            return invalid("to", QStringLiteral("must be a date (2026-11-21) or an RFC 3339 time"));
        }
        period.to = *end;
        period.from = startOfDay(local(period.to - std::chrono::milliseconds(1), zone).date().addDays(-6), zone);
    }
    if (!from.isEmpty()) {
        const auto begin = edge(from, zone, false);
        if (!begin) {
            return invalid("from", QStringLiteral("must be a date (2026-11-21) or an RFC 3339 time"));
        }
        period.from = *begin;
    }
    if (!period.isValid()) {
        return invalid("from", QStringLiteral("must be before to"));
    }
    if (period.to - period.from > std::chrono::days(MaxDays)) {
        return invalid("from", QStringLiteral("is more than %1 days before to").arg(MaxDays));
    }
    return period;
}

Period previousOf(const Period &period, const QTimeZone &zone)
{
    const auto from = local(period.from, zone);
    const auto to = local(period.to, zone);
    if (from.time() != from.date().startOfDay(zone).time() || to.time() != to.date().startOfDay(zone).time()) {
        return period.previous();
    }
    const auto days = from.date().daysTo(to.date());
    return {startOfDay(from.date().addDays(-days), zone), period.from};
}

} // namespace deskbell::server
