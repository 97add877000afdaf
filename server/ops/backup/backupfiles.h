// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

/// One backup in a directory. Only files that were proven good get such a name.
struct BackupFile {
    QString name; ///< "deskbell-20261125T133000Z-1a2b3c4d-s0007.dbk"
    Instant madeAt{};
};

/// To the second; the lineage shortened.
[[nodiscard]] QString backupFileName(Instant madeAt, const QString &lineage, int schemaVersion);
[[nodiscard]] std::optional<BackupFile> parseBackupFileName(const QString &name);
/// Newest first.
[[nodiscard]] QList<BackupFile> listBackups(const QString &directory);
/// Whole path of the newest; empty when there is none.
[[nodiscard]] QString newestBackup(const QString &directory);

/// Which of `files` may go at `now` (RELIABILITY rule 10): kept are the newest of each hour for 24 hours, of each day for 14
/// days, of each week for 8 weeks, and always the newest of all. Days and weeks are of UTC.
[[nodiscard]] QList<BackupFile> expiredBackups(const QList<BackupFile> &files, Instant now);

/// Deletes what expiredBackups() names; the number of files.
int pruneBackups(const QString &directory, Instant now);
/// Deletes all but the newest two: the disk is nearly full.
int pruneBackupsForRoom(const QString &directory);
/// Deletes what an ended run has left half done.
void removeUnfinished(const QString &directory);

/// Where a backup is written before it has its name.
[[nodiscard]] QString unfinishedName(const QString &directory, const QString &id);

} // namespace deskbell::server
