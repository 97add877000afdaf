// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/connection.h"

#include <QSqlError>
#include <QUuid>

namespace deskbell::sql {

Connection::Connection(QString name, QSqlDatabase db) : m_name(std::move(name)), m_db(std::move(db)) {}

Connection::~Connection()
{
    m_prepared.clear();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const DbConfig &config, Access access)
{
    const auto name = QStringLiteral("deskbell-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto db = QSqlDatabase::addDatabase(config.driver, name);
    db.setDatabaseName(config.name);
    if (!db.open()) {
        auto error = toError(db.lastError(), QStringLiteral("open ") + config.name);
        db = {};
        QSqlDatabase::removeDatabase(name);
        return error;
    }
    auto connection = std::unique_ptr<Connection>(new Connection(name, std::move(db)));
    if (auto configured = connection->configure(config, access); !configured) {
        return configured.error();
    }
    return connection;
}

Result<Done> Connection::configure(const DbConfig &config, Access access)
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
    // Only the writer checkpoints; that also removes the WAL-reset race of SQLite before 3.51.3 (rule 5).
    if (access == Access::ReadOnly) {
        pragmas << QStringLiteral("PRAGMA wal_autocheckpoint=0") << QStringLiteral("PRAGMA query_only=ON");
    } else {
        pragmas << QStringLiteral("PRAGMA wal_autocheckpoint=2000");
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

Query Connection::query(const QString &sql)
{
    auto &kept = m_prepared[sql];
    if (kept && !kept->isBusy) {
        return {kept, sql};
    }
    auto prepared = std::make_shared<detail::Prepared>(detail::Prepared{QSqlQuery(m_db), false, false});
    prepared->query.setForwardOnly(true);
    prepared->isReady = prepared->query.prepare(sql);
    if (!kept && prepared->isReady) {
        kept = prepared;
    }
    return {std::move(prepared), sql};
}

Result<Done> Connection::exec(const QString &sql)
{
    QSqlQuery query(m_db);
    if (!query.exec(sql)) {
        return toError(query.lastError(), sql);
    }
    return Done{};
}

} // namespace deskbell::sql
