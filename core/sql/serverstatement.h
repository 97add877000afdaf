// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/statement.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <memory>
#include <optional>

class QSqlError;

namespace deskbell::sql {

/// Codes as in query.h.
[[nodiscard]] Error serverError(const QSqlError &error, const QString &sql);
/// The same of a statement that has just failed; knows a lost connection even when the server could not say so.
[[nodiscard]] Error serverError(const QSqlQuery &failed, const QString &sql);

class ServerStatement final : public Statement
{
public:
    /// `isLost` is set when a statement finds that the server has gone. A forward-only result is lost when another statement
    /// runs before its last row was read.
    ServerStatement(const QSqlDatabase &db, const QString &sql, bool isForwardOnly, std::shared_ptr<bool> isLost);

    void bindText(int parameter, const QString &text) override;
    void bindBlob(int parameter, const QByteArray &blob) override { m_query.bindValue(parameter, blob); }
    void bindNumber(int parameter, qint64 number) override { m_query.bindValue(parameter, number); }
    void bindNull(int parameter, Type type) override;
    [[nodiscard]] bool start() override;
    [[nodiscard]] bool next() override;
    [[nodiscard]] bool hasFailed() const override { return m_failure.has_value(); }
    [[nodiscard]] Error error() const override { return m_failure.value_or(Error{}); }
    [[nodiscard]] qint64 changedRows() const override { return m_query.numRowsAffected(); }
    void finish() override;
    [[nodiscard]] QString text(int column) const override { return m_query.value(column).toString(); }
    [[nodiscard]] qint64 number(int column) const override { return m_query.value(column).toLongLong(); }
    [[nodiscard]] QByteArray blob(int column) const override { return m_query.value(column).toByteArray(); }
    [[nodiscard]] bool isNull(int column) const override { return m_query.value(column).isNull(); }

private:
    void noteFailure();

    QSqlQuery m_query;
    QString m_sql;
    std::shared_ptr<bool> m_isLost;
    std::optional<Error> m_failure;
    bool m_isUnpreparable = false;
};

} // namespace deskbell::sql
