// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/ops/backup/backupheader.h"
#include "server/ops/datadir.h"

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// What a restore did.
struct RestoreReport {
    BackupHeader header;
    QString lineage; ///< the new one: consoles start again
    QString previousDatabase; ///< where the old database is now; empty when there was none
};

/// Puts a backup in the place of the database of a stopped service. Everything is verified first: that the file is whole and
/// sealed to this key, its hash, and that the database in it opens, is intact and has the rows that were counted. Only then is
/// the old database put aside and replaced in one step. The caller holds the lock of the data directory.
class Restore final
{
public:
    /// `database`: what the service uses; a PostgreSQL database must be empty.
    Restore(DataDir dir, sql::DbConfig database, const Clock &clock, Rng &rng)
        : m_dir(std::move(dir)), m_database(std::move(database)), m_clock(clock), m_rng(rng)
    {
    }
    Q_DISABLE_COPY_MOVE(Restore)

    /// Errors: Protocol "backup_format", "backup_key", "backup_damaged", "backup_backend"; Storage "schema_newer", "corrupt";
    /// Conflict "not_empty" for a PostgreSQL database that has tables.
    /// Nothing has changed after any of them, but for Storage "restore_interrupted": then it has to be run again.
    [[nodiscard]] Result<RestoreReport> run(const QString &file, const QByteArray &recoverySecretKey);

private:
    [[nodiscard]] Result<BackupHeader> unpack(const QString &file, const QByteArray &recoverySecretKey);
    [[nodiscard]] Result<Done> verify(const BackupHeader &header) const;
    [[nodiscard]] Result<QString> giveLineage(sql::Connection &db, const BackupHeader &header, const QString &previous);
    [[nodiscard]] Result<RestoreReport> putInPlace(const BackupHeader &header);
    [[nodiscard]] Result<RestoreReport> fillServer(const BackupHeader &header);
    [[nodiscard]] Result<Done> replace(const QString &previous);
    [[nodiscard]] Result<Done> putAside(const QString &previous);
    void removeUnpacked() const;
    [[nodiscard]] QString unpacked() const { return m_dir.database() + QStringLiteral(".restoring"); }

    DataDir m_dir;
    sql::DbConfig m_database;
    const Clock &m_clock;
    Rng &m_rng;
};

/// Storage "restore_interrupted" when a restore died while it changed the files; a service must not start on them.
[[nodiscard]] Result<Done> checkNoRestoreInterrupted(const DataDir &dir);

} // namespace deskbell::server
