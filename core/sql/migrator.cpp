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
const auto SelectVersion = QStringLiteral("SELECT COALESCE(MAX(version), 0) FROM schema_version");
const auto InsertVersion = QStringLiteral("INSERT INTO schema_version (version, name) VALUES (?, ?)");
const auto VacuumInto = QStringLiteral("VACUUM INTO ?");

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
        if (auto done = db.exec(statement); !done) {
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
    if (auto begun = db.exec(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
        return begun;
    }
    auto done = applyStatements(db, name, file.readAll());
    if (done) {
        auto noted = db.query(InsertVersion).bind(number).bind(name).run();
        DESKBELL_FAULT_POINT("migrate.before_statement");
        done = noted ? db.exec(QStringLiteral("COMMIT")) : Result<Done>(noted.error());
    }
    if (!done) {
        (void)db.exec(QStringLiteral("ROLLBACK"));
    }
    return done;
}

} // namespace

Result<int> schemaVersion(Connection &db)
{
    if (auto created = db.exec(CreateVersions); !created) {
        return created.error();
    }
    auto query = db.query(SelectVersion);
    if (!query.next()) {
        return query.error().value_or(failed(QStringLiteral("schema_version can not be read")));
    }
    return int(query.number(0));
}

Result<MigrationReport> migrate(Connection &db, const QString &directory, const QString &databaseFile)
{
    const auto current = schemaVersion(db);
    if (!current) {
        return current.error();
    }
    const QDir dir(directory);
    const auto files = dir.entryList({QStringLiteral("[0-9][0-9][0-9][0-9]_*.sql")}, QDir::Files, QDir::Name);
    const int latest = files.isEmpty() ? 0 : QStringView(files.last()).left(4).toInt();
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

} // namespace deskbell::sql
