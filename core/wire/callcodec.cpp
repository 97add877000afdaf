// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/callcodec.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QJsonArray>

namespace deskbell::wire {

QJsonArray toJson(const QList<CallParty> &parties)
{
    QJsonArray list;
    for (const auto &party : parties) {
        list.append(QJsonObject{
            {QStringLiteral("role"), word(party.role)},
            {QStringLiteral("number"), textOrNull(party.number)},
            {QStringLiteral("extension"), textOrNull(party.extension)},
            {QStringLiteral("name"), textOrNull(party.name)},
        });
    }
    return list;
}

QList<CallParty> partiesFromJson(const QJsonArray &list)
{
    QList<CallParty> parties;
    for (const auto &value : list) {
        FieldReader reader(value.toObject());
        const auto role = partyRole(reader.text("role"));
        CallParty party{role.value_or(PartyRole::Caller), reader.text("number"), reader.text("extension"), reader.text("name")};
        if (role && reader.ok()) {
            parties.append(std::move(party));
        }
    }
    return parties;
}

QJsonArray toJson(const QList<CostLine> &lines)
{
    QJsonArray list;
    for (const auto &line : lines) {
        list.append(QJsonObject{
            {QStringLiteral("kind"), word(line.kind)},
            {QStringLiteral("quantity"), line.quantity},
            {QStringLiteral("unit"), word(line.unit)},
            {QStringLiteral("amount_micro"), line.amount.micro},
            {QStringLiteral("currency"), line.amount.currency},
        });
    }
    return list;
}

QList<CostLine> costsFromJson(const QJsonArray &list)
{
    QList<CostLine> lines;
    for (const auto &value : list) {
        FieldReader reader(value.toObject());
        const auto kind = costKind(reader.text("kind"));
        const auto unit = costUnit(reader.text("unit"));
        const CostLine line{kind.value_or(CostKind::Platform), unit.value_or(CostUnit::Call), reader.optionalInteger("quantity").value_or(0),
                            {reader.optionalInteger("amount_micro").value_or(0), reader.text("currency", 3)}};
        if (kind && unit && reader.ok()) {
            lines.append(line);
        }
    }
    return lines;
}

QJsonObject toJson(const Call &call)
{
    const auto duration = call.durationSeconds();
    return QJsonObject{
        {QStringLiteral("id"), call.id.value},
        {QStringLiteral("provider_call_id"), call.providerCallId},
        {QStringLiteral("state"), word(call.state)},
        {QStringLiteral("direction"), word(call.direction)},
        {QStringLiteral("customer_number"), textOrNull(call.customerNumber)},
        {QStringLiteral("parties"), toJson(call.parties)},
        {QStringLiteral("guest_id"), textOrNull(call.guestId.value)},
        {QStringLiteral("guest_name"), textOrNull(call.guestName)},
        {QStringLiteral("room"), textOrNull(call.room)},
        {QStringLiteral("language"), textOrNull(call.language)},
        {QStringLiteral("service_type"), textOrNull(call.serviceType)},
        {QStringLiteral("started_at"), toJson(call.startedAt)},
        {QStringLiteral("ended_at"), toJson(call.endedAt)},
        {QStringLiteral("duration_seconds"), duration ? QJsonValue(*duration) : QJsonValue()},
        {QStringLiteral("summary"), textOrNull(call.summary)},
        {QStringLiteral("outcome"), textOrNull(word(call.outcome))},
        {QStringLiteral("end_reason"), textOrNull(word(call.endReason))},
        {QStringLiteral("costs"), toJson(call.costs)},
        {QStringLiteral("cost"), toJson(call.cost)},
        {QStringLiteral("provider_cost"), toJson(call.providerCost)},
        {QStringLiteral("recording_id"), textOrNull(call.recordingId)},
        {QStringLiteral("version"), call.version},
    };
}

Result<Call> callFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Call call;
    call.id = CallId{reader.requiredText("id", 64)};
    call.providerCallId = reader.text("provider_call_id");
    const auto state = callState(reader.requiredText("state"));
    const auto direction = callDirection(reader.requiredText("direction"));
    call.customerNumber = reader.text("customer_number");
    call.parties = partiesFromJson(reader.optionalArray("parties").value_or(QJsonArray()));
    call.guestId = GuestId{reader.text("guest_id")};
    call.guestName = reader.text("guest_name");
    call.room = reader.text("room");
    call.language = reader.text("language");
    call.serviceType = reader.text("service_type");
    call.startedAt = reader.optionalTime("started_at");
    call.endedAt = reader.optionalTime("ended_at");
    call.summary = reader.text("summary");
    // A word of a newer service: the call is shown all the same.
    call.outcome = callOutcome(reader.text("outcome")).value_or(CallOutcome::None);
    call.endReason = endReason(reader.text("end_reason")).value_or(EndReason::Unknown);
    call.costs = costsFromJson(reader.optionalArray("costs").value_or(QJsonArray()));
    call.cost = reader.optionalMoney("cost");
    call.providerCost = reader.optionalMoney("provider_cost");
    call.recordingId = reader.text("recording_id");
    call.version = reader.optionalInteger("version").value_or(0);
    if (!state) {
        reader.fail("state", QStringLiteral("is not known"));
    }
    if (!direction) {
        reader.fail("direction", QStringLiteral("is not known"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    call.state = *state;
    call.direction = *direction;
    return call;
}

} // namespace deskbell::wire
