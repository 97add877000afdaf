// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/statement.h"

#include <memory>
#include <optional>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace deskbell::sql {

/// Storage; codes as in query.h. `result` is what the library returned just now.
[[nodiscard]] Error sqliteError(sqlite3 *db, int result, const QString &sql);

class SqliteStatement final : public Statement
{
public:
    /// `isKept`: it will be used often.
    SqliteStatement(sqlite3 *db, const QString &sql, bool isKept);

    void bindText(int parameter, const QString &text) override;
    void bindBlob(int parameter, const QByteArray &blob) override;
    void bindNumber(int parameter, qint64 number) override;
    void bindNull(int parameter, Type type) override;
    [[nodiscard]] bool start() override;
    [[nodiscard]] bool next() override;
    [[nodiscard]] bool hasFailed() const override { return m_failure.has_value(); }
    [[nodiscard]] Error error() const override { return m_failure.value_or(Error{}); }
    [[nodiscard]] qint64 changedRows() const override { return m_changedRows; }
    void finish() override;
    [[nodiscard]] QString text(int column) const override;
    [[nodiscard]] qint64 number(int column) const override;
    [[nodiscard]] QByteArray blob(int column) const override;
    [[nodiscard]] bool isNull(int column) const override;

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };

    [[nodiscard]] bool step();
    void note(int result);
    void hold(int parameter, const QByteArray &bytes, bool isText);

    sqlite3 *m_db;
    QString m_sql;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    std::vector<QByteArray> m_held; ///< what is bound by reference
    std::optional<Error> m_failure;
    qint64 m_changedRows = 0;
    int m_bound = 0;
    bool m_isUnpreparable = false;
    bool m_hasRow = false;
    bool m_isRowFresh = false; ///< start() has fetched it, next() has not given it yet
};

} // namespace deskbell::sql
