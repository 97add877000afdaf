// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/query.h"

#include <QMetaType>
#include <QSqlError>

namespace deskbell::sql {

Error toError(const QSqlError &error, const QString &sql)
{
    // SQLite primary result codes (sqlite.org/rescode.html); extended codes carry them in the low byte.
    enum : int { Busy = 5, NoMemory = 7, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, Constraint = 19, NotADb = 26 };
    const auto code = [&]() -> QString {
        switch (error.nativeErrorCode().toInt() & 0xFF) {
        case Busy: return QStringLiteral("busy");
        case NoMemory: return QStringLiteral("no_memory");
        case ReadOnly: return QStringLiteral("readonly_database");
        case IoError: return QStringLiteral("io_error");
        case Corrupt:
        case NotADb: return QStringLiteral("corrupt");
        case CantOpen: return QStringLiteral("cannot_open");
        case Full: return QStringLiteral("storage_full");
        case Constraint: return QStringLiteral("constraint");
        default: return {};
        }
    }();
    return Error{ErrorKind::Storage, error.text() + QStringLiteral(" in: ") + sql.left(160), 0, code, {}};
}

Query::Query(std::shared_ptr<detail::Prepared> prepared, QString sql) : m_prepared(std::move(prepared)), m_sql(std::move(sql))
{
    m_prepared->isBusy = true;
    if (!m_prepared->isReady) {
        m_error = toError(m_prepared->query.lastError(), m_sql);
    }
}

Query::~Query()
{
    if (m_prepared) {
        // An unfinished statement would keep its read snapshot and stop the checkpointer.
        m_prepared->query.finish();
        m_prepared->isBusy = false;
    }
}

Query &Query::bind(const QString &text)
{
    m_prepared->query.bindValue(m_bound++, text.isNull() ? QString(QLatin1String("")) : text);
    return *this;
}

Query &Query::bind(const QByteArray &blob)
{
    m_prepared->query.bindValue(m_bound++, blob);
    return *this;
}

Query &Query::bind(qint64 number)
{
    m_prepared->query.bindValue(m_bound++, number);
    return *this;
}

Query &Query::bind(const std::optional<Instant> &instant)
{
    return instant ? bind(toMillis(*instant)) : bind(std::optional<qint64>());
}

Query &Query::bind(const std::optional<qint64> &number)
{
    m_prepared->query.bindValue(m_bound++, number ? QVariant(*number) : QVariant(QMetaType::fromType<qlonglong>()));
    return *this;
}

Query &Query::bindOrNull(const QString &text)
{
    m_prepared->query.bindValue(m_bound++, text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text));
    return *this;
}

bool Query::start()
{
    m_started = true;
    if (m_error) {
        return false;
    }
    if (!m_prepared->query.exec()) {
        m_error = toError(m_prepared->query.lastError(), m_sql);
        return false;
    }
    return true;
}

Result<qint64> Query::run()
{
    if (!start()) {
        return *m_error;
    }
    return qint64(m_prepared->query.numRowsAffected());
}

bool Query::next()
{
    if (!m_started && !start()) {
        return false;
    }
    if (m_error) {
        return false;
    }
    if (m_prepared->query.next()) {
        return true;
    }
    if (m_prepared->query.lastError().isValid()) {
        m_error = toError(m_prepared->query.lastError(), m_sql);
    }
    return false;
}

std::optional<Instant> Query::optionalInstant(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(instant(column));
}

} // namespace deskbell::sql
