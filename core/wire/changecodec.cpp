// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/changecodec.h"

#include "core/wire/json.h"

#include <QJsonArray>

namespace deskbell::wire {

QJsonObject toJson(const Change &change)
{
    QJsonObject json{
        {QStringLiteral("seq"), change.seq},
        {QStringLiteral("entity"), change.entity},
        {QStringLiteral("id"), change.entityId},
        {QStringLiteral("op"), change.op},
        {QStringLiteral("actor"), change.actor},
        {QStringLiteral("at"), toRfc3339(change.at)},
    };
    if (!change.event.isEmpty()) {
        json.insert(QStringLiteral("event"), change.event);
    }
    if (!change.body.isEmpty()) {
        json.insert(QStringLiteral("body"), change.body);
    }
    return json;
}

Result<Change> changeFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Change change;
    change.seq = reader.optionalInteger("seq").value_or(0);
    change.entity = reader.requiredText("entity");
    change.entityId = reader.requiredText("id");
    change.op = reader.requiredText("op");
    change.event = reader.text("event");
    change.actor = reader.text("actor");
    change.at = reader.optionalTime("at").value_or(Instant{});
    change.body = reader.optionalObject("body").value_or(QJsonObject());
    if (change.seq < 1) {
        reader.fail("seq", QStringLiteral("must be a positive number"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    return change;
}

QJsonObject toJson(const ChangeBatch &batch)
{
    QJsonArray changes;
    for (const auto &change : batch.changes) {
        changes.append(toJson(change));
    }
    return QJsonObject{
        {QStringLiteral("lineage"), batch.lineage},
        {QStringLiteral("from"), batch.from},
        {QStringLiteral("to"), batch.to},
        {QStringLiteral("head"), batch.head},
        {QStringLiteral("changes"), changes},
    };
}

Result<ChangeBatch> changeBatchFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    ChangeBatch batch;
    batch.lineage = reader.requiredText("lineage", 64);
    batch.from = reader.optionalInteger("from").value_or(0);
    batch.to = reader.optionalInteger("to").value_or(0);
    batch.head = reader.optionalInteger("head").value_or(batch.to);
    const auto changes = reader.optionalArray("changes").value_or(QJsonArray());
    if (!reader.ok()) {
        return reader.error();
    }
    for (const auto &value : changes) {
        auto change = changeFromJson(value.toObject());
        if (!change) {
            return change.error();
        }
        batch.changes.append(std::move(change).value());
    }
    return batch;
}

} // namespace deskbell::wire
