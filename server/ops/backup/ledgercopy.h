// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/datadir.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace deskbell::server {

/// A copy of the ledger of erasures beside the backups, so that a restore on another machine forgets whom this one has
/// forgotten since the backup was made. Sealed to the recovery key as the backups are; it holds the key of the ledger's hashes
/// too. One file for each machine and recovery key: "erasures-1a2b3c4d-5e6f7a8b.dbl".
class LedgerCopy final
{
public:
    explicit LedgerCopy(const DataDir &dir) : m_dir(dir) {}

    /// Writes it when the ledger has changed since the last time, or is not there yet. True when it was written.
    [[nodiscard]] Result<bool> write(const QString &backupDirectory, const QByteArray &recoveryPublicKey);

    /// Adds every line of the copies in `backupDirectory` that are sealed to this recovery key to the ledger of the data directory; how many were new. For a
    /// restore, before the service starts. Protocol "ledger_copy" for a copy that does not open: whom it names must not come back.
    [[nodiscard]] static Result<int> take(const QString &backupDirectory, const QByteArray &recoverySecretKey, const DataDir &dir);

private:
    DataDir m_dir;
    QDateTime m_copiedAt;
    qint64 m_copiedSize = -1;
    QString m_copiedTo; ///< the whole file name
};

} // namespace deskbell::server
