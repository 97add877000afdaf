// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbthread.h"
#include "core/sql/writer.h"
#include "server/secrets/sealer.h"
#include "server/storage/changelog.h"
#include "server/storage/starthistory.h"

#include <QString>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
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
        sql::Writer::Options writer{};
        std::function<void(const Error &)> onFatal{}; ///< see sql::Writer
        QString url{};  ///< postgresql://… instead of the file; empty: SQLite
        int readers = 2; ///< connections that read
        std::function<void()> onFull{}; ///< see sql::Writer::setFullListener()
        /// Set by the service, not by commands beside it: its start and stop are noted (rules 3 and 8).
        struct Service {
            QString bootId;
            ServicePlace place;
            QString version;
            Instant now{};
        };
        std::optional<Service> service{};
        /// Runs after the migrations, before anything else is read or written. An error stops the start.
        std::function<Result<Done>(sql::Connection &)> afterMigrations{};
        qint64 maxForegroundCheck = 200LL * 1024 * 1024; ///< bytes; a larger database is checked while the service runs
        std::shared_ptr<Sealer> sealer{}; ///< null: one whose key nobody keeps, for tools that neither seal nor open
    };

    explicit Database(Options options);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Recovers the log, checks the file when the last stop was unclean, migrates, reads the lineage, starts the threads
    /// (rule 8). A file that fails the check is opened read-only. Errors: Storage with code "schema_newer",
    /// "migration_failed", "corrupt", …
    [[nodiscard]] Result<Done> open();
    /// Notes that the service stops by itself. Waits for the writer; call when nothing else writes any more.
    void noteCleanStop(Instant now);

    /// Nothing is written any more: everything is answered with Storage "read_only". Cannot be undone.
    void enterReadOnly(const QString &reason);
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly; }
    /// Why, for the log and for doctor. Main thread.
    [[nodiscard]] const QString &readOnlyReason() const { return m_readOnlyReason; }
    /// How this start relates to the ones before; only of a service.
    [[nodiscard]] const StartHistory &startHistory() const { return m_history; }
    /// The file is too large to be checked before the service answers: then checkInBackground() has to be called.
    [[nodiscard]] bool isCheckDue() const { return m_isCheckDue; }
    /// Checks the file on a thread of its own; `found` gets what is wrong, or an empty text, on that thread.
    void checkInBackground(std::function<void(const QString &)> found);

    /// One secret for all services of the database: the first to come gives its own, the others take that. Migrates when
    /// open() has not; just `own` on SQLite.
    [[nodiscard]] Result<QByteArray> sharedSecret(const QByteArray &own);

    template<typename F>
    auto write(F fn, sql::Admission admission = sql::Admission::NewWork)
    {
        return m_writer->run(std::move(fn), admission);
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
    /// For what must not be read from a copy of the database. Any thread; lives as long as the database.
    [[nodiscard]] const Sealer &sealer() const { return *m_options.sealer; }
    /// New at each start of a process (rule 3).
    [[nodiscard]] const QString &bootId() const { return m_bootId; }
    /// Changes when the database was restored or replaced; consoles then start again (rule 3).
    [[nodiscard]] const QString &lineage() const { return m_lineage; }
    [[nodiscard]] int schemaVersion() const { return m_schemaVersion; }
    /// The schema that this program makes.
    [[nodiscard]] static int latestSchema(const sql::Dialect &dialect);
    /// Whether other services may work on the same database.
    [[nodiscard]] bool isShared() const { return m_config.dialect().isPostgreSql(); }
    /// How it is reached; good after open().
    [[nodiscard]] const sql::DbConfig &config() const { return m_config; }

private:
    [[nodiscard]] Result<Done> prepare();
    [[nodiscard]] Result<Done> lookBack(sql::Connection &db, int schema, bool hasLeftovers);
    [[nodiscard]] Result<Done> bringUpToDate(sql::Connection &db);
    [[nodiscard]] Result<Done> readLineage(sql::Connection &db);

    Options m_options;
    sql::DbConfig m_config;
    QString m_bootId;
    QString m_lineage;
    int m_schemaVersion = 0;
    std::atomic<bool> m_isReadOnly{false};
    QString m_readOnlyReason;
    StartHistory m_history;
    bool m_isCheckDue = false;
    bool m_isPrepared = false;
    bool m_isOpen = false; ///< the writer runs
    ChangeLog m_changes;
    std::unique_ptr<sql::Writer> m_writer;
    std::vector<std::unique_ptr<sql::DbThread>> m_readers;
    std::unique_ptr<sql::DbThread> m_checker; ///< has only the background check to do
    std::atomic<size_t> m_next{0};
};

/// The database that these options name. Validation for a URL that is none.
[[nodiscard]] Result<sql::DbConfig> databaseConfig(const QString &url, const QString &file, bool isDurable);
/// Where the migrations of a back end are.
[[nodiscard]] QString migrationDirectory(const sql::Dialect &dialect);

} // namespace deskbell::server
