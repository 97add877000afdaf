// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/diagnosticsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectVersion = QStringLiteral("SELECT sqlite_version()");
const auto QuickCheck = QStringLiteral("PRAGMA quick_check(1)");
const auto ForeignKeyCheck = QStringLiteral("PRAGMA foreign_key_check");
const auto SelectLineage = QStringLiteral("SELECT value FROM meta WHERE key = 'lineage_id'");
const auto SelectBrokenFeeds = QStringLiteral(
    "SELECT COALESCE(GROUP_CONCAT(slug, ', '), '') FROM ("
    "SELECT t.slug AS slug, COUNT(c.seq) AS n, COALESCE(MIN(c.seq), 1) AS first, COALESCE(MAX(c.seq), 0) AS last,"
    " COALESCE((SELECT s.seq FROM tenant_seq s WHERE s.tenant_id = t.id), 0) AS counter"
    " FROM tenants t LEFT JOIN changes c ON c.tenant_id = t.id GROUP BY t.id)"
    " WHERE n <> last - first + 1 OR last <> counter");

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
Result<QString> DiagnosticsRepository::quickCheck() { return firstText(QuickCheck); }
Result<QString> DiagnosticsRepository::brokenReference() { return firstText(ForeignKeyCheck); }
Result<QString> DiagnosticsRepository::lineage() { return firstText(SelectLineage); }
Result<QString> DiagnosticsRepository::brokenFeeds() { return firstText(SelectBrokenFeeds); }

} // namespace deskbell::server
