// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backuprun.h"

#include "core/sql/sqlitecopy.h"
#include "core/support/faultpoint.h"
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/backupstream.h"
#include "server/ops/backup/postgresqltools.h"
#include "server/ops/durable.h"
#include "server/storage/diagnosticsrepository.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <filesystem>
#include <limits>

namespace deskbell::server {
namespace {

Error failed(const QString &why, const char *code = "")
{
    return Error{ErrorKind::Storage, why, 0, QString::fromLatin1(code), {}};
}

/// Unknown counts as enough.
qint64 roomAt(const QString &directory)
{
    std::error_code error;
    const auto space = std::filesystem::space(directory.toStdU16String(), error);
    return error ? std::numeric_limits<qint64>::max() : qint64(space.available);
}

/// What stood still between two looks at the source must stand in the copy.
QString difference(const QMap<QString, qint64> &before, const QMap<QString, qint64> &after, const QMap<QString, qint64> &copy)
{
    for (auto table = before.begin(); table != before.end(); ++table) {
        const bool isStill = after.value(table.key(), -1) == table.value();
        if (!copy.contains(table.key()) || (isStill && copy.value(table.key()) != table.value())) {
            return QStringLiteral("the copy has %1 rows in %2, the database %3")
                .arg(copy.value(table.key(), -1))
                .arg(table.key())
                .arg(table.value());
        }
    }
    return {};
}

} // namespace

BackupRun::BackupRun(BackupPlan plan, const Clock &clock, std::stop_token stop)
    : m_plan(std::move(plan)), m_clock(clock), m_stop(std::move(stop))
{
}

QString BackupRun::copyFile() const { return unfinishedName(m_plan.workDirectory, m_plan.id + QStringLiteral("-plain")); }

Result<Done> BackupRun::stopped() const
{
    return m_stop.stop_requested()
        ? Result<Done>(Error{ErrorKind::Cancelled, QStringLiteral("the service stops"), 0, QStringLiteral("stopped"), {}})
        : Result<Done>(Done{});
}

BackupRecord BackupRun::run()
{
    m_record = {};
    m_record.id = m_plan.id;
    m_record.kind = m_plan.kind;
    m_record.startedAt = m_clock.now();
    auto made = make();
    for (const auto *suffix : {"", "-wal", "-shm", "-journal"}) {
        QFile::remove(copyFile() + QLatin1String(suffix));
    }
    if (!made) {
        QFile::remove(unfinishedName(m_plan.directory, m_plan.id));
        m_record.error = made.error().detail;
        m_record.file.clear();
    }
    m_record.finishedAt = m_clock.now();
    return m_record;
}

Result<Done> BackupRun::make()
{
    if (auto prepared = prepare(); !prepared) {
        return prepared;
    }
    const bool isServer = m_plan.database.dialect().isPostgreSql();
    if (auto copied = isServer ? dumpAndExamine() : copyAndExamine(); !copied) {
        return copied;
    }
    if (auto encrypted = encrypt(); !encrypted) {
        return encrypted;
    }
    return publish();
}

Result<Done> BackupRun::prepare()
{
    QDir directory(m_plan.directory);
    const bool isNew = !directory.exists();
    if (!directory.mkpath(QStringLiteral("."))
        || (isNew && !QFile::setPermissions(m_plan.directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))) {
        return failed(QStringLiteral("the directory %1 can not be made").arg(m_plan.directory));
    }
    removeUnfinished(m_plan.directory);
    removeUnfinished(m_plan.workDirectory);
    const auto bytes = QFileInfo(m_plan.database.name).size() + QFileInfo(m_plan.database.name + QStringLiteral("-wal")).size();
    // The plain copy and the backup; the latter is smaller, but nobody knows by how much.
    if (roomAt(m_plan.workDirectory) < 2 * bytes + m_plan.reserveBytes || roomAt(m_plan.directory) < bytes) {
        return failed(QStringLiteral("there is not enough room for a backup"), "storage_low");
    }
    return Done{};
}

Result<Done> BackupRun::copyAndExamine()
{
    const auto before = readFacts(m_plan.database, false);
    if (!before) {
        return before.error();
    }
    m_header.madeAt = m_clock.now();
    if (auto copied = sql::copySqlite(m_plan.database, copyFile()); !copied) {
        return copied;
    }
    const auto after = readFacts(m_plan.database, false);
    if (!after) {
        return after.error();
    }
    const sql::DbConfig copy{m_plan.database.backend, copyFile(), false};
    const auto facts = readFacts(copy, true);
    if (!facts) {
        return facts.error();
    }
    const auto differs = difference(before.value().counts, after.value().counts, facts.value().counts);
    if (!differs.isEmpty()) {
        return failed(differs, "backup_differs");
    }
    return describe(facts.value());
}

Result<Done> BackupRun::dumpAndExamine()
{
    auto patient = m_plan.database;
    patient.server.statementMs = 0;
    patient.server.idleInTransactionMs = 0; // it waits for pg_dump
    auto opened = sql::Connection::open(patient, sql::Access::ReadOnly);
    if (!opened) {
        return opened.error();
    }
    auto &db = *opened.value();
    m_header.madeAt = m_clock.now();
    const auto snapshot = DiagnosticsRepository(db).beginSnapshot();
    if (!snapshot) {
        return snapshot.error();
    }
    const auto facts = factsOf(db);
    if (!facts) {
        return facts.error();
    }
    if (auto dumped = postgresql::dump(m_plan.database, copyFile(), snapshot.value()); !dumped) {
        return dumped;
    }
    QFile::setPermissions(copyFile(), QFile::ReadOwner | QFile::WriteOwner);
    if (auto examined = postgresql::examine(copyFile()); !examined) {
        return examined;
    }
    return describe(facts.value());
}

Result<Done> BackupRun::describe(const DatabaseFacts &facts)
{
    const auto hash = hashFile(copyFile());
    if (!hash) {
        return hash.error();
    }
    m_header.lineage = facts.lineage;
    m_header.schemaVersion = facts.schemaVersion;
    m_header.version = m_plan.version;
    m_header.backend = m_plan.database.dialect().name();
    m_header.plainBytes = QFileInfo(copyFile()).size();
    m_header.sha256 = hash.value();
    m_header.counts = facts.counts;
    m_record.lineage = m_header.lineage;
    m_record.schemaVersion = m_header.schemaVersion;
    m_record.plainBytes = m_header.plainBytes;
    m_record.sha256 = m_header.sha256;
    return stopped();
}

Result<Done> BackupRun::encrypt()
{
    QFile plain(copyFile());
    QFile target(unfinishedName(m_plan.directory, m_plan.id));
    if (!plain.open(QIODevice::ReadOnly)) {
        return failed(plain.errorString());
    }
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !target.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        return failed(QStringLiteral("%1: %2").arg(target.fileName(), target.errorString()));
    }
    BackupWriter writer(target);
    auto done = writer.begin(m_plan.recoveryPublicKey, m_header);
    while (done && !plain.atEnd()) {
        const auto piece = plain.read(BackupPieceBytes);
        done = piece.isEmpty() ? Result<Done>(failed(plain.errorString())) : writer.write(piece);
        if (done) {
            done = stopped();
        }
    }
    if (done) {
        done = writer.end();
    }
    if (done) {
        done = durable::sync(target);
    }
    target.close();
    return done ? prove(writer.key()) : done;
}

Result<Done> BackupRun::prove(const StreamKey &key)
{
    QFile file(unfinishedName(m_plan.directory, m_plan.id));
    if (!file.open(QIODevice::ReadOnly)) {
        return failed(file.errorString());
    }
    BackupReader reader(file);
    const auto header = reader.begin(key);
    if (!header) {
        return header.error();
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (true) {
        const auto piece = reader.next();
        if (!piece) {
            return piece.error();
        }
        if (!piece.value()) {
            break;
        }
        hash.addData(*piece.value());
        if (auto stop = stopped(); !stop) {
            return stop;
        }
    }
    if (QString::fromLatin1(hash.result().toHex()) != m_header.sha256 || header.value().sha256 != m_header.sha256) {
        return failed(QStringLiteral("what was written is not what was to be written"), "backup_differs");
    }
    m_record.isVerified = true;
    return Done{};
}

Result<Done> BackupRun::publish()
{
    const auto unfinished = unfinishedName(m_plan.directory, m_plan.id);
    const auto name
        = QDir(m_plan.directory).absoluteFilePath(backupFileName(m_header.madeAt, m_header.lineage, m_header.schemaVersion));
    DESKBELL_FAULT_POINT("backup.before_rename");
    if (auto renamed = durable::rename(unfinished, name); !renamed) {
        return renamed;
    }
    m_record.file = name;
    m_record.bytes = QFileInfo(name).size();
    return Done{};
}

QJsonObject toJson(const BackupRecord &record)
{
    return QJsonObject{
        {QStringLiteral("id"), record.id},
        {QStringLiteral("kind"), record.kind},
        {QStringLiteral("made_at"), toRfc3339(record.finishedAt)},
        {QStringLiteral("file"), record.file},
        {QStringLiteral("bytes"), record.bytes},
        {QStringLiteral("plain_bytes"), record.plainBytes},
        {QStringLiteral("sha256"), record.sha256},
        {QStringLiteral("schema"), record.schemaVersion},
        {QStringLiteral("lineage"), record.lineage},
        {QStringLiteral("verified"), record.isVerified},
    };
}

} // namespace deskbell::server
