// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/diagnosticsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectVersion = QStringLiteral("SELECT sqlite_version()");
const auto QuickCheck = QStringLiteral("PRAGMA quick_check(1)");
const auto ForeignKeyCheck = QStringLiteral("PRAGMA foreign_key_check");
const auto SelectLineage = QStringLiteral("SELECT value FROM meta WHERE key = 'lineage_id'");

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

} // namespace deskbell::server
