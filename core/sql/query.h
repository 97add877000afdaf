// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/rowscope.h"
#include "core/sql/statement.h"
#include "core/support/clock.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QString>
#include <memory>
#include <optional>

namespace deskbell::sql {

class Connection;

namespace detail {
struct Prepared {
    std::unique_ptr<Statement> statement;
    bool isBusy = false;
};
} // namespace detail

// Errors of statements are Storage; code "storage_full", "io_error", "corrupt", "cannot_open", "readonly_database", "no_memory",
// "constraint" or "busy" where a caller may care, and "privilege" for a row that row security forbids to write. PostgreSQL adds, as Unavailable: "retry" (deadlock, serialization, lock not to
// be had: run the transaction again), "timeout" (statement_timeout) and "connection_lost".

/// Whether `error` says that the same work may succeed when it is run again at once.
[[nodiscard]] inline bool isRetry(const Error &error) { return error.code == QLatin1String("retry"); }
[[nodiscard]] inline bool isConnectionLost(const Error &error) { return error.code == QLatin1String("connection_lost"); }

/// One use of a prepared statement. Ends its read transaction when destroyed. Values are bound in order.
class Query final
{
public:
    /// `wall` is null on SQLite; else it lets the statement see what `scope` says, right before it runs.
    explicit Query(std::shared_ptr<detail::Prepared> prepared, Connection *wall = nullptr, RowScope scope = {});
    ~Query();
    Query(Query &&) noexcept = default;
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;
    Query &operator=(Query &&) = delete;

    Query &bind(const QString &text);
    Query &bind(const QByteArray &blob);
    Query &bind(qint64 number);
    Query &bind(int number) { return bind(qint64(number)); }
    Query &bind(Instant instant) { return bind(toMillis(instant)); }
    Query &bind(const std::optional<Instant> &instant);
    Query &bind(const std::optional<qint64> &number);
    /// NULL when empty; the plain ones never are.
    Query &bindOrNull(const QString &text);
    Query &bindOrNull(const QByteArray &blob);

    /// Runs a statement that returns no rows; the value is the number of rows it changed.
    [[nodiscard]] Result<qint64> run();
    /// Runs on first call, then steps. False after the last row or on error(); check error() once after the loop.
    [[nodiscard]] bool next();
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] QString text(int column) const { return statement().text(column); }
    [[nodiscard]] qint64 number(int column) const { return statement().number(column); }
    [[nodiscard]] QByteArray blob(int column) const { return statement().blob(column); }
    [[nodiscard]] bool isNull(int column) const { return statement().isNull(column); }
    [[nodiscard]] Instant instant(int column) const { return fromMillis(number(column)); }
    [[nodiscard]] std::optional<Instant> optionalInstant(int column) const;

private:
    [[nodiscard]] bool start();
    [[nodiscard]] Statement &statement() const { return *m_prepared->statement; }

    std::shared_ptr<detail::Prepared> m_prepared;
    Connection *m_wall;
    RowScope m_scope;
    int m_bound = 0;
    bool m_started = false;
    std::optional<Error> m_error;
};

} // namespace deskbell::sql
