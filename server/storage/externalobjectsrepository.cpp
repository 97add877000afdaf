// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/externalobjectsrepository.h"

#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto Select = QStringLiteral("SELECT entity, entity_id, evidence FROM external_objects WHERE source_id = ? AND object_key = ?");
const auto Upsert = QStringLiteral(
    "INSERT INTO external_objects (source_id, object_key, entity, entity_id, evidence, updated_at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (source_id, object_key) DO UPDATE SET evidence = excluded.evidence, updated_at = excluded.updated_at");

} // namespace

Result<std::optional<ExternalObject>> ExternalObjectsRepository::byKey(const QString &key)
{
    auto query = m_db.query(Select);
    query.bind(m_sourceId).bind(key);
    if (query.next()) {
        const auto evidence = wire::parseObject(query.text(2).toUtf8());
        return std::optional(ExternalObject{key, query.text(0), query.text(1), evidence ? evidence.value() : QJsonObject()});
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<ExternalObject>();
}

Result<Done> ExternalObjectsRepository::put(const ExternalObject &object, Instant now)
{
    auto query = m_db.query(Upsert);
    query.bind(m_sourceId).bind(object.key).bind(object.entity).bind(object.entityId);
    auto stored = query.bind(QString::fromUtf8(wire::toBytes(object.evidence))).bind(now).run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

} // namespace deskbell::server
