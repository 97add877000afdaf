// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/connection.h"

#include "core/sql/serversession.h"
#include "core/sql/sqlitesession.h"

namespace deskbell::sql {

Connection::Connection(std::unique_ptr<Session> session, Dialect dialect) : m_session(std::move(session)), m_dialect(dialect) { }

Connection::~Connection()
{
    if (m_dialect.isPostgreSql()) {
        // The session first: its statements end with it, and need not be taken back one by one, or in vain.
        m_session.reset();
    }
    m_prepared.clear();
}

Result<std::unique_ptr<Connection>> Connection::open(const DbConfig &config, Access access)
{
    const auto dialect = config.dialect();
    auto session = dialect.isPostgreSql() ? ServerSession::open(config, access) : SqliteSession::open(config, access);
    if (!session) {
        return session.error();
    }
    return std::unique_ptr<Connection>(new Connection(std::move(session.value()), dialect));
}

Query Connection::query(const QString &sql)
{
    auto &kept = m_prepared[sql];
    if (kept && !kept->isBusy) {
        return Query(kept);
    }
    auto prepared = std::make_shared<detail::Prepared>(detail::Prepared{m_session->prepare(sql, Session::Use::Often), false});
    if (!kept && !prepared->statement->hasFailed()) {
        kept = prepared;
    }
    return Query(std::move(prepared));
}

Query Connection::stream(const QString &sql)
{
    return Query(std::make_shared<detail::Prepared>(detail::Prepared{m_session->prepare(sql, Session::Use::Rows), false}));
}

Result<Done> Connection::exec(const QString &sql) { return m_session->exec(sql); }

Result<Done> Connection::control(const QString &sql)
{
    if (m_dialect.isPostgreSql()) {
        return exec(sql);
    }
    auto ran = query(sql).run();
    return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
}

bool Connection::isLost() const { return m_session->isLost(); }

Result<Done> Connection::listen(const QString &channel, std::function<void()> heard) { return m_session->listen(channel, std::move(heard)); }

} // namespace deskbell::sql
