// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/query.h"

#include <QMetaType>
#include <QSqlDriver>
#include <QSqlError>

namespace deskbell::sql {

namespace {

/// SQLite primary result codes (sqlite.org/rescode.html); extended codes carry them in the low byte.
QString sqliteCode(const QString &native)
{
    enum : int { Busy = 5, NoMemory = 7, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, Constraint = 19, NotADb = 26 };
    switch (native.toInt() & 0xFF) {
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
}

/// SQLSTATE (postgresql.org/docs/15/errcodes-appendix.html). Class 08 and 57P0x: the session has ended or is about to.
QString postgresqlCode(const QString &state)
{
    if (state.startsWith(QLatin1String("23"))) {
        return QStringLiteral("constraint");
    }
    if (state == QLatin1String("40001") || state == QLatin1String("40P01") || state == QLatin1String("55P03")) {
        return QStringLiteral("retry");
    }
    if (state == QLatin1String("57014")) {
        return QStringLiteral("timeout");
    }
    if (state == QLatin1String("53100")) {
        return QStringLiteral("storage_full");
    }
    if (state == QLatin1String("58030")) {
        return QStringLiteral("io_error");
    }
    // 25P03: idle in a transaction for too long, 53300: too many connections.
    const bool isLost = state.startsWith(QLatin1String("08")) || state.startsWith(QLatin1String("57P"))
        || state == QLatin1String("25P03") || state == QLatin1String("53300");
    return isLost ? QStringLiteral("connection_lost") : QString();
}

bool isPassing(const QString &code)
{
    return code == QLatin1String("retry") || code == QLatin1String("timeout") || code == QLatin1String("connection_lost");
}

/// PostgreSQL has no U+0000 in texts, and what followed one would be cut off the statement.
QString storable(const QString &text, Backend backend)
{
    if (text.isNull()) {
        return QString(QLatin1String(""));
    }
    return backend == Backend::PostgreSql && text.contains(QChar(u'\0')) ? QString(text).replace(QChar(u'\0'), QChar(u'\uFFFD')) : text;
}

} // namespace

Error toError(const QSqlError &error, const QString &sql, Backend backend)
{
    const auto code = backend == Backend::PostgreSql ? postgresqlCode(error.nativeErrorCode()) : sqliteCode(error.nativeErrorCode());
    const auto kind = isPassing(code) ? ErrorKind::Unavailable : ErrorKind::Storage;
    return Error{kind, error.text() + QStringLiteral(" in: ") + sql.left(160), 0, code, {}};
}

Error toError(const QSqlQuery &failed, const QString &sql, Backend backend)
{
    auto error = toError(failed.lastError(), sql, backend);
    // Every error of a server has its SQLSTATE. Without one it is libpq that could not send or read, which it may say
    // before it calls the connection bad: when the server's last words came before the end of the stream was seen.
    if (backend == Backend::PostgreSql && (!failed.driver()->isOpen() || failed.lastError().nativeErrorCode().isEmpty())) {
        error.kind = ErrorKind::Unavailable;
        error.code = QStringLiteral("connection_lost");
    }
    return error;
}

Query::Query(std::shared_ptr<detail::Prepared> prepared, QString sql) : m_prepared(std::move(prepared)), m_sql(std::move(sql))
{
    m_prepared->isBusy = true;
    if (!m_prepared->isReady) {
        noteFailure();
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
    m_prepared->query.bindValue(m_bound++, storable(text, m_prepared->backend));
    return *this;
}

Query &Query::bind(const QByteArray &blob)
{
    // Qt takes a null QByteArray for NULL.
    m_prepared->query.bindValue(m_bound++, blob.isNull() ? QByteArray("") : blob);
    return *this;
}

Query &Query::bindOrNull(const QByteArray &blob)
{
    m_prepared->query.bindValue(m_bound++, blob.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>()) : QVariant(blob));
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
    m_prepared->query.bindValue(m_bound++, text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(storable(text, m_prepared->backend)));
    return *this;
}

void Query::noteFailure()
{
    m_error = toError(m_prepared->query, m_sql, m_prepared->backend);
    if (m_prepared->isLost && isConnectionLost(*m_error)) {
        *m_prepared->isLost = true;
    }
}

bool Query::start()
{
    m_started = true;
    if (m_error) {
        return false;
    }
    if (!m_prepared->query.exec()) {
        noteFailure();
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
        noteFailure();
    }
    return false;
}

std::optional<Instant> Query::optionalInstant(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(instant(column));
}

} // namespace deskbell::sql
