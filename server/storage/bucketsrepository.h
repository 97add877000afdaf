// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "server/jobs/tokenbucket.h"

#include <optional>

namespace deskbell::server {

/// Runs on the writer's thread, inside the caller's transaction. Keys carry their tenant where it matters.
class BucketsRepository final
{
public:
    explicit BucketsRepository(sql::Connection &db) : m_db(db, sql::RowScope::unguarded()) {}

    /// Locks the row where several services share the database. std::nullopt for a bucket never used.
    [[nodiscard]] Result<std::optional<BucketState>> find(const QString &key);
    [[nodiscard]] Result<Done> put(const QString &key, const BucketState &state);
    /// Buckets that nobody has used since `before` are full again; at most `limit` of them go.
    [[nodiscard]] Result<qint64> removeIdle(Instant before, int limit);
    [[nodiscard]] Result<qint64> remove(const QString &key);
    [[nodiscard]] Result<Instant> databaseTime();

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
