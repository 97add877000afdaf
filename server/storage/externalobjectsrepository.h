// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"

#include <QJsonObject>
#include <QString>
#include <optional>

namespace deskbell::server {

/// What an object of a provider is called here, and what the provider has said of it so far.
struct ExternalObject {
    QString key;      ///< the provider's name of it
    QString entity;   ///< "order"
    QString entityId; ///< ours; given out when the object is first heard of, which may be before it exists
    QJsonObject evidence;
};

/// Objects of one source. Runs on the writer's thread, inside the caller's transaction.
class ExternalObjectsRepository final
{
public:
    ExternalObjectsRepository(sql::Connection &db, qint64 sourceId) : m_db(db, sql::RowScope::unguarded()), m_sourceId(sourceId) {}

    [[nodiscard]] Result<std::optional<ExternalObject>> byKey(const QString &key);
    [[nodiscard]] Result<Done> put(const ExternalObject &object, Instant now);

private:
    sql::ScopedConnection m_db;
    qint64 m_sourceId;
};

} // namespace deskbell::server
