// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/migrator.h"

#include "core/support/faultpoint.h"

#include <QDir>
#include <QFile>

namespace deskbell::sql {
namespace {

const auto CreateVersions = QStringLiteral(
    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)");
const auto CreateVersionsOnServer = QStringLiteral(
    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
    "applied_at TEXT NOT NULL DEFAULT CAST(CURRENT_TIMESTAMP AS TEXT))");
const auto SelectVersionsTable = QStringLiteral("SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_version'");
const auto SelectVersion = QStringLiteral("SELECT COALESCE(MAX(version), 0) FROM schema_version");
const auto InsertVersion = QStringLiteral("INSERT INTO schema_version (version, name) VALUES (?, ?)");
const auto VacuumInto = QStringLiteral("VACUUM INTO ?");
/// Any number that nothing else locks: only one of several services migrates, the others wait and find nothing to do.
const auto LockMigrations = QStringLiteral("SELECT pg_advisory_lock(7301114)");
const auto UnlockMigrations = QStringLiteral("SELECT pg_advisory_unlock(7301114)");
/// Waiting for the other service, or for a big table, is what the limits of everyday work would end.
const auto NoLimits = QStringLiteral("SET lock_timeout = 0; SET statement_timeout = 0");

QStringList migrationFiles(const QString &directory)
{
    return QDir(directory).entryList({QStringLiteral("[0-9][0-9][0-9][0-9]_*.sql")}, QDir::Files, QDir::Name);
}

Error failed(const QString &detail) { return Error{ErrorKind::Storage, detail, 0, QStringLiteral("migration_failed"), {}}; }

Result<Done> applyStatements(Connection &db, const QString &name, const QByteArray &file)
{
    // A plain split at ';' would cut triggers in half.
    const auto statements = QString::fromUtf8(file).split(QStringLiteral("-- statement\n"), Qt::SkipEmptyParts);
    for (const auto &statement : statements) {
        if (statement.trimmed().isEmpty()) {
            continue;
        }
        DESKBELL_FAULT_POINT("migrate.before_statement");
        // Rows of all properties are changed.
        if (auto done = db.exec(statement, RowScope::everybody()); !done) {
            return failed(name + QStringLiteral(": ") + done.error().detail);
        }
    }
    return Done{};
}

Result<Done> applyFile(Connection &db, const QString &path, const QString &name, int number)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failed(name + QStringLiteral(": ") + file.errorString());
    }
    if (auto begun = db.control(db.dialect().begin()); !begun) {
        return begun;
    }
    auto done = applyStatements(db, name, file.readAll());
    if (done) {
        auto noted = db.query(InsertVersion).bind(number).bind(name).run();
        DESKBELL_FAULT_POINT("migrate.before_statement");
        done = noted ? db.control(QStringLiteral("COMMIT")) : Result<Done>(noted.error());
    }
    if (!done) {
        (void)db.control(QStringLiteral("ROLLBACK"));
    }
    return done;
}

} // namespace

int latestSchema(const QString &directory)
{
    const auto files = migrationFiles(directory);
    return files.isEmpty() ? 0 : QStringView(files.last()).left(4).toInt();
}

Result<int> schemaVersion(Connection &db)
{
    if (!db.dialect().isPostgreSql()) {
        if (auto created = db.exec(CreateVersions); !created) {
            return created.error();
        }
    } else {
        // A reader could not even try to create it.
        auto table = db.query(SelectVersionsTable);
        if (!table.next()) {
            return table.error().value_or(failed(QStringLiteral("pg_tables can not be read")));
        }
        if (table.number(0) == 0) {
            return 0;
        }
    }
    auto query = db.query(SelectVersion);
    if (!query.next()) {
        return query.error().value_or(failed(QStringLiteral("schema_version can not be read")));
    }
    return int(query.number(0));
}

namespace {

Result<MigrationReport> migrateLocked(Connection &db, const QString &directory, const QString &databaseFile)
{
    const auto current = schemaVersion(db);
    if (!current) {
        return current.error();
    }
    const QDir dir(directory);
    const auto files = migrationFiles(directory);
    const int latest = latestSchema(directory);
    MigrationReport report{current.value(), current.value(), {}};
    if (report.from > latest) {
        return Error{ErrorKind::Storage,
                     QStringLiteral("the database has schema %1, this program knows %2: install the newer program").arg(report.from).arg(latest),
                     0, QStringLiteral("schema_newer"), {}};
    }
    if (report.from > 0 && report.from < latest && !databaseFile.isEmpty()) {
        report.backup = databaseFile + QStringLiteral(".before-%1").arg(latest, 4, 10, QLatin1Char('0'));
        QFile::remove(report.backup);
        if (auto copied = db.query(VacuumInto).bind(report.backup).run(); !copied) {
            return copied.error();
        }
        QFile::setPermissions(report.backup, QFile::ReadOwner | QFile::WriteOwner);
    }
    for (const auto &name : files) {
        const int number = QStringView(name).left(4).toInt();
        if (number <= report.to) {
            continue;
        }
        if (auto done = applyFile(db, dir.filePath(name), name, number); !done) {
            return done.error();
        }
        report.to = number;
    }
    return report;
}

} // namespace

Result<MigrationReport> migrate(Connection &db, const QString &directory, const QString &databaseFile)
{
    if (!db.dialect().isPostgreSql()) {
        return migrateLocked(db, directory, databaseFile);
    }
    for (const auto &step : {NoLimits, LockMigrations, CreateVersionsOnServer}) {
        if (auto done = db.exec(step); !done) {
            return done.error();
        }
    }
    auto report = migrateLocked(db, directory, {});
    if (auto unlocked = db.exec(UnlockMigrations); !unlocked) {
        return unlocked.error();
    }
    return report;
}

} // namespace deskbell::sql
