// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/storage/database.h"
#include "server/ws/changesource.h"

#include <QCoroTask>

namespace deskbell::server {

/// The feed by HTTP: the same batches as the socket's. Main thread.
class ChangesService final
{
public:
    ChangesService(Database &database, ws::ChangeSource &source) : m_database(database), m_source(source) {}

    /// `limit` 0 only tells lineage and head. Conflict with code "resync" for another lineage or a cursor beyond the head.
    QCoro::Task<Result<ws::EncodedBatch>> batch(TenantContext who, QString lineage, qint64 after, int limit);

private:
    Database &m_database;
    ws::ChangeSource &m_source;
};

} // namespace deskbell::server
