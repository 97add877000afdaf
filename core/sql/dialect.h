// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::sql {

enum class Backend { Sqlite, PostgreSql };

/// The few places where the SQL of the two back ends can not be the same. A value; ask Connection::dialect() for it.
/// Suffixes begin with a blank, so that they can be appended to a statement.
struct Dialect {
    Backend backend = Backend::Sqlite;

    [[nodiscard]] bool isPostgreSql() const { return backend == Backend::PostgreSql; }

    /// Locks the rows read until the transaction ends. Nothing on SQLite: there is one writer.
    [[nodiscard]] QString forUpdate() const { return isPostgreSql() ? QStringLiteral(" FOR UPDATE") : QString(); }
    /// As forUpdate(), but fails at once (code "retry") where it would have to wait.
    [[nodiscard]] QString forUpdateNoWait() const { return isPostgreSql() ? QStringLiteral(" FOR UPDATE NOWAIT") : QString(); }
    /// As forUpdate(), but leaves out the rows another service has locked: how several services claim from one table.
    [[nodiscard]] QString forUpdateSkipLocked() const
    {
        return isPostgreSql() ? QStringLiteral(" FOR UPDATE SKIP LOCKED") : QString();
    }
    /// The operator of a pattern match where case does not matter (SQLite: ASCII letters).
    [[nodiscard]] QString likeNoCase() const { return isPostgreSql() ? QStringLiteral("ILIKE") : QStringLiteral("LIKE"); }
    /// Expression: the database's clock in milliseconds UTC. What several services compare must be this (rule 2).
    [[nodiscard]] QString nowMillis() const
    {
        return isPostgreSql() ? QStringLiteral("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
                              : QStringLiteral("CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)");
    }
    /// Begins a transaction that may write.
    [[nodiscard]] QString begin() const { return isPostgreSql() ? QStringLiteral("BEGIN") : QStringLiteral("BEGIN IMMEDIATE"); }
    /// The resource folder of this back end's migrations.
    [[nodiscard]] QString name() const { return isPostgreSql() ? QStringLiteral("postgresql") : QStringLiteral("sqlite"); }
};

} // namespace deskbell::sql
