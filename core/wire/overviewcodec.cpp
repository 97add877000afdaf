// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/overviewcodec.h"

#include "core/wire/json.h"

#include <QJsonArray>

namespace deskbell::wire {
namespace {

QJsonObject figuresToJson(const OverviewFigures &figures)
{
    QJsonArray types;
    for (const auto &type : figures.serviceTypes) {
        types.append(QJsonObject{{QStringLiteral("service_type"), textOrNull(type.serviceType)}, {QStringLiteral("calls"), type.calls}});
    }
    QJsonArray hourly;
    for (size_t hour = 0; hour < figures.hourly.size(); ++hour) {
        hourly.append(QJsonObject{{QStringLiteral("hour"), int(hour)}, {QStringLiteral("calls"), figures.hourly.at(hour)}});
    }
    QJsonArray daily;
    for (const auto &day : figures.daily) {
        daily.append(QJsonObject{{QStringLiteral("date"), day.date}, {QStringLiteral("calls"), day.calls}, {QStringLiteral("orders"), day.orders}});
    }
    return QJsonObject{
        {QStringLiteral("period"), QJsonObject{{QStringLiteral("from"), toRfc3339(figures.period.from)}, {QStringLiteral("to"), toRfc3339(figures.period.to)}}},
        {QStringLiteral("totals"),
         QJsonObject{
             {QStringLiteral("calls"), figures.calls},
             {QStringLiteral("completed_calls"), figures.completedCalls},
             {QStringLiteral("escalated_calls"), figures.escalatedCalls},
             {QStringLiteral("lost_calls"), figures.lostCalls},
             {QStringLiteral("orders"), figures.orders},
             {QStringLiteral("orders_done"), figures.ordersDone},
             {QStringLiteral("talk_seconds"), figures.talkSeconds},
             {QStringLiteral("cost"), toJson(std::optional<Money>(figures.cost))},
         }},
        {QStringLiteral("average_duration_seconds"), figures.averageDurationSeconds ? QJsonValue(*figures.averageDurationSeconds) : QJsonValue()},
        {QStringLiteral("service_types"), types},
        {QStringLiteral("hourly"), hourly},
        {QStringLiteral("daily"), daily},
    };
}

QJsonValue relativeChange(double now, double before)
{
    return before == 0 ? QJsonValue() : QJsonValue((now - before) / before);
}

QJsonObject changeToJson(const OverviewFigures &now, const OverviewFigures &before)
{
    QJsonObject change{
        {QStringLiteral("calls"), relativeChange(double(now.calls), double(before.calls))},
        {QStringLiteral("completed_calls"), relativeChange(double(now.completedCalls), double(before.completedCalls))},
        {QStringLiteral("escalated_calls"), relativeChange(double(now.escalatedCalls), double(before.escalatedCalls))},
        {QStringLiteral("lost_calls"), relativeChange(double(now.lostCalls), double(before.lostCalls))},
        {QStringLiteral("orders"), relativeChange(double(now.orders), double(before.orders))},
        {QStringLiteral("orders_done"), relativeChange(double(now.ordersDone), double(before.ordersDone))},
        {QStringLiteral("talk_seconds"), relativeChange(double(now.talkSeconds), double(before.talkSeconds))},
        {QStringLiteral("cost"), relativeChange(double(now.cost.minor), double(before.cost.minor))},
        {QStringLiteral("average_duration_seconds"), QJsonValue()},
    };
    if (now.averageDurationSeconds && before.averageDurationSeconds) {
        change[QStringLiteral("average_duration_seconds")] = relativeChange(*now.averageDurationSeconds, *before.averageDurationSeconds);
    }
    return change;
}

qint64 count(FieldReader &reader, const char *key) { return reader.optionalInteger(key).value_or(0); }

Result<OverviewFigures> figuresFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    OverviewFigures figures;
    FieldReader period(reader.optionalObject("period").value_or(QJsonObject()), QStringLiteral("period"));
    figures.period = {period.optionalTime("from").value_or(Instant{}), period.optionalTime("to").value_or(Instant{})};
    FieldReader totals(reader.optionalObject("totals").value_or(QJsonObject()), QStringLiteral("totals"));
    figures.calls = count(totals, "calls");
    figures.completedCalls = count(totals, "completed_calls");
    figures.escalatedCalls = count(totals, "escalated_calls");
    figures.lostCalls = count(totals, "lost_calls");
    figures.orders = count(totals, "orders");
    figures.ordersDone = count(totals, "orders_done");
    figures.talkSeconds = count(totals, "talk_seconds");
    figures.cost = totals.optionalMoney("cost").value_or(Money{});
    figures.averageDurationSeconds = reader.optionalNumber("average_duration_seconds");
    for (const auto &value : reader.optionalArray("service_types").value_or(QJsonArray())) {
        FieldReader type(value.toObject(), QStringLiteral("service_types"));
        const auto name = type.text("service_type");
        figures.serviceTypes.append({name, count(type, "calls")});
    }
    for (const auto &value : reader.optionalArray("hourly").value_or(QJsonArray())) {
        FieldReader hour(value.toObject(), QStringLiteral("hourly"));
        const auto index = hour.optionalInteger("hour").value_or(-1);
        if (index >= 0 && index < 24) {
            figures.hourly.at(size_t(index)) = count(hour, "calls");
        }
    }
    for (const auto &value : reader.optionalArray("daily").value_or(QJsonArray())) {
        FieldReader day(value.toObject(), QStringLiteral("daily"));
        const auto date = day.text("date");
        figures.daily.append({date, count(day, "calls"), count(day, "orders")});
    }
    if (!period.ok()) {
        return period.error();
    }
    if (!totals.ok()) {
        return totals.error();
    }
    if (!reader.ok()) {
        return reader.error();
    }
    return figures;
}

} // namespace

QJsonObject toJson(const Overview &overview)
{
    auto json = figuresToJson(overview.current);
    json.insert(QStringLiteral("time_zone"), overview.timeZone);
    json.insert(QStringLiteral("previous"), overview.previous ? QJsonValue(figuresToJson(*overview.previous)) : QJsonValue());
    json.insert(QStringLiteral("change"), overview.previous ? QJsonValue(changeToJson(overview.current, *overview.previous)) : QJsonValue());
    return json;
}

Result<Overview> overviewFromJson(const QJsonObject &json)
{
    auto current = figuresFromJson(json);
    if (!current) {
        return current.error();
    }
    FieldReader reader(json);
    Overview overview;
    overview.timeZone = reader.text("time_zone");
    const auto previous = reader.optionalObject("previous");
    if (!reader.ok()) {
        return reader.error();
    }
    overview.current = std::move(current).value();
    if (previous) {
        auto figures = figuresFromJson(*previous);
        if (!figures) {
            return figures.error();
        }
        overview.previous = std::move(figures).value();
    }
    return overview;
}

} // namespace deskbell::wire
