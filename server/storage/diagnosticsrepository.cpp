// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/diagnosticsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectVersion = QStringLiteral("SELECT sqlite_version()");
const auto SelectServerVersion = QStringLiteral("SELECT current_setting('server_version')");
const auto SelectCollation = QStringLiteral("SELECT datcollate FROM pg_database WHERE datname = current_database()");
const auto QuickCheck = QStringLiteral("PRAGMA quick_check(1)");
const auto ForeignKeyCheck = QStringLiteral("PRAGMA foreign_key_check");
const auto SelectLineage = QStringLiteral("SELECT value FROM meta WHERE key = 'lineage_id'");
const auto SelectBrokenFeeds = QStringLiteral(
    "SELECT slug FROM ("
    "SELECT t.slug AS slug, COUNT(c.seq) AS n, COALESCE(MIN(c.seq), 1) AS first, COALESCE(MAX(c.seq), 0) AS last,"
    " COALESCE((SELECT s.seq FROM tenant_seq s WHERE s.tenant_id = t.id), 0) AS counter,"
    " COALESCE((SELECT f.seq FROM changes_floors f WHERE f.tenant_id = t.id), 0) AS floor"
    " FROM tenants t LEFT JOIN changes c ON c.tenant_id = t.id GROUP BY t.id, t.slug) AS feeds"
    " WHERE n <> counter - floor OR (n > 0 AND (first <> floor + 1 OR last <> counter)) ORDER BY slug");

const auto SelectSchemaVersion = QStringLiteral("SELECT MAX(version) FROM schema_version");
const auto SelectTables
    = QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
const auto SelectServerTables = QStringLiteral(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' "
    "ORDER BY table_name");
const auto ExportSnapshot = QStringLiteral("SELECT pg_export_snapshot()");
const auto BeginSnapshot = QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
const auto CountRows = QStringLiteral("SELECT COUNT(*) FROM %1");

} // namespace

Result<QString> DiagnosticsRepository::firstText(const QString &sql)
{
    auto query = m_db.query(sql);
    QString text;
    if (query.next()) {
        text = query.text(0);
    }
    return query.error() ? Result<QString>(*query.error()) : Result<QString>(std::move(text));
}

Result<QString> DiagnosticsRepository::sqliteVersion() { return firstText(SelectVersion); }
Result<QString> DiagnosticsRepository::serverVersion() { return firstText(SelectServerVersion); }
Result<QString> DiagnosticsRepository::collation() { return firstText(SelectCollation); }
Result<int> DiagnosticsRepository::schemaVersion()
{
    const auto version = firstText(SelectSchemaVersion);
    return version ? Result<int>(version.value().toInt()) : Result<int>(version.error());
}

Result<QString> DiagnosticsRepository::beginSnapshot()
{
    if (auto begun = m_db.control(BeginSnapshot); !begun) {
        return begun.error();
    }
    return firstText(ExportSnapshot);
}

Result<QString> DiagnosticsRepository::quickCheck() { return firstText(QuickCheck); }
Result<QString> DiagnosticsRepository::brokenReference() { return firstText(ForeignKeyCheck); }
Result<QString> DiagnosticsRepository::lineage() { return firstText(SelectLineage); }

Result<QString> DiagnosticsRepository::brokenFeeds()
{
    auto query = m_db.query(SelectBrokenFeeds);
    QStringList slugs;
    while (query.next()) {
        slugs.append(query.text(0));
    }
    return query.error() ? Result<QString>(*query.error()) : Result<QString>(slugs.join(QStringLiteral(", ")));
}

Result<QMap<QString, qint64>> DiagnosticsRepository::tableCounts()
{
    QStringList tables;
    {
        auto query = m_db.query(m_db.dialect().isPostgreSql() ? SelectServerTables : SelectTables);
        while (query.next()) {
            tables.append(query.text(0));
        }
        if (query.error()) {
            return *query.error();
        }
    }
    QMap<QString, qint64> counts;
    for (const auto &table : std::as_const(tables)) {
        // A table's name can not be bound; these come from the database itself.
        auto query = m_db.query(CountRows.arg(table));
        if (query.next()) {
            counts.insert(table, query.number(0));
        }
        if (query.error()) {
            return *query.error();
        }
    }
    return counts;
}

} // namespace deskbell::server
