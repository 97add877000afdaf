// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"

namespace deskbell::sql {

/// Copies SQLite's write-ahead log back into the database file, on the writer's thread, after the units are answered
/// (RELIABILITY rules 5 and 7). SQLite's own auto-checkpoint does the same inside COMMIT and throws away its errors; here an
/// I/O error of a checkpoint is seen, and ends the process like one of a commit.
///
/// There is no cheap way to ask how long the log is, so its growth per unit is learned from each checkpoint.
class Checkpointer final
{
public:
    /// The log is copied back when it has grown by about so many pages; SQLite's own default is half of it.
    static constexpr qint64 WantedFrames = 2000;

    /// Units were committed.
    void committed(qint64 units) { m_units += units; }
    [[nodiscard]] bool isDue() const { return m_units >= m_every; }
    /// Copies what can be copied without waiting for readers. Errors: as SQLite gave them; "busy" and "storage_full" pass by
    /// themselves, after any other what is on disk is unknown.
    [[nodiscard]] Result<Done> run(Connection &db);
    /// Copies all and empties the log: for a clean stop.
    [[nodiscard]] Result<Done> truncate(Connection &db);

    /// How many units make a checkpoint due.
    [[nodiscard]] qint64 every() const { return m_every; }

private:
    void learn(qint64 frames, qint64 copied);

    static constexpr qint64 MinUnits = 8;
    static constexpr qint64 MaxUnits = 4000;

    qint64 m_every = 200;
    qint64 m_units = 0;
    qint64 m_framesBefore = 0; ///< in the log after the last checkpoint; 0 when that one let it begin anew
};

} // namespace deskbell::sql
