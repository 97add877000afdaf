// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/ops/backup/backupheader.h"
#include "server/ops/backup/databasefacts.h"
#include "server/storage/backupsrepository.h"

#include <QByteArray>
#include <QString>
#include <stop_token>

namespace deskbell::server {

class StreamKey;

/// What a backup is made of.
struct BackupPlan {
    sql::DbConfig database;
    QString workDirectory; ///< for the plain copy, which is as secret as the database: the data directory
    QString directory; ///< where the backup goes
    QByteArray recoveryPublicKey;
    QString id; ///< of the record
    QString kind; ///< "hourly", "nightly", "manual"
    QString version; ///< of the program
    qint64 reserveBytes = 64LL * 1024 * 1024; ///< room that has to stay free
};

/// Makes one backup and proves that it can be restored: the plain copy is opened, checked and counted before it is encrypted,
/// and the encrypted file is read back with the key that is still at hand before it gets its name. So every file that has a
/// backup's name was good when it got it. Blocks for seconds; any thread.
class BackupRun final
{
public:
    BackupRun(BackupPlan plan, const Clock &clock, std::stop_token stop);
    Q_DISABLE_COPY_MOVE(BackupRun)

    /// The record tells what happened, errors too.
    [[nodiscard]] BackupRecord run();

private:
    [[nodiscard]] Result<Done> make();
    [[nodiscard]] Result<Done> prepare();
    [[nodiscard]] Result<Done> copyAndExamine();
    /// The same of PostgreSQL; the rows are counted in the moment that the dump shows.
    [[nodiscard]] Result<Done> dumpAndExamine();
    [[nodiscard]] Result<Done> describe(const DatabaseFacts &facts);
    [[nodiscard]] Result<Done> encrypt();
    [[nodiscard]] Result<Done> prove(const StreamKey &key);
    [[nodiscard]] Result<Done> publish();
    [[nodiscard]] QString copyFile() const;
    [[nodiscard]] Result<Done> stopped() const;

    BackupPlan m_plan;
    const Clock &m_clock;
    std::stop_token m_stop;
    BackupHeader m_header;
    BackupRecord m_record;
};

/// For whoever asked for it on the command line.
[[nodiscard]] QJsonObject toJson(const BackupRecord &record);

} // namespace deskbell::server
