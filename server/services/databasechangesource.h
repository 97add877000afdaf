// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/database.h"
#include "server/ws/changesource.h"

namespace deskbell::server {

/// Reads the feed from the database's readers. Thread-safe.
class DatabaseChangeSource final : public ws::ChangeSource
{
public:
    explicit DatabaseChangeSource(Database &database) : m_database(database) {}
    void fetch(const TenantId &tenant, const QString &lineage, qint64 after, int limit, Done done) override;

private:
    Database &m_database;
};

} // namespace deskbell::server
