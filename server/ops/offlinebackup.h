// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbconfig.h"
#include "core/support/result.h"
#include "server/ops/config.h"
#include "server/ops/datadir.h"
#include "server/storage/backupsrepository.h"

#include <QString>

namespace deskbell::server {

/// Where backups go by the settings.
[[nodiscard]] QString backupDirectory(const DataDir &dir, const Config &config);

/// Makes one while no service runs, into `other` or where they always go. The caller holds the lock. Blocks.
[[nodiscard]] Result<BackupRecord> backupOffline(
    const DataDir &dir, const sql::DbConfig &database, const QString &directory, const QString &other);

} // namespace deskbell::server
