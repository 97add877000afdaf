// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitestatement.h"

#include <cmath>
#include <sqlite3.h>

namespace deskbell::sql {
namespace {

/// Primary result codes (sqlite.org/rescode.html); extended codes carry them in the low byte.
QString codeOf(int result)
{
    switch (result & 0xFF) {
    case SQLITE_BUSY: return QStringLiteral("busy");
    case SQLITE_NOMEM: return QStringLiteral("no_memory");
    case SQLITE_READONLY: return QStringLiteral("readonly_database");
    case SQLITE_IOERR: return QStringLiteral("io_error");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return QStringLiteral("corrupt");
    case SQLITE_CANTOPEN: return QStringLiteral("cannot_open");
    case SQLITE_FULL: return QStringLiteral("storage_full");
    case SQLITE_CONSTRAINT: return QStringLiteral("constraint");
    default: return {};
    }
}

} // namespace

Error sqliteError(sqlite3 *db, int result, const QString &sql)
{
    const auto *words = db ? sqlite3_errmsg(db) : sqlite3_errstr(result);
    return Error{ErrorKind::Storage, QString::fromUtf8(words) + QStringLiteral(" in: ") + sql.left(160), 0, codeOf(result), {}};
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }

SqliteStatement::SqliteStatement(sqlite3 *db, const QString &sql, bool isKept) : m_db(db), m_sql(sql)
{
    const auto utf8 = sql.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    const char *rest = nullptr;
    const int result = sqlite3_prepare_v3(db, utf8.constData(), int(utf8.size()) + 1, isKept ? SQLITE_PREPARE_PERSISTENT : 0, &prepared, &rest);
    m_statement.reset(prepared);
    if (result != SQLITE_OK) {
        note(result);
    } else if (!prepared || !QByteArray(rest).trimmed().isEmpty()) {
        m_failure = Error{ErrorKind::Storage, QStringLiteral("not one statement: ") + sql.left(160), 0, {}, {}};
    }
    m_isUnpreparable = m_failure.has_value();
}

void SqliteStatement::note(int result) { m_failure = sqliteError(m_db, result, m_sql); }

void SqliteStatement::hold(int parameter, const QByteArray &bytes, bool isText)
{
    m_held.push_back(bytes);
    const auto &held = m_held.back(); // moving a QByteArray later does not move its bytes
    const auto size = sqlite3_uint64(held.size());
    const int result = isText ? sqlite3_bind_text64(m_statement.get(), parameter + 1, held.constData(), size, SQLITE_STATIC, SQLITE_UTF8)
                              : sqlite3_bind_blob64(m_statement.get(), parameter + 1, held.constData(), size, SQLITE_STATIC);
    ++m_bound;
    if (result != SQLITE_OK && !m_failure) {
        note(result);
    }
}

void SqliteStatement::bindText(int parameter, const QString &text) { hold(parameter, text.toUtf8(), true); }

void SqliteStatement::bindBlob(int parameter, const QByteArray &blob) { hold(parameter, blob, false); }

void SqliteStatement::bindNumber(int parameter, qint64 number)
{
    ++m_bound;
    if (const int result = sqlite3_bind_int64(m_statement.get(), parameter + 1, number); result != SQLITE_OK && !m_failure) {
        note(result);
    }
}

void SqliteStatement::bindNull(int parameter, Type)
{
    ++m_bound;
    if (const int result = sqlite3_bind_null(m_statement.get(), parameter + 1); result != SQLITE_OK && !m_failure) {
        note(result);
    }
}

bool SqliteStatement::step()
{
    const int result = sqlite3_step(m_statement.get());
    m_hasRow = result == SQLITE_ROW;
    if (m_hasRow) {
        return true;
    }
    if (result != SQLITE_DONE) {
        note(result);
    }
    // At the end at once, or the read transaction would stay open while the caller does something else.
    sqlite3_reset(m_statement.get());
    return false;
}

bool SqliteStatement::start()
{
    if (m_failure) {
        return false;
    }
    // SQLite would take what was not bound for NULL.
    if (const int wanted = sqlite3_bind_parameter_count(m_statement.get()); wanted != m_bound) {
        m_failure = Error{ErrorKind::Internal, QStringLiteral("%1 of %2 parameters are bound in: ").arg(m_bound).arg(wanted) + m_sql.left(160), 0, {}, {}};
        return false;
    }
    m_isRowFresh = step();
    m_changedRows = sqlite3_changes(m_db);
    return !m_failure;
}

bool SqliteStatement::next()
{
    if (m_isRowFresh) {
        m_isRowFresh = false;
        return true;
    }
    return m_hasRow && step();
}

void SqliteStatement::finish()
{
    if (m_hasRow || m_failure) {
        sqlite3_reset(m_statement.get());
    }
    if (m_bound > 0 && m_statement) {
        sqlite3_clear_bindings(m_statement.get());
    }
    m_held.clear();
    m_bound = 0;
    m_hasRow = false;
    m_isRowFresh = false;
    if (!m_isUnpreparable) {
        m_failure.reset();
    }
}

QString SqliteStatement::text(int column) const
{
    if (!m_hasRow) {
        return {};
    }
    // In this order: the text may be converted, and only then its size is known.
    const auto *words = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return words ? QString::fromUtf8(words, sqlite3_column_bytes(m_statement.get(), column)) : QString();
}

qint64 SqliteStatement::number(int column) const
{
    if (!m_hasRow) {
        return 0;
    }
    const bool isReal = sqlite3_column_type(m_statement.get(), column) == SQLITE_FLOAT;
    return isReal ? qint64(std::llround(sqlite3_column_double(m_statement.get(), column))) : sqlite3_column_int64(m_statement.get(), column);
}

QByteArray SqliteStatement::blob(int column) const
{
    if (!m_hasRow) {
        return {};
    }
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    const auto size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes || isNull(column) ? QByteArray(bytes, size) : QByteArray("");
}

bool SqliteStatement::isNull(int column) const { return !m_hasRow || sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

} // namespace deskbell::sql
