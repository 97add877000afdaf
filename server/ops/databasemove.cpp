// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/databasemove.h"

#include "core/sql/migrator.h"
#include "server/ops/datadir.h"
#include "server/storage/database.h"
#include "server/storage/diagnosticsrepository.h"
#include "server/storage/rowwall.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr qsizetype MaxBatchRows = 200;
constexpr qint64 ReportEvery = 100'000;

Error refused(ErrorKind kind, const char *code, const QString &why) { return Error{kind, why, 0, QString::fromLatin1(code), {}}; }

/// The database file behind "sqlite:PATH"; PATH is a data directory or the file itself.
Result<QString> sourceFile(const QString &source)
{
    if (!source.startsWith(QLatin1String("sqlite:"))) {
        return refused(ErrorKind::Validation, "usage", QStringLiteral("--from must be sqlite:PATH"));
    }
    const QFileInfo path(source.mid(7));
    const auto file = path.isDir() ? DataDir(path.filePath()).database() : path.absoluteFilePath();
    if (!QFileInfo::exists(file)) {
        return refused(ErrorKind::NotFound, "no_database", QStringLiteral("there is no database %1").arg(file));
    }
    return file;
}

} // namespace

Result<QJsonObject> DatabaseMove::run()
{
    const auto file = sourceFile(m_source);
    if (!file) {
        return file.error();
    }
    auto config = sql::DbConfig::fromUrl(m_target);
    if (!config) {
        return config.error();
    }
    // Sorting and copying a large table takes as long as it takes.
    config.value().server.statementMs = 0;
    config.value().server.idleInTransactionMs = 0;
    config.value().server.applicationName = QStringLiteral("deskbelld migrate");
    const auto lock = DataDir(QFileInfo(file.value()).absolutePath()).lock();
    if (!lock) {
        return lock.error();
    }
    const auto from = sql::Connection::open({sql::Backend::Sqlite, file.value(), true}, sql::Access::ReadOnly);
    if (!from) {
        return from.error();
    }
    const auto to = sql::Connection::open(config.value(), sql::Access::ReadWrite);
    if (!to) {
        return to.error();
    }
    const auto migrated = sql::migrate(*to.value(), migrationDirectory(to.value()->dialect()), {});
    if (!migrated) {
        return migrated.error();
    }
    if (auto raised = raiseRowWall(*to.value()); !raised) {
        return raised.error();
    }
    const auto schema = sql::schemaVersion(*from.value());
    if (!schema || schema.value() != migrated.value().to) {
        return schema ? refused(ErrorKind::Storage, "schema_differs",
                                QStringLiteral("the source has schema %1, this program knows %2: run `deskbelld migrate` on it first")
                                    .arg(schema.value()).arg(migrated.value().to))
                      : schema.error();
    }
    QElapsedTimer timer;
    timer.start();
    auto report = move(*from.value(), *to.value());
    if (!report) {
        (void)to.value()->control(QStringLiteral("ROLLBACK"));
        return report;
    }
    report.value().insert(QStringLiteral("from"), file.value());
    report.value().insert(QStringLiteral("to"), config.value().label());
    report.value().insert(QStringLiteral("schema"), schema.value());
    report.value().insert(QStringLiteral("seconds"), double(timer.elapsed()) / 1000);
    return report;
}

Result<QList<Table>> DatabaseMove::check(TablesRepository &from, TablesRepository &to) const
{
    auto tables = from.tables();
    if (!tables) {
        return tables;
    }
    const auto columns = to.columns();
    const auto sessions = to.otherSessions();
    if (!columns || !sessions) {
        return columns ? sessions.error() : columns.error();
    }
    if (sessions.value() > 0) {
        return refused(ErrorKind::Conflict, "in_use", QStringLiteral("%1 others are connected to the target: stop the services first").arg(sessions.value()));
    }
    for (const auto &table : tables.value()) {
        QStringList names;
        for (const auto &column : table.columns) {
            names.append(column.name);
        }
        names.sort();
        if (columns.value().value(table.name) != names) {
            return refused(ErrorKind::Storage, "schema_differs", QStringLiteral("the table %1 is not the same on both sides").arg(table.name));
        }
        const auto rows = to.count(table.name);
        if (!rows) {
            return rows.error();
        }
        if (rows.value() > 0 && table.name != QLatin1String("meta")) {
            return refused(ErrorKind::Conflict, "not_empty", QStringLiteral("the target is not empty: %1 has %2 rows").arg(table.name).arg(rows.value()));
        }
    }
    if (columns.value().size() != tables.value().size()) {
        return refused(ErrorKind::Storage, "schema_differs", QStringLiteral("the target has tables that the source does not have"));
    }
    return tables;
}

Result<QJsonObject> DatabaseMove::move(sql::Connection &from, sql::Connection &to)
{
    // One state of the source, whoever looks at it meanwhile; nothing of the target unless all of it.
    for (auto *db : {&from, &to}) {
        if (auto begun = db->control(QStringLiteral("BEGIN")); !begun) {
            return begun.error();
        }
    }
    TablesRepository source(from);
    TablesRepository target(to);
    const auto tables = check(source, target);
    if (!tables) {
        return tables.error();
    }
    QJsonArray reported;
    qint64 rows = 0;
    for (const auto &table : tables.value()) {
        const auto copied = copy(source, target, table);
        if (!copied) {
            return copied.error();
        }
        rows += copied.value().rows;
        reported.append(QJsonObject{{QStringLiteral("name"), table.name}, {QStringLiteral("rows"), copied.value().rows},
                                    {QStringLiteral("sha256"), QString::fromLatin1(copied.value().sha256)}});
    }
    const auto lineage = DiagnosticsRepository(to).lineage();
    if (!lineage) {
        return lineage.error();
    }
    if (auto committed = to.control(QStringLiteral("COMMIT")); !committed) {
        return committed.error();
    }
    return QJsonObject{{QStringLiteral("lineage"), lineage.value()}, {QStringLiteral("rows"), rows}, {QStringLiteral("tables"), reported}};
}

Result<TableDigest> DatabaseMove::copy(TablesRepository &from, TablesRepository &to, const Table &table) const
{
    if (auto cleared = to.clear(table.name); !cleared) {
        return cleared.error();
    }
    QList<Row> batch;
    qint64 written = 0;
    const auto flush = [&]() -> Result<Done> {
        auto inserted = batch.isEmpty() ? Result<Done>(Done{}) : to.insert(table, batch);
        written += batch.size();
        batch.clear();
        return inserted;
    };
    const auto read = from.read(table, [&](Row row) -> Result<Done> {
        batch.append(std::move(row));
        if (batch.size() < MaxBatchRows) {
            return Done{};
        }
        if ((written + batch.size()) % ReportEvery == 0) {
            m_progress(QStringLiteral("%1: %2 rows …").arg(table.name).arg(written + batch.size()));
        }
        return flush();
    });
    if (!read) {
        return read;
    }
    for (const auto &step : {flush(), to.continueNumbers(table)}) {
        if (!step) {
            return step.error();
        }
    }
    const auto stored = to.read(table, [](const Row &) -> Result<Done> { return Done{}; });
    if (!stored) {
        return stored;
    }
    if (stored.value() != read.value()) {
        return refused(ErrorKind::Storage, "copy_differs",
                       QStringLiteral("%1 has %2 rows here and %3 there, or they differ").arg(table.name).arg(read.value().rows).arg(stored.value().rows));
    }
    m_progress(QStringLiteral("%1: %2 rows, %3").arg(table.name).arg(read.value().rows).arg(QString::fromLatin1(read.value().sha256.left(16))));
    return read;
}

} // namespace deskbell::server
