// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace deskbell::test {

/// Puts a file system of the database library in front of the system's own, whose calls fail as FaultPlan says, and an allocator that does
/// the same. Works for every SQLite connection of the process, as long as its driver uses the shared system library. Call once, before
/// anything of SQLite runs. False when the library does not let it.
[[nodiscard]] bool installDatabaseFaults();

} // namespace deskbell::test
