// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/alertcodec.h"

#include "core/wire/json.h"

namespace deskbell::wire {

QJsonObject toJson(const Alert &alert)
{
    return QJsonObject{
        {QStringLiteral("id"), alert.id},
        {QStringLiteral("kind"), alert.kind},
        {QStringLiteral("subject"), alert.subject},
        {QStringLiteral("call_id"), textOrNull(alert.callId.value)},
        {QStringLiteral("details"), alert.details},
        {QStringLiteral("at"), toRfc3339(alert.at)},
        {QStringLiteral("acknowledged_at"), toJson(alert.acknowledgedAt)},
        {QStringLiteral("acknowledged_by"), textOrNull(alert.acknowledgedBy)},
        {QStringLiteral("version"), alert.version},
    };
}

Result<Alert> alertFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Alert alert;
    alert.id = reader.requiredText("id", 64);
    alert.kind = reader.requiredText("kind", 64);
    alert.subject = reader.text("subject");
    alert.callId = CallId{reader.text("call_id")};
    alert.details = reader.optionalObject("details").value_or(QJsonObject());
    const auto at = reader.optionalTime("at");
    alert.acknowledgedAt = reader.optionalTime("acknowledged_at");
    alert.acknowledgedBy = reader.text("acknowledged_by");
    alert.version = reader.optionalInteger("version").value_or(0);
    if (!at) {
        reader.fail("at", QStringLiteral("is missing"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    alert.at = *at;
    return alert;
}

} // namespace deskbell::wire
