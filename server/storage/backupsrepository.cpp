// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/backupsrepository.h"

namespace deskbell::server {
namespace {

const auto InsertBackup = QStringLiteral(
    "INSERT INTO backups (id, kind, started_at, finished_at, file, bytes, plain_bytes, sha256, schema_version, lineage, "
    "is_verified, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto SelectNewest = QStringLiteral(
    "SELECT id, kind, started_at, finished_at, file, bytes, plain_bytes, sha256, schema_version, lineage, is_verified, error "
    "FROM backups ORDER BY finished_at DESC, id DESC LIMIT 1");
const auto SelectNewestGood = QStringLiteral(
    "SELECT id, kind, started_at, finished_at, file, bytes, plain_bytes, sha256, schema_version, lineage, is_verified, error "
    "FROM backups WHERE is_verified = 1 AND error = '' ORDER BY finished_at DESC, id DESC LIMIT 1");
const auto DeleteOlder = QStringLiteral("DELETE FROM backups WHERE finished_at < ?");

} // namespace

Result<Done> BackupsRepository::insert(const BackupRecord &record)
{
    const auto inserted = m_db.query(InsertBackup)
                              .bind(record.id)
                              .bind(record.kind)
                              .bind(record.startedAt)
                              .bind(record.finishedAt)
                              .bind(record.file)
                              .bind(record.bytes)
                              .bind(record.plainBytes)
                              .bind(record.sha256)
                              .bind(record.schemaVersion)
                              .bind(record.lineage)
                              .bind(record.isVerified ? 1 : 0)
                              .bind(record.error)
                              .run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<std::optional<BackupRecord>> BackupsRepository::first(const QString &sql)
{
    auto query = m_db.query(sql);
    std::optional<BackupRecord> record;
    if (query.next()) {
        record = BackupRecord{query.text(0), query.text(1), query.instant(2), query.instant(3), query.text(4),
            query.number(5), query.number(6), query.text(7), int(query.number(8)), query.text(9), query.number(10) != 0,
            query.text(11)};
    }
    return query.error() ? Result<std::optional<BackupRecord>>(*query.error())
                         : Result<std::optional<BackupRecord>>(std::move(record));
}

Result<std::optional<BackupRecord>> BackupsRepository::newest() { return first(SelectNewest); }
Result<std::optional<BackupRecord>> BackupsRepository::newestGood() { return first(SelectNewestGood); }
Result<qint64> BackupsRepository::removeOlder(Instant before) { return m_db.query(DeleteOlder).bind(before).run(); }

} // namespace deskbell::server
