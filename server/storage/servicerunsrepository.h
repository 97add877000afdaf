// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"

#include <QList>
#include <QString>

namespace deskbell::server {

/// Who serves: one data directory on one machine. Several may share a PostgreSQL database.
struct ServicePlace {
    QString host;
    QString directory;
};

/// One start of the service.
struct ServiceRun {
    QString bootId;
    Instant startedAt{};
    bool isClean = false; ///< it was stopped, and its last write was the note of it
};

/// The starts and stops of services (RELIABILITY rules 3, 8 and 50). On a database thread, inside the caller's transaction.
class ServiceRunsRepository final
{
public:
    explicit ServiceRunsRepository(sql::Connection &db) : m_db(db, sql::RowScope::unguarded()) { }

    [[nodiscard]] Result<Done> noteStart(const ServicePlace &place, const ServiceRun &run, const QString &version);
    [[nodiscard]] Result<Done> noteCleanStop(const QString &bootId, Instant now);
    /// The last runs of this place, newest first.
    [[nodiscard]] Result<QList<ServiceRun>> recent(const ServicePlace &place, int limit);
    /// Forgets runs that began before.
    [[nodiscard]] Result<qint64> removeOlder(Instant before);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
