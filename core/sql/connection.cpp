// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/connection.h"

#include "core/sql/serversession.h"
#include "core/sql/sqlitesession.h"

namespace deskbell::sql {
namespace {

/// The names are those of the policies, see rowwall.cpp.
const auto SetScope = QStringLiteral("SELECT set_config('deskbell.scope', ?, false), set_config('deskbell.tenant', ?, false)");

QString wordOf(RowScope::Kind kind)
{
    switch (kind) {
    case RowScope::Kind::Owner: return QStringLiteral("tenant");
    case RowScope::Kind::Everybody: return QStringLiteral("service");
    case RowScope::Kind::Nobody:
    case RowScope::Kind::Unguarded: break;
    }
    return QStringLiteral("nobody");
}

} // namespace

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

Query Connection::query(const QString &sql, const RowScope &scope)
{
    auto *wall = m_dialect.isPostgreSql() ? this : nullptr;
    auto &kept = m_prepared[sql];
    if (kept && !kept->isBusy) {
        return Query(kept, wall, scope);
    }
    auto prepared = std::make_shared<detail::Prepared>(detail::Prepared{m_session->prepare(sql, Session::Use::Often), false});
    if (!kept && !prepared->statement->hasFailed()) {
        kept = prepared;
    }
    return Query(std::move(prepared), wall, scope);
}

Query Connection::stream(const QString &sql, const RowScope &scope)
{
    return Query(std::make_shared<detail::Prepared>(detail::Prepared{m_session->prepare(sql, Session::Use::Rows), false}),
                 m_dialect.isPostgreSql() ? this : nullptr, scope);
}

Result<Done> Connection::enter(const RowScope &scope)
{
    if (scope.kind == RowScope::Kind::Unguarded || m_scope == scope || !m_dialect.isPostgreSql()) {
        return Done{};
    }
    m_scope.reset();
    auto told = query(SetScope, RowScope::unguarded()).bind(wordOf(scope.kind)).bind(scope.owner).run();
    if (!told) {
        return told.error();
    }
    m_scope = scope;
    return Done{};
}

Result<Done> Connection::exec(const QString &sql, const RowScope &scope)
{
    auto entered = enter(scope);
    return entered ? runPlain(sql) : entered;
}

Result<Done> Connection::runPlain(const QString &sql)
{
    auto done = m_session->exec(sql);
    // The end of a transaction, or of a part of it, may take back what the session was told in it.
    if (!done || sql.startsWith(QLatin1String("ROLLBACK")) || sql == QLatin1String("COMMIT")) {
        m_scope.reset();
    }
    return done;
}

Result<Done> Connection::control(const QString &sql)
{
    if (m_dialect.isPostgreSql()) {
        return runPlain(sql);
    }
    auto ran = query(sql).run();
    return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
}

bool Connection::isLost() const { return m_session->isLost(); }

Result<Done> Connection::listen(const QString &channel, std::function<void()> heard) { return m_session->listen(channel, std::move(heard)); }

} // namespace deskbell::sql
