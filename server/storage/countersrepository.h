// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/ids.h"

#include <QHash>

namespace deskbell::server {

/// The counters by which services that share a database learn of each other's writes. A reader's thread.
class CountersRepository final
{
public:
    struct Counters {
        QHash<TenantId, qint64> heads; ///< newest change of every property
        qint64 accessEpoch = 0;
    };

    explicit CountersRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    /// All of them, in one query (rule 20).
    [[nodiscard]] Result<Counters> all();
    /// PostgreSQL: wakes whoever listens on `channel`.
    [[nodiscard]] Result<Done> poke(const QString &channel);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
