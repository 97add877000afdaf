// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"
#include "core/sql/query.h"
#include "core/support/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QString>
#include <memory>

namespace deskbell::sql {

enum class Access { ReadWrite, ReadOnly };

struct DbConfig {
    QString driver = QStringLiteral("QSQLITE");
    QString name; ///< a file's path for SQLite
    /// fsync at every commit (FULL). OFF only for tests that measure something else.
    bool durable = true;
};

/// One database connection, used only on the thread that opened it. Keeps prepared statements.
class Connection final
{
public:
    /// Opens and configures (RELIABILITY rules 4 and 5): WAL, FULL, foreign keys; readers are `query_only` and never checkpoint.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const DbConfig &config, Access access);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// A prepared statement, kept for the next use of the same text. Bound parameters are `?`.
    [[nodiscard]] Query query(const QString &sql);
    /// One statement without parameters that will not come again.
    [[nodiscard]] Result<Done> exec(const QString &sql);

    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }

private:
    Connection(QString name, QSqlDatabase db);
    [[nodiscard]] Result<Done> configure(const DbConfig &config, Access access);

    QString m_name;
    QSqlDatabase m_db;
    Dialect m_dialect;
    QHash<QString, std::shared_ptr<detail::Prepared>> m_prepared;
};

} // namespace deskbell::sql
