// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"

namespace deskbell::server {

// The second wall between properties, on PostgreSQL (docs/adr/0021): each table with a tenant_id has row security with one
// policy, which reads what sql::Connection::enter() told the session. Nothing on SQLite.

/// Puts the policy on every table that has none; the rest stays as it is. Its role has to own the tables, as it does after a
/// migration. Errors as of any statement.
[[nodiscard]] Result<Done> raiseRowWall(sql::Connection &db);
/// Whether the role of this connection is one that PostgreSQL never checks policies for: a superuser, or BYPASSRLS.
[[nodiscard]] Result<bool> isAboveRowWall(sql::Connection &db);

} // namespace deskbell::server
