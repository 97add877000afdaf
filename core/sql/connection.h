// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbconfig.h"
#include "core/sql/dialect.h"
#include "core/sql/query.h"
#include "core/sql/session.h"
#include "core/support/result.h"

#include <QHash>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

namespace deskbell::sql {

/// One database connection, used only on the thread that opened it. Keeps prepared statements.
class Connection final
{
public:
    /// Opens and configures. SQLite (RELIABILITY rules 4 and 5): WAL, FULL, foreign keys; readers are `query_only` and never
    /// checkpoint. PostgreSQL: time-outs, synchronous_commit, READ COMMITTED; readers are read only.
    /// Unavailable (code "connection_lost") when the server can not be reached now.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const DbConfig &config, Access access);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// A prepared statement, kept for the next use of the same text. Bound parameters are `?`.
    /// On PostgreSQL it sees and writes only rows that `scope` lets it: without one, none that belong to a property.
    [[nodiscard]] Query query(const QString &sql, const RowScope &scope = {});
    /// For a result too large to hold: rows come one by one, and until they are read nothing else may run here.
    [[nodiscard]] Query stream(const QString &sql, const RowScope &scope = {});
    /// One statement without parameters that will not come again. On PostgreSQL also what can not be prepared.
    [[nodiscard]] Result<Done> exec(const QString &sql, const RowScope &scope = {});
    /// A statement that begins, ends or marks a transaction: prepared once on SQLite, never on PostgreSQL.
    [[nodiscard]] Result<Done> control(const QString &sql);

    /// What the next statement may see; a round trip to the server only when that changes. Query does it.
    [[nodiscard]] Result<Done> enter(const RowScope &scope);

    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    /// The server has gone: nothing works on this connection any more, open another. Never on SQLite.
    [[nodiscard]] bool isLost() const;

    /// PostgreSQL: `heard` is called for each NOTIFY of another session on `channel`, on this thread, which needs an event loop.
    [[nodiscard]] Result<Done> listen(const QString &channel, std::function<void()> heard);

private:
    Connection(std::unique_ptr<Session> session, Dialect dialect);
    [[nodiscard]] Result<Done> runPlain(const QString &sql);

    std::unique_ptr<Session> m_session;
    Dialect m_dialect;
    /// What the server's session was told last; unset when a transaction's end may have taken that back.
    std::optional<RowScope> m_scope;
    QHash<QString, std::shared_ptr<detail::Prepared>> m_prepared;
};

} // namespace deskbell::sql
