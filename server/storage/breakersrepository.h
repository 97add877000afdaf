// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/jobs/breakerkey.h"

#include <QList>

namespace deskbell::server {

/// Rows carry their tenant in their key. all() is for the service's start.
class BreakersRepository final
{
public:
    explicit BreakersRepository(sql::Connection &db) : m_db(db) {}

    [[nodiscard]] Result<QList<BreakerFacts>> all();
    [[nodiscard]] Result<Done> put(const BreakerFacts &facts);

private:
    sql::Connection &m_db;
};

} // namespace deskbell::server
