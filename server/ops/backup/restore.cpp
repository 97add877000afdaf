// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/restore.h"

#include "core/sql/checkpointer.h"
#include "core/sql/transaction.h"
#include "core/wire/json.h"
#include "server/ops/backup/backupstream.h"
#include "server/ops/backup/databasefacts.h"
#include "server/ops/backup/postgresqltools.h"
#include "server/ops/durable.h"
#include "server/ops/restorehooks.h"
#include "server/storage/database.h"
#include "server/storage/diagnosticsrepository.h"
#include "server/storage/metarepository.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <filesystem>

namespace deskbell::server {
namespace {

constexpr auto Sqlite = sql::Backend::Sqlite;

Error failed(ErrorKind kind, const char *code, const QString &why) { return Error{kind, why, 0, QString::fromLatin1(code), {}}; }

Error interrupted(const Error &why)
{
    return failed(ErrorKind::Storage, "restore_interrupted",
        QStringLiteral("the restore stopped half way (%1); run it again before the service starts").arg(why.detail));
}

Result<Done> unpackPieces(BackupReader &reader, QFile &target, QCryptographicHash &hash)
{
    while (true) {
        const auto piece = reader.next();
        if (!piece) {
            return piece.error();
        }
        if (!piece.value()) {
            return durable::sync(target);
        }
        hash.addData(*piece.value());
        if (target.write(*piece.value()) != piece.value()->size()) {
            return failed(ErrorKind::Storage, "storage_full",
                QStringLiteral("%1 can not be written: %2").arg(target.fileName(), target.errorString()));
        }
    }
}

/// A name beside the database that nothing has; two restores may begin in the same second.
QString nameAside(const QString &database, Instant now)
{
    const auto stamp = QDateTime::fromMSecsSinceEpoch(toMillis(now), Qt::UTC).toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const auto wished = database + QStringLiteral(".before-restore-") + stamp;
    auto name = wished;
    for (int number = 2; QFileInfo::exists(name) || QFileInfo::exists(name + QStringLiteral("-wal")); ++number) {
        name = wished + QLatin1Char('-') + QString::number(number);
    }
    return name;
}

} // namespace

Result<RestoreReport> Restore::run(const QString &file, const QByteArray &recoverySecretKey)
{
    removeUnpacked();
    const auto header = unpack(file, recoverySecretKey);
    if (!header) {
        removeUnpacked();
        return header.error();
    }
    auto done = m_database.dialect().isPostgreSql() ? fillServer(header.value()) : putInPlace(header.value());
    removeUnpacked();
    return done;
}

Result<RestoreReport> Restore::putInPlace(const BackupHeader &header)
{
    if (auto verified = verify(header); !verified) {
        return verified.error();
    }
    const auto previous = QFileInfo::exists(m_dir.database()) ? nameAside(m_dir.database(), m_clock.now()) : QString();
    Result<QString> lineage;
    {
        auto opened = sql::Connection::open({Sqlite, unpacked(), true}, sql::Access::ReadWrite);
        if (!opened) {
            return opened.error();
        }
        lineage = giveLineage(*opened.value(), header, previous);
        if (!lineage) {
            return lineage.error();
        }
        // The file is moved alone, so all of it has to be in the file.
        if (auto copied = sql::Checkpointer().truncate(*opened.value()); !copied) {
            return copied.error();
        }
    }
    if (auto replaced = replace(previous); !replaced) {
        return interrupted(replaced.error());
    }
    return RestoreReport{header, lineage.value(), previous};
}

Result<RestoreReport> Restore::fillServer(const BackupHeader &header)
{
    auto patient = m_database;
    patient.server.statementMs = 0;
    auto opened = sql::Connection::open(patient, sql::Access::ReadWrite);
    if (!opened) {
        return opened.error();
    }
    auto &db = *opened.value();
    const auto tables = DiagnosticsRepository(db).tableCounts();
    if (!tables) {
        return tables.error();
    }
    if (!tables.value().isEmpty()) {
        return failed(ErrorKind::Conflict, "not_empty",
            QStringLiteral("the database %1 is not empty; make a new one for the restore").arg(m_database.label()));
    }
    if (auto examined = postgresql::examine(unpacked()); !examined) {
        return examined.error();
    }
    if (auto filled = postgresql::restore(m_database, unpacked()); !filled) {
        return filled.error();
    }
    const auto facts = factsOf(db);
    if (!facts) {
        return facts.error();
    }
    if (facts.value().counts != header.counts) {
        return failed(ErrorKind::Protocol, "backup_damaged", QStringLiteral("the restored database has not the rows that were counted"));
    }
    auto lineage = giveLineage(db, header, {});
    return lineage ? Result<RestoreReport>(RestoreReport{header, lineage.value(), {}}) : Result<RestoreReport>(lineage.error());
}

void Restore::removeUnpacked() const
{
    for (const auto *suffix : {"", "-wal", "-shm", "-journal"}) {
        QFile::remove(unpacked() + QLatin1String(suffix));
    }
}

Result<BackupHeader> Restore::unpack(const QString &file, const QByteArray &recoverySecretKey)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return failed(ErrorKind::NotFound, "no_backup", QStringLiteral("%1 can not be read: %2").arg(file, source.errorString()));
    }
    BackupReader reader(source);
    auto header = reader.begin(recoverySecretKey);
    if (!header) {
        return header;
    }
    if (header.value().backend != m_database.dialect().name()) {
        return failed(ErrorKind::Protocol, "backup_backend",
            QStringLiteral("the backup is of a %1 database, the service uses %2").arg(header.value().backend, m_database.dialect().name()));
    }
    const int latest = Database::latestSchema(m_database.dialect());
    if (header.value().schemaVersion > latest) {
        return failed(ErrorKind::Storage, "schema_newer",
            QStringLiteral("the backup has schema %1, this program knows %2: install the newer program")
                .arg(header.value().schemaVersion)
                .arg(latest));
    }
    QFile target(unpacked());
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !target.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        return failed(ErrorKind::Storage, "data_dir",
            QStringLiteral("%1 can not be written: %2").arg(target.fileName(), target.errorString()));
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (auto done = unpackPieces(reader, target, hash); !done) {
        return done.error();
    }
    if (QString::fromLatin1(hash.result().toHex()) != header.value().sha256) {
        return failed(ErrorKind::Protocol, "backup_damaged", QStringLiteral("the backup's content is not what it says"));
    }
    return header;
}

Result<Done> Restore::verify(const BackupHeader &header) const
{
    const auto facts = readFacts({Sqlite, unpacked(), true}, true);
    if (!facts) {
        return facts.error();
    }
    const bool isSame = facts.value().counts == header.counts && facts.value().lineage == header.lineage
        && facts.value().schemaVersion == header.schemaVersion;
    return isSame ? Result<Done>(Done{})
                  : Result<Done>(failed(ErrorKind::Protocol, "backup_damaged",
                        QStringLiteral("the database in the backup has not the rows that were counted")));
}

Result<QString> Restore::giveLineage(sql::Connection &db, const BackupHeader &header, const QString &previous)
{
    constexpr int LineageBytes = 16;
    const auto lineage = QString::fromLatin1(m_rng.bytes(LineageBytes).toHex());
    const RestoreContext context{m_dir.path(), previous, header.madeAt, m_clock.now()};
    auto transaction = sql::Transaction::begin(db);
    if (!transaction) {
        return transaction.error();
    }
    MetaRepository meta(db);
    auto done = meta.set(MetaRepository::Lineage, lineage);
    if (done) {
        done = meta.set(MetaRepository::RestorePending, QString::fromUtf8(wire::toBytes(toJson(context))));
    }
    if (done) {
        done = transaction.value()->commit();
    }
    return done ? Result<QString>(lineage) : Result<QString>(done.error());
}

Result<Done> Restore::replace(const QString &previous)
{
    // From here on the files do not belong together until the end; a service that finds the mark does not start.
    if (auto marked = durable::writeFile(m_dir.restoreMarker(), "a restore is changing the files\n"); !marked) {
        return marked;
    }
    if (!previous.isEmpty()) {
        if (auto kept = putAside(previous); !kept) {
            return kept;
        }
    }
    for (const auto *suffix : {"-wal", "-shm"}) {
        QFile::remove(unpacked() + QLatin1String(suffix));
        QFile::remove(m_dir.database() + QLatin1String(suffix));
    }
    if (auto replaced = durable::rename(unpacked(), m_dir.database()); !replaced) {
        return replaced;
    }
    QFile::remove(m_dir.restoreMarker());
    return durable::syncDirectory(m_dir.path());
}

Result<Done> Restore::putAside(const QString &previous)
{
    bool isWhole = false;
    if (auto opened = sql::Connection::open({Sqlite, m_dir.database(), true}, sql::Access::ReadWrite); opened) {
        isWhole = sql::Checkpointer().truncate(*opened.value()).ok();
    }
    std::error_code error;
    const auto database = m_dir.database();
    if (const auto log = database + QStringLiteral("-wal"); !isWhole && QFileInfo(log).size() > 0) {
        // A damaged database keeps its log; under its old name it would be applied to the restored one.
        std::filesystem::rename(log.toStdU16String(), (previous + QStringLiteral("-wal")).toStdU16String(), error);
    }
    // A second name first, so that there is a database under the old one at every moment.
    if (!error) {
        std::filesystem::create_hard_link(database.toStdU16String(), previous.toStdU16String(), error);
    }
    if (error) {
        return failed(ErrorKind::Storage, "data_dir",
            QStringLiteral("%1 can not be put aside: %2").arg(database, QString::fromStdString(error.message())));
    }
    return durable::syncDirectory(m_dir.path());
}

Result<Done> checkNoRestoreInterrupted(const DataDir &dir)
{
    if (!QFileInfo::exists(dir.restoreMarker())) {
        return Done{};
    }
    return failed(ErrorKind::Storage, "restore_interrupted",
        QStringLiteral("a restore was interrupted while it changed the files of %1; run `deskbelld restore` again").arg(dir.path()));
}

} // namespace deskbell::server
