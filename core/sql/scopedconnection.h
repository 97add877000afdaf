// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/sql/rowscope.h"

namespace deskbell::sql {

/// A connection as one repository may use it: every statement made here carries its scope. Does not own the connection,
/// which must outlive it and every query.
class ScopedConnection final
{
public:
    ScopedConnection(Connection &db, RowScope scope) : m_db(&db), m_scope(std::move(scope)) { }

    [[nodiscard]] Query query(const QString &sql) const { return m_db->query(sql, m_scope); }
    [[nodiscard]] Query stream(const QString &sql) const { return m_db->stream(sql, m_scope); }
    [[nodiscard]] Result<Done> exec(const QString &sql) const { return m_db->exec(sql, m_scope); }
    /// As Connection::control().
    [[nodiscard]] Result<Done> control(const QString &sql) const { return m_db->control(sql); }
    [[nodiscard]] const Dialect &dialect() const { return m_db->dialect(); }
    /// For another repository, or a transaction; what is asked there directly sees nothing.
    [[nodiscard]] Connection &connection() const { return *m_db; }

private:
    Connection *m_db;
    RowScope m_scope;
};

} // namespace deskbell::sql
