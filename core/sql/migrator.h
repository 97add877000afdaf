// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"

#include <QString>

namespace deskbell::sql {

struct MigrationReport {
    int from = 0;
    int to = 0;
    QString backup; ///< path of the copy made before the run; empty when the database was new or nothing was due
};

/// Applies <directory>/NNNN_*.sql in order, one transaction each; statements are separated by a line `-- statement`.
/// Stops at the first failure and leaves the last good schema. Refuses a database newer than this program
/// (code "schema_newer"). Makes a copy beside `databaseFile` before it changes an existing schema; pass an empty path for none.
/// On PostgreSQL an advisory lock lets one of several services migrate; there is no copy (pg_dump is the backup's business).
[[nodiscard]] Result<MigrationReport> migrate(Connection &db, const QString &directory, const QString &databaseFile);

/// The newest version that `directory` brings; 0 when it holds none.
[[nodiscard]] int latestSchema(const QString &directory);

/// 0 for a database without a schema.
[[nodiscard]] Result<int> schemaVersion(Connection &db);

} // namespace deskbell::sql
