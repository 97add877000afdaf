// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"

#include <QMap>
#include <QString>

namespace deskbell::server {

/// What the database says about itself. Reads only.
class DiagnosticsRepository final
{
public:
    explicit DiagnosticsRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) { }

    [[nodiscard]] Result<QString> sqliteVersion();
    /// PostgreSQL's; sqliteVersion(), quickCheck() and brokenReference() are SQLite's.
    [[nodiscard]] Result<QString> serverVersion();
    /// PostgreSQL: how the database sorts texts.
    [[nodiscard]] Result<QString> collation();
    /// 0 when the database has no schema. Does not make the table that holds it, as sql::schemaVersion() does.
    [[nodiscard]] Result<int> schemaVersion();
    /// PostgreSQL: begins a transaction that sees one moment, which other sessions can be shown by the name returned. It lasts
    /// as long as the connection.
    [[nodiscard]] Result<QString> beginSnapshot();
    /// "ok", or the first complaint of PRAGMA quick_check.
    [[nodiscard]] Result<QString> quickCheck();
    /// The first row that points to nothing, as text; empty when there is none.
    [[nodiscard]] Result<QString> brokenReference();
    /// Empty when the database has none.
    [[nodiscard]] Result<QString> lineage();
    /// Slugs of the properties whose feed has holes or ends elsewhere than its counter, as one text; empty when there is none.
    [[nodiscard]] Result<QString> brokenFeeds();
    /// Rows by table, of all tables.
    [[nodiscard]] Result<QMap<QString, qint64>> tableCounts();

private:
    [[nodiscard]] Result<QString> firstText(const QString &sql);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
