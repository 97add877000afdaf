// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/database.h"

#include "core/sql/migrator.h"
#include "core/support/rng.h"
#include "server/storage/diagnosticsrepository.h"
#include "server/storage/rowwall.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcDatabase, "deskbell.server.storage.database", QtInfoMsg)

const auto InsertLineage = QStringLiteral("INSERT INTO meta (key, value) VALUES ('lineage_id', ?) ON CONFLICT (key) DO NOTHING");
const auto SelectLineage = QStringLiteral("SELECT value FROM meta WHERE key = 'lineage_id'");
const auto InsertSecret = QStringLiteral("INSERT INTO meta (key, value) VALUES ('access_key', ?) ON CONFLICT (key) DO NOTHING");
const auto SelectSecret = QStringLiteral("SELECT value FROM meta WHERE key = 'access_key'");

/// The schema that brought service_runs.
constexpr int FirstSchemaWithRuns = 7;
/// Enough to see what happened in the last minutes.
constexpr int RunsToLookBack = 20;
/// A service that can only read asks nobody to come back soon.
constexpr int ReadOnlyRetrySeconds = 60;

Error readOnly()
{
    return Error{ErrorKind::Storage, QStringLiteral("the database is damaged and is only read"), 0,
        QStringLiteral("read_only"), {{QStringLiteral("retry_after"), ReadOnlyRetrySeconds}}};
}

/// Empty when the file is well.
QString problemOf(sql::Connection &db)
{
    const auto check = DiagnosticsRepository(db).quickCheck();
    if (!check) {
        return check.error().detail;
    }
    return check.value() == QLatin1String("ok") ? QString() : check.value();
}

} // namespace

Result<sql::DbConfig> databaseConfig(const QString &url, const QString &file, bool isDurable)
{
    if (url.isEmpty()) {
        return sql::DbConfig{sql::Backend::Sqlite, file, isDurable};
    }
    auto config = sql::DbConfig::fromUrl(url);
    if (config) {
        config.value().durable = isDurable;
    }
    return config;
}

QString migrationDirectory(const sql::Dialect &dialect) { return QStringLiteral(":/deskbell/migrations/") + dialect.name(); }

Database::Database(Options options)
    : m_options(std::move(options)),
      m_bootId(m_options.service ? m_options.service->bootId : QString::fromLatin1(SystemRng().bytes(16).toHex()))
{
    if (!m_options.sealer) {
        m_options.sealer = Sealer::ephemeral();
    }
}

Database::~Database()
{
    m_checker.reset();
    if (m_writer) {
        m_writer->stop();
    }
    m_writer.reset();
    m_readers.clear();
}

Result<Done> Database::open()
{
    if (auto prepared = prepare(); !prepared) {
        return prepared;
    }
    m_writer = std::make_unique<sql::Writer>(m_config, m_options.writer, m_changes, m_options.onFatal);
    m_writer->setFullListener(m_options.onFull);
    if (m_isReadOnly) {
        m_writer->setRefusal(readOnly(), true);
    }
    if (auto started = m_writer->start(); !started) {
        return started;
    }
    m_isOpen = true;
    for (int i = 0; i < m_options.readers; ++i) {
        m_readers.push_back(std::make_unique<sql::DbThread>(m_config));
    }
    return Done{};
}

Result<Done> Database::prepare()
{
    if (m_isPrepared) {
        return Done{};
    }
    auto config = databaseConfig(m_options.url, m_options.file, m_options.durable);
    if (!config) {
        return config.error();
    }
    m_config = std::move(config).value();
    // A clean stop empties the log and takes it away.
    const bool hasLeftovers = !isShared() && QFileInfo(m_options.file + QStringLiteral("-wal")).size() > 0;
    auto opened = sql::Connection::open(m_config, sql::Access::ReadWrite);
    if (!opened) {
        return opened.error();
    }
    if (!isShared()) {
        // Guests' names, numbers and the hook secrets are in there: the service's own user only.
        QFile::setPermissions(m_options.file, QFile::ReadOwner | QFile::WriteOwner);
    }
    auto &db = *opened.value();
    const auto schema = sql::schemaVersion(db);
    if (!schema) {
        return schema.error();
    }
    if (auto looked = lookBack(db, schema.value(), hasLeftovers); !looked) {
        return looked;
    }
    if (!m_isReadOnly) {
        if (auto done = bringUpToDate(db); !done) {
            return done;
        }
    } else if (schema.value() != latestSchema(db.dialect())) {
        // Queries of this program do not fit that schema, and a damaged file must not be changed.
        return Error{ErrorKind::Storage, m_readOnlyReason, 0, QStringLiteral("corrupt"), {}};
    } else {
        m_schemaVersion = schema.value();
    }
    if (auto read = readLineage(db); !read) {
        return read;
    }
    m_isPrepared = true;
    // Closing would copy the log back too, but say nothing of errors.
    return isShared() || m_isReadOnly ? Result<Done>(Done{}) : sql::Checkpointer().truncate(db);
}

Result<Done> Database::lookBack(sql::Connection &db, int schema, bool hasLeftovers)
{
    QList<ServiceRun> before;
    if (m_options.service && schema >= FirstSchemaWithRuns) {
        auto recent = ServiceRunsRepository(db).recent(m_options.service->place, RunsToLookBack);
        if (!recent && recent.error().code != QLatin1String("corrupt")) {
            return recent.error();
        }
        // What can not be read counts as unclean; the check finds the rest.
        hasLeftovers = hasLeftovers || !recent;
        before = recent ? std::move(recent).value() : QList<ServiceRun>();
    }
    if (m_options.service) {
        m_history = server::startHistory(before, m_options.service->bootId, m_options.service->now, hasLeftovers);
    } else {
        m_history.wasUnclean = hasLeftovers;
    }
    if (!m_history.wasUnclean || schema == 0 || isShared()) {
        return Done{};
    }
    if (QFileInfo(m_options.file).size() > m_options.maxForegroundCheck) {
        m_isCheckDue = true;
        return Done{};
    }
    qCInfo(lcDatabase) << "the last stop was unclean; checking the database";
    if (const auto problem = problemOf(db); !problem.isEmpty()) {
        enterReadOnly(problem);
    }
    return Done{};
}

Result<Done> Database::bringUpToDate(sql::Connection &db)
{
    const auto migrated = sql::migrate(db, migrationDirectory(db.dialect()), m_options.file);
    if (!migrated) {
        return migrated.error();
    }
    m_schemaVersion = migrated.value().to;
    // Not a migration of its own: whatever table a later one adds is behind the wall as well.
    if (auto raised = raiseRowWall(db); !raised) {
        return raised;
    }
    SystemRng rng;
    if (auto stored = db.query(InsertLineage).bind(QString::fromLatin1(rng.bytes(16).toHex())).run(); !stored) {
        return stored.error();
    }
    if (m_options.afterMigrations) {
        if (auto done = m_options.afterMigrations(db); !done) {
            return done;
        }
    }
    if (!m_options.service) {
        return Done{};
    }
    const auto above = isAboveRowWall(db);
    if (!above) {
        return above.error();
    }
    if (above.value()) {
        qCWarning(lcDatabase) << "the database's role is a superuser or has BYPASSRLS: row security, the second wall between properties, "
                                 "does not hold for it; give the service an ordinary role";
    }
    const auto &service = *m_options.service;
    return ServiceRunsRepository(db).noteStart(service.place, {service.bootId, service.now, false}, service.version);
}

int Database::latestSchema(const sql::Dialect &dialect) { return sql::latestSchema(migrationDirectory(dialect)); }

Result<Done> Database::readLineage(sql::Connection &db)
{
    auto query = db.query(SelectLineage);
    if (!query.next()) {
        return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("no lineage"), 0, {}, {}});
    }
    m_lineage = query.text(0);
    return Done{};
}

void Database::noteCleanStop(Instant now)
{
    if (m_isReadOnly || !m_options.service || !m_isOpen) {
        return;
    }
    auto noted = m_writer->run(
        [id = m_options.service->bootId, now](sql::Connection &db) { return ServiceRunsRepository(db).noteCleanStop(id, now); },
        sql::Admission::Essential);
    noted.waitForFinished();
    if (const auto result = noted.result(); !result) {
        qCWarning(lcDatabase) << "the clean stop could not be noted:" << result.error().detail;
    }
}

void Database::enterReadOnly(const QString &reason)
{
    m_readOnlyReason = QStringLiteral("the database failed its check (%1)").arg(reason.simplified().left(300));
    m_isReadOnly = true;
    if (m_writer) {
        m_writer->setRefusal(readOnly(), true);
    }
}

void Database::checkInBackground(std::function<void(const QString &)> found)
{
    m_isCheckDue = false;
    m_checker = std::make_unique<sql::DbThread>(m_config);
    m_checker->run([](sql::Connection &db) { return Result<QString>(problemOf(db)); },
                   [found = std::move(found)](const Result<QString> &problem) { found(problem ? problem.value() : problem.error().detail); });
}

Result<QByteArray> Database::sharedSecret(const QByteArray &own)
{
    if (m_options.url.isEmpty()) {
        return own;
    }
    if (auto prepared = prepare(); !prepared) {
        return prepared.error();
    }
    auto opened = sql::Connection::open(m_config, sql::Access::ReadWrite);
    if (!opened) {
        return opened.error();
    }
    auto &db = *opened.value();
    if (auto stored = db.query(InsertSecret).bind(QString::fromLatin1(own.toHex())).run(); !stored) {
        return stored.error();
    }
    auto query = db.query(SelectSecret);
    if (!query.next()) {
        return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("no shared secret"), 0, {}, {}});
    }
    return QByteArray::fromHex(query.text(0).toLatin1());
}

} // namespace deskbell::server
