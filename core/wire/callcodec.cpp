// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/callcodec.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

namespace deskbell::wire {

QJsonObject toJson(const Call &call)
{
    const auto duration = call.durationSeconds();
    return QJsonObject{
        {QStringLiteral("id"), call.id.value},
        {QStringLiteral("provider_call_id"), call.providerCallId},
        {QStringLiteral("status"), word(call.status)},
        {QStringLiteral("direction"), word(call.direction)},
        {QStringLiteral("customer_number"), textOrNull(call.customerNumber)},
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
        {QStringLiteral("ended_reason"), textOrNull(call.endedReason)},
        {QStringLiteral("cost"), toJson(call.cost)},
        {QStringLiteral("version"), call.version},
    };
}

Result<Call> callFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Call call;
    call.id = CallId{reader.requiredText("id", 64)};
    call.providerCallId = reader.text("provider_call_id");
    const auto status = callStatus(reader.requiredText("status"));
    const auto direction = callDirection(reader.requiredText("direction"));
    const auto outcome = callOutcome(reader.text("outcome"));
    call.customerNumber = reader.text("customer_number");
    call.guestId = GuestId{reader.text("guest_id")};
    call.guestName = reader.text("guest_name");
    call.room = reader.text("room");
    call.language = reader.text("language");
    call.serviceType = reader.text("service_type");
    call.startedAt = reader.optionalTime("started_at");
    call.endedAt = reader.optionalTime("ended_at");
    call.summary = reader.text("summary");
    call.endedReason = reader.text("ended_reason");
    call.cost = reader.optionalMoney("cost");
    call.version = reader.optionalInteger("version").value_or(0);
    if (!status) {
        reader.fail("status", QStringLiteral("is not known"));
    }
    if (!direction) {
        reader.fail("direction", QStringLiteral("is not known"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    call.status = *status;
    call.direction = *direction;
    call.outcome = outcome.value_or(CallOutcome::None);
    return call;
}

} // namespace deskbell::wire
