// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"

#include <QString>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// The rows of `leases` (RELIABILITY rule 105). All times are the database's, so the clocks of two machines need not agree.
/// Writer's thread, inside the caller's transaction.
class LeasesRepository final
{
public:
    explicit LeasesRepository(sql::Connection &db) : m_db(db, sql::RowScope::unguarded()) {}

    /// A new fence when the lease is free, has run out, or (SQLite, where a service is alone) belongs to an owner that was
    /// here before. std::nullopt when another service has it, or is just taking it.
    [[nodiscard]] Result<std::optional<qint64>> acquire(const QString &name, const QString &owner, std::chrono::milliseconds life);
    /// False when the lease has gone to another owner.
    [[nodiscard]] Result<bool> renew(const QString &name, const QString &owner, qint64 fence, std::chrono::milliseconds life);
    [[nodiscard]] Result<Done> release(const QString &name, const QString &owner, qint64 fence);
    /// True while the lease is this owner's and has time left; nobody can take it until this transaction ends.
    [[nodiscard]] Result<bool> hold(const QString &name, const QString &owner, qint64 fence);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
