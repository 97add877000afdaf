// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/propertyrecords.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {

Result<PropertyRecord> readProperty(const QJsonObject &json)
{
    const auto body = json.value(QLatin1String("tenant")).isObject() ? json.value(QLatin1String("tenant")).toObject() : json;
    wire::FieldReader reader(body);
    PropertyRecord property;
    property.id = reader.text("id");
    property.slug = reader.requiredText("slug");
    property.name = reader.text("name");
    property.timeZone = reader.text("time_zone");
    property.currency = reader.text("currency");
    property.languages = admin::readWords(body.value(QLatin1String("languages")));
    property.plan = reader.text("plan");
    property.status = reader.text("status");
    property.profile = reader.optionalObject("profile").value_or(QJsonObject());
    property.settings = reader.optionalObject("settings").value_or(QJsonObject());
    property.version = reader.optionalInteger("version").value_or(0);
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return property;
}

Result<PropertyVersion> readPropertyVersion(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    PropertyVersion version;
    version.version = reader.optionalInteger("version").value_or(0);
    version.at = reader.optionalTime("at");
    version.actor = reader.text("actor");
    const auto changed = reader.optionalArray("changed").value_or(QJsonArray());
    for (const auto &each : changed) {
        const auto change = each.toObject();
        version.changes.append({change.value(QLatin1String("field")).toString(), change.value(QLatin1String("before")),
                                change.value(QLatin1String("after"))});
    }
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return version;
}

} // namespace deskbell
