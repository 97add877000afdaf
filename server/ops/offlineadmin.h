// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/passwordhasher.h"
#include "server/ops/adminmessage.h"
#include "server/ops/datadir.h"

#include <QJsonObject>
#include <QString>

namespace deskbell::server {

struct OfflineOptions {
    PasswordHasher::Cost cost;
    QString backups; ///< where backups go
    QString masterKeyFile{}; ///< see MasterKeyStore
};

/// Carries out a command without a running service: opens (and migrates) the database itself. Blocks with an event loop;
/// for the command line only. The caller holds the data directory's lock. `url`: of a PostgreSQL database, or empty.
[[nodiscard]] Result<QJsonObject> runOffline(
    const DataDir &dir, const QString &url, const AdminRequest &request, const OfflineOptions &options);

} // namespace deskbell::server
