// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbthread.h"
#include "core/sql/writer.h"
#include "server/storage/changelog.h"

#include <QString>
#include <atomic>
#include <memory>
#include <vector>

namespace deskbell::server {

/// The service's database: one writer, a few readers, the change log between them. An SQLite file of its own, or a
/// PostgreSQL database that several services share (docs/adr/0007).
/// Use: `write(fn)` for one transaction, `read(fn)` for one read; `fn(sql::Connection &) -> Result<T>` runs on a database
/// thread and must capture values only. The future is finished there; coroutines resume on their own thread.
class Database final
{
public:
    struct Options {
        QString file; ///< path of the SQLite file
        bool durable = true;
        sql::Writer::Options writer;
        std::function<void(const Error &)> onFatal; ///< see sql::Writer
        QString url{};  ///< postgresql://… instead of the file; empty: SQLite
        int readers = 2; ///< connections that read
    };

    explicit Database(Options options);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Migrates, reads the lineage, starts the threads. Errors: Storage with code "schema_newer", "migration_failed", …
    [[nodiscard]] Result<Done> open();

    /// One secret for all services of the database: the first to come gives its own, the others take that. Migrates when
    /// open() has not; just `own` on SQLite.
    [[nodiscard]] Result<QByteArray> sharedSecret(const QByteArray &own);

    template<typename F>
    auto write(F fn)
    {
        return m_writer->run(std::move(fn));
    }
    template<typename F>
    auto read(F fn)
    {
        return reader().run(std::move(fn));
    }
    [[nodiscard]] sql::Writer &writer() { return *m_writer; }
    [[nodiscard]] sql::DbThread &reader() { return *m_readers.at(m_next++ % m_readers.size()); }
    /// Only on the writer's thread, that is inside write().
    [[nodiscard]] ChangeLog &changes() { return m_changes; }
    /// New at each start of a process (rule 3).
    [[nodiscard]] const QString &bootId() const { return m_bootId; }
    /// Changes when the database was restored or replaced; consoles then start again (rule 3).
    [[nodiscard]] const QString &lineage() const { return m_lineage; }
    [[nodiscard]] int schemaVersion() const { return m_schemaVersion; }
    /// Whether other services may work on the same database.
    [[nodiscard]] bool isShared() const { return m_config.dialect().isPostgreSql(); }
    /// How it is reached; good after open().
    [[nodiscard]] const sql::DbConfig &config() const { return m_config; }

private:
    [[nodiscard]] Result<Done> prepare();

    Options m_options;
    sql::DbConfig m_config;
    QString m_bootId;
    QString m_lineage;
    int m_schemaVersion = 0;
    bool m_isPrepared = false;
    ChangeLog m_changes;
    std::unique_ptr<sql::Writer> m_writer;
    std::vector<std::unique_ptr<sql::DbThread>> m_readers;
    std::atomic<size_t> m_next{0};
};

/// The database that these options name. Validation for a URL that is none.
[[nodiscard]] Result<sql::DbConfig> databaseConfig(const QString &url, const QString &file, bool isDurable);
/// Where the migrations of a back end are.
[[nodiscard]] QString migrationDirectory(const sql::Dialect &dialect);

} // namespace deskbell::server
