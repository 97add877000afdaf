// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbconfig.h"
#include "core/sql/session.h"

#include <memory>

struct sqlite3;

namespace deskbell::sql {

/// A connection of the SQLite library itself. Not through QtSql: its driver costs more per statement than many of ours take
/// in SQLite (docs/adr/0013).
class SqliteSession final : public Session
{
public:
    /// Opens and configures (RELIABILITY rules 4 and 5).
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const DbConfig &config, Access access);

    [[nodiscard]] std::unique_ptr<Statement> prepare(const QString &sql, Use use) override;
    [[nodiscard]] Result<Done> exec(const QString &sql) override;
    [[nodiscard]] bool isLost() const override { return false; }
    [[nodiscard]] Result<Done> listen(const QString &channel, std::function<void()> heard) override;

private:
    struct Close {
        void operator()(sqlite3 *db) const;
    };

    explicit SqliteSession(sqlite3 *db) : m_db(db) { }
    [[nodiscard]] Result<Done> configure(const DbConfig &config, Access access);

    std::unique_ptr<sqlite3, Close> m_db;
};

} // namespace deskbell::sql
