// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/database.h"

#include "core/sql/migrator.h"
#include "core/support/rng.h"

#include <QFile>

namespace deskbell::server {
namespace {

const auto InsertLineage = QStringLiteral("INSERT INTO meta (key, value) VALUES ('lineage_id', ?) ON CONFLICT (key) DO NOTHING");
const auto SelectLineage = QStringLiteral("SELECT value FROM meta WHERE key = 'lineage_id'");
const auto InsertSecret = QStringLiteral("INSERT INTO meta (key, value) VALUES ('access_key', ?) ON CONFLICT (key) DO NOTHING");
const auto SelectSecret = QStringLiteral("SELECT value FROM meta WHERE key = 'access_key'");

} // namespace

Result<sql::DbConfig> databaseConfig(const QString &url, const QString &file, bool isDurable)
{
    if (url.isEmpty()) {
        return sql::DbConfig{QStringLiteral("QSQLITE"), file, isDurable};
    }
    auto config = sql::DbConfig::fromUrl(url);
    if (config) {
        config.value().durable = isDurable;
    }
    return config;
}

QString migrationDirectory(const sql::Dialect &dialect) { return QStringLiteral(":/deskbell/migrations/") + dialect.name(); }

Database::Database(Options options) : m_options(std::move(options)), m_bootId(QString::fromLatin1(SystemRng().bytes(16).toHex())) {}

Database::~Database()
{
    m_writer.reset();
    m_readers.clear();
}

Result<Done> Database::open()
{
    if (auto prepared = prepare(); !prepared) {
        return prepared;
    }
    m_writer = std::make_unique<sql::Writer>(m_config, m_options.writer, m_changes, m_options.onFatal);
    if (auto started = m_writer->start(); !started) {
        return started;
    }
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
    auto opened = sql::Connection::open(m_config, sql::Access::ReadWrite);
    if (!opened) {
        return opened.error();
    }
    if (!isShared()) {
        // Guests' names, numbers and the hook secrets are in there: the service's own user only.
        QFile::setPermissions(m_options.file, QFile::ReadOwner | QFile::WriteOwner);
    }
    auto &db = *opened.value();
    const auto migrated = sql::migrate(db, migrationDirectory(db.dialect()), m_options.file);
    if (!migrated) {
        return migrated.error();
    }
    m_schemaVersion = migrated.value().to;
    SystemRng rng;
    if (auto stored = db.query(InsertLineage).bind(QString::fromLatin1(rng.bytes(16).toHex())).run(); !stored) {
        return stored.error();
    }
    auto query = db.query(SelectLineage);
    if (!query.next()) {
        return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("no lineage"), 0, {}, {}});
    }
    m_lineage = query.text(0);
    m_isPrepared = true;
    return Done{};
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
