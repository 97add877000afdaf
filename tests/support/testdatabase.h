// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::test {

/// Which back end the tests of this process run on, and a database of one's own there. DESKBELL_TEST_POSTGRESQL names the
/// file that tests/support/postgresql.py wrote; without it everything is SQLite and nothing is created.
class TestDatabase final
{
public:
    TestDatabase();
    /// Drops it.
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    [[nodiscard]] static bool isPostgreSql();
    /// postgresql://… of an ordinary role that owns the database, or empty on SQLite: what `database.url` takes.
    [[nodiscard]] const QString &url() const { return m_url; }

private:
    QString m_name;
    QString m_url;
};

} // namespace deskbell::test
