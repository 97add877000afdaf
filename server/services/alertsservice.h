// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/alertbook.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QList>

namespace deskbell::server {

/// Reads of alerts, and people who acknowledge them. Main thread.
class AlertsService final
{
public:
    AlertsService(Database &database, const Clock &clock, const IdSource &ids) : m_database(database), m_book(database.changes(), clock, ids) {}

    /// One more than `limit` says that there is a next page.
    QCoro::Task<Result<QList<Alert>>> page(TenantContext who, bool openOnly, QString after, int limit);
    /// Errors: NotFound.
    QCoro::Task<Result<Alert>> acknowledge(TenantContext who, QString id);

private:
    Database &m_database;
    AlertBook m_book; ///< used on the writer's thread only
};

} // namespace deskbell::server
