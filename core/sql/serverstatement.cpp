// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/serverstatement.h"

#include <QMetaType>
#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

namespace deskbell::sql {
namespace {

/// SQLSTATE (postgresql.org/docs/15/errcodes-appendix.html). Class 08 and 57P0x: the session has ended or is about to.
QString codeOf(const QString &state)
{
    if (state.startsWith(QLatin1String("23"))) {
        return QStringLiteral("constraint");
    }
    if (state == QLatin1String("40001") || state == QLatin1String("40P01") || state == QLatin1String("55P03")) {
        return QStringLiteral("retry");
    }
    if (state == QLatin1String("42501")) {
        return QStringLiteral("privilege");
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
QString storable(const QString &text)
{
    return text.contains(QChar(u'\0')) ? QString(text).replace(QChar(u'\0'), QChar(u'\uFFFD')) : text;
}

QMetaType metaType(Statement::Type type)
{
    switch (type) {
    case Statement::Type::Text: return QMetaType::fromType<QString>();
    case Statement::Type::Blob: return QMetaType::fromType<QByteArray>();
    case Statement::Type::Number: return QMetaType::fromType<qlonglong>();
    }
    return {};
}

} // namespace

Error serverError(const QSqlError &error, const QString &sql)
{
    const auto code = codeOf(error.nativeErrorCode());
    const auto kind = isPassing(code) ? ErrorKind::Unavailable : ErrorKind::Storage;
    return Error{kind, error.text() + QStringLiteral(" in: ") + sql.left(160), 0, code, {}};
}

Error serverError(const QSqlQuery &failed, const QString &sql)
{
    auto error = serverError(failed.lastError(), sql);
    // Every error of a server has its SQLSTATE. Without one it is libpq that could not send or read, which it may say
    // before it calls the connection bad: when the server's last words came before the end of the stream was seen.
    if (!failed.driver()->isOpen() || failed.lastError().nativeErrorCode().isEmpty()) {
        error.kind = ErrorKind::Unavailable;
        error.code = QStringLiteral("connection_lost");
    }
    return error;
}

ServerStatement::ServerStatement(const QSqlDatabase &db, const QString &sql, bool isForwardOnly, std::shared_ptr<bool> isLost)
    : m_query(db), m_sql(sql), m_isLost(std::move(isLost))
{
    m_query.setForwardOnly(isForwardOnly);
    if (!m_query.prepare(sql)) {
        noteFailure();
        m_isUnpreparable = true;
    }
}

void ServerStatement::noteFailure()
{
    m_failure = serverError(m_query, m_sql);
    *m_isLost = *m_isLost || m_failure->code == QLatin1String("connection_lost");
}

void ServerStatement::bindText(int parameter, const QString &text) { m_query.bindValue(parameter, storable(text)); }

void ServerStatement::bindNull(int parameter, Type type) { m_query.bindValue(parameter, QVariant(metaType(type))); }

bool ServerStatement::start()
{
    if (!m_failure && !m_query.exec()) {
        noteFailure();
    }
    return !m_failure;
}

bool ServerStatement::next()
{
    if (m_failure) {
        return false;
    }
    if (m_query.next()) {
        return true;
    }
    if (m_query.lastError().isValid()) {
        noteFailure();
    }
    return false;
}

void ServerStatement::finish()
{
    m_query.finish();
    if (!m_isUnpreparable) {
        m_failure.reset();
    }
}

} // namespace deskbell::sql
