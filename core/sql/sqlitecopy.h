// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"

namespace deskbell::sql {

/// Writes a consistent copy of a live SQLite database to `target`, which must not exist, readable by its owner alone. Reads
/// through a connection of its own and never waits for the writer, nor the writer for it. "storage_full" when there is no room.
[[nodiscard]] Result<Done> copySqlite(const DbConfig &config, const QString &target);

} // namespace deskbell::sql
