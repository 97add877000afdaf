// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"

#include <memory>

namespace deskbell::sql {

/// A transaction outside the Writer, for start-up, tools and readers: rolls back when it goes without commit().
class Transaction final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Transaction>> begin(Connection &db) { return begin(db, QStringLiteral("BEGIN")); }
    /// Everything that is read in it is of one moment, that of its first read. Writes nothing.
    [[nodiscard]] static Result<std::unique_ptr<Transaction>> beginSnapshot(Connection &db)
    {
        return begin(db, db.dialect().isPostgreSql() ? QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") : QStringLiteral("BEGIN"));
    }
    ~Transaction()
    {
        if (!m_isDone) {
            (void)m_db.control(QStringLiteral("ROLLBACK"));
        }
    }
    Q_DISABLE_COPY_MOVE(Transaction)

    [[nodiscard]] Result<Done> commit()
    {
        auto committed = m_db.control(QStringLiteral("COMMIT"));
        m_isDone = committed.ok();
        return committed;
    }

private:
    [[nodiscard]] static Result<std::unique_ptr<Transaction>> begin(Connection &db, const QString &statement)
    {
        if (auto begun = db.control(statement); !begun) {
            return begun.error();
        }
        return std::unique_ptr<Transaction>(new Transaction(db));
    }
    explicit Transaction(Connection &db) : m_db(db) { }

    Connection &m_db;
    bool m_isDone = false;
};

} // namespace deskbell::sql
