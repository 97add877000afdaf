// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/auditlog.h"

#include "core/wire/json.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace deskbell::server {

Result<Done> AuditLog::append(sql::Connection &db, const TenantContext &who, const AuditRecord &record) const
{
    AuditRepository repository(db, who);
    const auto head = repository.takeHead(auditBeginning());
    if (!head) {
        return head.error();
    }
    AuditEntry entry;
    entry.tenant = who.tenant;
    entry.number = head.value().entries + 1;
    entry.at = m_clock->now();
    entry.actor = who.actor;
    entry.action = record.action;
    entry.entity = record.entity;
    entry.entityId = record.entityId;
    entry.commandId = record.commandId;
    entry.detail = QString::fromUtf8(wire::toBytes(record.detail));
    entry.hash = auditHash(head.value().hash, entry);
    return repository.append(entry);
}

QJsonObject toJson(const AuditEntry &entry)
{
    return QJsonObject{
        {QStringLiteral("number"), entry.number},
        {QStringLiteral("at"), toRfc3339(entry.at)},
        {QStringLiteral("actor"), entry.actor},
        {QStringLiteral("action"), entry.action},
        {QStringLiteral("entity"), wire::textOrNull(entry.entity)},
        {QStringLiteral("entity_id"), wire::textOrNull(entry.entityId)},
        {QStringLiteral("command_id"), wire::textOrNull(entry.commandId.value)},
        {QStringLiteral("detail"), QJsonDocument::fromJson(entry.detail.toUtf8()).object()},
        {QStringLiteral("hash"), QString::fromLatin1(entry.hash.toHex())},
    };
}

QByteArray auditHash(const QByteArray &previous, const AuditEntry &entry)
{
    // QJsonObject keeps its keys sorted, and compact output has one form: that is what makes it canonical.
    const QJsonObject canonical{
        {QStringLiteral("action"), entry.action},
        {QStringLiteral("actor"), entry.actor},
        {QStringLiteral("at"), toMillis(entry.at)},
        {QStringLiteral("command_id"), entry.commandId.value},
        {QStringLiteral("detail"), entry.detail},
        {QStringLiteral("entity"), entry.entity},
        {QStringLiteral("entity_id"), entry.entityId},
        {QStringLiteral("number"), entry.number},
        {QStringLiteral("tenant_id"), entry.tenant.value},
    };
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous);
    hash.addData(wire::toBytes(canonical));
    return hash.result();
}

QByteArray auditBeginning()
{
    constexpr int HashBytes = 32;
    return QByteArray(HashBytes, '\0');
}

} // namespace deskbell::server
