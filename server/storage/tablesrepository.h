// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <functional>
#include <variant>

namespace deskbell::server {

/// A table as the move from one back end to the other sees it.
struct Table {
    enum class Type { Integer, Text, Blob };
    struct Column {
        QString name;
        Type type = Type::Text;
    };
    QString name;
    QList<Column> columns;
    QStringList key;        ///< columns of the primary key, in its order
    QStringList references; ///< tables that must be filled before
};

using Cell = std::variant<std::monostate, qint64, QString, QByteArray>; ///< monostate: NULL
using Row = QList<Cell>;

/// How many rows, and SHA-256 over all of them in key order in a form that both back ends share.
struct TableDigest {
    qint64 rows = 0;
    QByteArray sha256;
    bool operator==(const TableDigest &) const = default;
};

/// Whole tables, for the move of a database from SQLite to PostgreSQL. Knows no tenants; administration only.
class TablesRepository final
{
public:
    explicit TablesRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    /// SQLite: all that is worth moving, each table after those it refers to.
    [[nodiscard]] Result<QList<Table>> tables();
    /// PostgreSQL: the tables of the schema but those that stay, by name, with their columns sorted.
    [[nodiscard]] Result<QHash<QString, QStringList>> columns();
    /// PostgreSQL: sessions of others in this database.
    [[nodiscard]] Result<qint64> otherSessions();

    [[nodiscard]] Result<qint64> count(const QString &table);
    /// Calls `each` for every row in key order. No other statement on this connection until it returns.
    [[nodiscard]] Result<TableDigest> read(const Table &table, const std::function<Result<Done>(Row)> &each);
    [[nodiscard]] Result<Done> insert(const Table &table, const QList<Row> &rows);
    [[nodiscard]] Result<Done> clear(const QString &table);
    /// PostgreSQL: numbers given out from now on follow those that are there.
    [[nodiscard]] Result<Done> continueNumbers(const Table &table);

private:
    [[nodiscard]] Result<Table> describe(const QString &name);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
