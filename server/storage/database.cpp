// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/database.h"

#include "core/sql/migrator.h"
#include "core/support/rng.h"

#include <QFile>

namespace deskbell::server {
namespace {

const auto MigrationDirectory = QStringLiteral(":/deskbell/migrations/sqlite");
const auto InsertLineage = QStringLiteral("INSERT INTO meta (key, value) VALUES ('lineage_id', ?) ON CONFLICT (key) DO NOTHING");
const auto SelectLineage = QStringLiteral("SELECT value FROM meta WHERE key = 'lineage_id'");

} // namespace

Database::Database(Options options) : m_options(std::move(options)) {}

Database::~Database()
{
    m_writer.reset();
    for (auto &reader : m_readers) {
        reader.reset();
    }
}

Result<Done> Database::open()
{
    if (auto prepared = prepareFile(); !prepared) {
        return prepared;
    }
    const sql::DbConfig config{QStringLiteral("QSQLITE"), m_options.file, m_options.durable};
    m_writer = std::make_unique<sql::Writer>(config, m_options.writer, m_changes, m_options.onFatal);
    if (auto started = m_writer->start(); !started) {
        return started;
    }
    for (auto &reader : m_readers) {
        reader = std::make_unique<sql::DbThread>(config);
    }
    return Done{};
}

Result<Done> Database::prepareFile()
{
    auto opened = sql::Connection::open({QStringLiteral("QSQLITE"), m_options.file, m_options.durable}, sql::Access::ReadWrite);
    if (!opened) {
        return opened.error();
    }
    // Guests' names, numbers and the hook secrets are in there: the service's own user only.
    QFile::setPermissions(m_options.file, QFile::ReadOwner | QFile::WriteOwner);
    auto &db = *opened.value();
    const auto migrated = sql::migrate(db, MigrationDirectory, m_options.file);
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
    return Done{};
}

} // namespace deskbell::server
