// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "server/jobs/breakerkey.h"

#include <QList>

namespace deskbell::server {

/// Rows carry their tenant in their key. all() is for the service's start.
class BreakersRepository final
{
public:
    explicit BreakersRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    [[nodiscard]] Result<QList<BreakerFacts>> all();
    /// Jobs of the operation that are to go to this provider, counted up to 10,000.
    [[nodiscard]] Result<qint64> countWaiting(const BreakerKey &key);
    [[nodiscard]] Result<Done> put(const BreakerFacts &facts);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
