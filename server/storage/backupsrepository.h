// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"

#include <QString>
#include <optional>

namespace deskbell::server {

/// What became of one backup. The words of `kind`: "hourly", "nightly", "manual".
struct BackupRecord {
    QString id;
    QString kind;
    Instant startedAt{};
    Instant finishedAt{};
    QString file; ///< whole path; empty when there is none
    qint64 bytes = 0;
    qint64 plainBytes = 0;
    QString sha256; ///< of the database that was copied, hex
    int schemaVersion = 0;
    QString lineage;
    bool isVerified = false; ///< it was read back, opened and compared
    QString error; ///< empty when it is good

    [[nodiscard]] bool isGood() const { return error.isEmpty() && isVerified; }
};

/// On a database thread, inside the caller's transaction.
class BackupsRepository final
{
public:
    explicit BackupsRepository(sql::Connection &db) : m_db(db, sql::RowScope::unguarded()) { }

    [[nodiscard]] Result<Done> insert(const BackupRecord &record);
    [[nodiscard]] Result<std::optional<BackupRecord>> newest();
    [[nodiscard]] Result<std::optional<BackupRecord>> newestGood();
    [[nodiscard]] Result<qint64> removeOlder(Instant before);

private:
    [[nodiscard]] Result<std::optional<BackupRecord>> first(const QString &sql);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
