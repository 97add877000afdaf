// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/connection.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>

namespace deskbell::sql {
namespace {

const auto SelectEncoding = QStringLiteral("SELECT current_setting('server_encoding'), current_setting('server_version_num')");
constexpr qint64 OldestServer = 130'000;

} // namespace

Connection::Connection(QString name, QSqlDatabase db, Dialect dialect)
    : m_name(std::move(name)), m_db(std::move(db)), m_dialect(dialect)
{
}

Connection::~Connection()
{
    if (m_dialect.isPostgreSql()) {
        // The driver first: its statements end with the session, and need not be taken back one by one, or in vain.
        m_db = {};
        QSqlDatabase::removeDatabase(m_name);
        m_prepared.clear();
        return;
    }
    m_prepared.clear();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const DbConfig &config, Access access)
{
    const auto name = QStringLiteral("deskbell-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto dialect = config.dialect();
    auto db = QSqlDatabase::addDatabase(config.driver, name);
    db.setDatabaseName(config.name);
    if (dialect.isPostgreSql()) {
        db.setHostName(config.server.host);
        db.setPort(config.server.port);
        db.setUserName(config.server.user);
        db.setPassword(config.server.password);
        db.setConnectOptions(config.connectOptions(access == Access::ReadOnly));
    }
    if (!db.open()) {
        auto error = toError(db.lastError(), QStringLiteral("open ") + config.label(), dialect.backend);
        if (dialect.isPostgreSql()) {
            error.kind = ErrorKind::Unavailable;
            error.code = QStringLiteral("connection_lost");
        }
        db = {};
        QSqlDatabase::removeDatabase(name);
        return error;
    }
    auto connection = std::unique_ptr<Connection>(new Connection(name, db, dialect));
    db = {}; // or the name could not be given back when what follows fails
    auto configured = dialect.isPostgreSql() ? connection->configureServer() : connection->configure(config, access);
    if (!configured) {
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

Result<Done> Connection::configureServer()
{
    auto query = this->query(SelectEncoding);
    if (!query.next()) {
        return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("the server does not say what it is"), 0, {}, {}});
    }
    if (query.text(0) != QLatin1String("UTF8")) {
        return Error{ErrorKind::Storage, QStringLiteral("the database's encoding is %1; create it with ENCODING 'UTF8'").arg(query.text(0)), 0,
                     QStringLiteral("encoding"), {}};
    }
    if (query.text(1).toLongLong() < OldestServer) {
        return Error{ErrorKind::Storage, QStringLiteral("PostgreSQL %1 is too old; 13 or newer is needed").arg(query.text(1)), 0,
                     QStringLiteral("server_too_old"), {}};
    }
    return Done{};
}

Query Connection::query(const QString &sql)
{
    auto &kept = m_prepared[sql];
    if (kept && !kept->isBusy) {
        return {kept, sql};
    }
    auto prepared = std::make_shared<detail::Prepared>(detail::Prepared{QSqlQuery(m_db), m_dialect.backend, false, false, m_isLost});
    // A forward-only result of PostgreSQL is lost when another statement runs before its last row was read.
    prepared->query.setForwardOnly(!m_dialect.isPostgreSql());
    prepared->isReady = prepared->query.prepare(sql);
    if (!kept && prepared->isReady) {
        kept = prepared;
    }
    return {std::move(prepared), sql};
}

Query Connection::stream(const QString &sql)
{
    auto prepared = std::make_shared<detail::Prepared>(detail::Prepared{QSqlQuery(m_db), m_dialect.backend, false, false, m_isLost});
    prepared->query.setForwardOnly(true);
    prepared->isReady = prepared->query.prepare(sql);
    return {std::move(prepared), sql};
}

Result<Done> Connection::exec(const QString &sql)
{
    QSqlQuery query(m_db);
    if (!query.exec(sql)) {
        auto error = toError(query, sql, m_dialect.backend);
        *m_isLost = *m_isLost || isConnectionLost(error);
        return error;
    }
    return Done{};
}

Result<Done> Connection::control(const QString &sql)
{
    if (m_dialect.isPostgreSql()) {
        return exec(sql);
    }
    auto ran = query(sql).run();
    return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
}

bool Connection::isLost() const { return m_dialect.isPostgreSql() && (*m_isLost || !m_db.driver()->isOpen()); }

Result<Done> Connection::listen(const QString &channel, std::function<void()> heard)
{
    auto *driver = m_db.driver();
    if (!driver->subscribeToNotification(channel)) {
        return toError(driver->lastError(), QStringLiteral("LISTEN ") + channel, m_dialect.backend);
    }
    QObject::connect(driver, &QSqlDriver::notification, driver,
                     [heard = std::move(heard)](const QString &, QSqlDriver::NotificationSource source, const QVariant &) {
                         if (source != QSqlDriver::SelfSource) {
                             heard();
                         }
                     });
    return Done{};
}

} // namespace deskbell::sql
