// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/auditapi.h"

#include "core/admin/answers.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

Result<AuditRecord> readRecord(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    AuditRecord record;
    record.number = reader.optionalInteger("number").value_or(0);
    record.at = reader.optionalTime("at");
    record.actor = reader.text("actor");
    record.action = reader.text("action");
    record.entity = reader.text("entity");
    record.entityId = reader.text("entity_id");
    record.commandId = reader.text("command_id");
    record.hash = reader.text("hash");
    record.detail = reader.optionalObject("detail").value_or(QJsonObject());
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return record;
}

Result<AuditPage> readPage(const QJsonObject &data)
{
    const auto rows = admin::readItems<AuditRecord>(data, &readRecord);
    if (!rows) {
        return rows.error();
    }
    return AuditPage{rows.value(), data.value(QLatin1String("next_cursor")).toString()};
}

Result<AuditState> readState(const QJsonObject &data)
{
    wire::FieldReader reader(data);
    AuditState state;
    state.isValid = reader.optionalBool("is_valid").value_or(false);
    state.entries = reader.optionalInteger("entries").value_or(0);
    state.checkedAt = reader.optionalTime("checked_at");
    state.brokenNumber = reader.optionalInteger("broken_number");
    if (!reader.ok()) {
        return admin::unreadable(reader.error());
    }
    return state;
}

} // namespace

void AuditApi::page(const AuditQuery &query, QObject *context, Answer<AuditPage> done) const
{
    QUrlQuery items;
    const auto add = [&items](const char *name, const QString &value) {
        if (!value.isEmpty()) {
            items.addQueryItem(QLatin1String(name), value);
        }
    };
    add("entity", query.entity);
    add("actor", query.actor);
    add("from", query.from ? toRfc3339(*query.from) : QString());
    add("to", query.to ? toRfc3339(*query.to) : QString());
    add("cursor", query.cursor);
    add("limit", QStringLiteral("100"));
    admin::ask<AuditPage>(m_link, ApiRequest::get(QStringLiteral("/v1/audit"), items), context, std::move(done), &readPage);
}

void AuditApi::state(QObject *context, Answer<AuditState> done) const
{
    admin::ask<AuditState>(m_link, ApiRequest::get(QStringLiteral("/v1/audit/state")), context, std::move(done), &readState);
}

} // namespace deskbell
