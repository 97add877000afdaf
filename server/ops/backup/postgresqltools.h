// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbconfig.h"
#include "core/support/result.h"

#include <QString>

/// PostgreSQL's own programs, found by PATH. They get the password through the environment, which only this user can read,
/// never as an argument. Block; any thread. Unavailable "no_postgresql_tools" when they are not installed.
namespace deskbell::server::postgresql {

/// Writes what the exported snapshot shows in pg_dump's custom format.
[[nodiscard]] Result<Done> dump(const sql::DbConfig &config, const QString &target, const QString &snapshot);
/// Whether pg_restore can read the file.
[[nodiscard]] Result<Done> examine(const QString &file);
/// Fills an empty database, all or nothing.
[[nodiscard]] Result<Done> restore(const sql::DbConfig &config, const QString &file);

} // namespace deskbell::server::postgresql
