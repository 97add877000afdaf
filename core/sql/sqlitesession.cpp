// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitesession.h"

#include "core/sql/sqlitestatement.h"

#include <QStringList>
#include <sqlite3.h>

namespace deskbell::sql {

void SqliteSession::Close::operator()(sqlite3 *db) const { sqlite3_close_v2(db); }

Result<std::unique_ptr<Session>> SqliteSession::open(const DbConfig &config, Access access)
{
    sqlite3 *db = nullptr;
    // One thread uses it: its mutexes are not needed.
    const int opened = sqlite3_open_v2(config.name.toUtf8().constData(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    auto session = std::unique_ptr<SqliteSession>(new SqliteSession(db)); // also after an error there is something to close
    if (opened != SQLITE_OK) {
        return sqliteError(db, opened, QStringLiteral("open ") + config.label());
    }
    sqlite3_extended_result_codes(db, 1);
    if (auto configured = session->configure(config, access); !configured) {
        return configured.error();
    }
    return std::unique_ptr<Session>(std::move(session));
}

Result<Done> SqliteSession::configure(const DbConfig &config, Access access)
{
    QStringList pragmas{
        QStringLiteral("PRAGMA busy_timeout=5000"),
        QStringLiteral("PRAGMA journal_mode=WAL"),
        config.durable ? QStringLiteral("PRAGMA synchronous=FULL") : QStringLiteral("PRAGMA synchronous=OFF"),
        QStringLiteral("PRAGMA foreign_keys=ON"),
        QStringLiteral("PRAGMA mmap_size=0"),
        QStringLiteral("PRAGMA trusted_schema=OFF"),
        QStringLiteral("PRAGMA cell_size_check=ON"),
        QStringLiteral("PRAGMA secure_delete=ON"),
    };
    // Only the writer checkpoints (see Checkpointer); that also removes the WAL-reset race of SQLite before 3.51.3 (rule 5).
    pragmas << QStringLiteral("PRAGMA wal_autocheckpoint=0");
    if (access == Access::ReadOnly) {
        pragmas << QStringLiteral("PRAGMA query_only=ON");
    } else {
        // A log that grew under a long read, such as a backup, gives its space back.
        pragmas << QStringLiteral("PRAGMA journal_size_limit=67108864");
    }
    for (const auto &pragma : std::as_const(pragmas)) {
        if (auto done = exec(pragma); !done) {
            return done;
        }
    }
#ifdef DESKBELL_FAULT_POINTS
    // The power-cut test must be able to fail: with NORMAL what was acknowledged is lost.
    if (const auto mode = qEnvironmentVariable("DESKBELL_FAULT_SYNCHRONOUS"); !mode.isEmpty()) {
        return exec(QStringLiteral("PRAGMA synchronous=") + mode);
    }
#endif
    return Done{};
}

std::unique_ptr<Statement> SqliteSession::prepare(const QString &sql, Use use)
{
    return std::make_unique<SqliteStatement>(m_db.get(), sql, use == Use::Often);
}

Result<Done> SqliteSession::exec(const QString &sql)
{
    SqliteStatement statement(m_db.get(), sql, false);
    return statement.start() ? Result<Done>(Done{}) : Result<Done>(statement.error());
}

Result<Done> SqliteSession::listen(const QString &channel, std::function<void()>)
{
    return Error{ErrorKind::Internal, QStringLiteral("SQLite has no channel %1 to listen to").arg(channel), 0, {}, {}};
}

} // namespace deskbell::sql
