// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/query.h"

#include "core/sql/connection.h"

namespace deskbell::sql {

Query::Query(std::shared_ptr<detail::Prepared> prepared, Connection *wall, RowScope scope)
    : m_prepared(std::move(prepared)), m_wall(wall), m_scope(std::move(scope))
{
    m_prepared->isBusy = true;
}

Query::~Query()
{
    if (m_prepared) {
        // An unfinished statement would keep its read snapshot and stop the checkpointer.
        m_prepared->statement->finish();
        m_prepared->isBusy = false;
    }
}

Query &Query::bind(const QString &text)
{
    statement().bindText(m_bound++, text.isNull() ? QString(QLatin1String("")) : text);
    return *this;
}

Query &Query::bind(const QByteArray &blob)
{
    // A null QByteArray would become NULL.
    statement().bindBlob(m_bound++, blob.isNull() ? QByteArray("") : blob);
    return *this;
}

Query &Query::bindOrNull(const QByteArray &blob)
{
    if (!blob.isEmpty()) {
        return bind(blob);
    }
    statement().bindNull(m_bound++, Statement::Type::Blob);
    return *this;
}

Query &Query::bind(qint64 number)
{
    statement().bindNumber(m_bound++, number);
    return *this;
}

Query &Query::bind(const std::optional<Instant> &instant)
{
    return instant ? bind(toMillis(*instant)) : bind(std::optional<qint64>());
}

Query &Query::bind(const std::optional<qint64> &number)
{
    if (number) {
        return bind(*number);
    }
    statement().bindNull(m_bound++, Statement::Type::Number);
    return *this;
}

Query &Query::bindOrNull(const QString &text)
{
    if (!text.isEmpty()) {
        return bind(text);
    }
    statement().bindNull(m_bound++, Statement::Type::Text);
    return *this;
}

bool Query::start()
{
    m_started = true;
    if (m_wall) {
        if (auto entered = m_wall->enter(m_scope); !entered) {
            m_error = entered.error();
            return false;
        }
    }
    if (statement().start()) {
        return true;
    }
    m_error = statement().error();
    return false;
}

Result<qint64> Query::run()
{
    if (!start()) {
        return *m_error;
    }
    return statement().changedRows();
}

bool Query::next()
{
    if (!m_started && !start()) {
        return false;
    }
    if (m_error) {
        return false;
    }
    if (statement().next()) {
        return true;
    }
    if (statement().hasFailed()) {
        m_error = statement().error();
    }
    return false;
}

std::optional<Instant> Query::optionalInstant(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(instant(column));
}

} // namespace deskbell::sql
