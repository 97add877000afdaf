// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbthread.h"
#include "core/sql/writer.h"
#include "server/storage/changelog.h"
#include "server/storage/starthistory.h"

#include <QString>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace deskbell::server {

/// The service's database: one writer, a few readers, the change log between them.
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
    /// Changes when the database was restored or replaced; consoles then start again (rule 3).
    [[nodiscard]] const QString &lineage() const { return m_lineage; }
    [[nodiscard]] int schemaVersion() const { return m_schemaVersion; }
    /// The schema that this program makes.
    [[nodiscard]] static int latestSchema();

private:
    [[nodiscard]] Result<Done> prepareFile();
    [[nodiscard]] Result<Done> lookBack(sql::Connection &db, int schema, bool hasLeftovers);
    [[nodiscard]] Result<Done> bringUpToDate(sql::Connection &db);
    [[nodiscard]] Result<Done> readLineage(sql::Connection &db);

    Options m_options;
    QString m_lineage;
    int m_schemaVersion = 0;
    std::atomic<bool> m_isReadOnly{false};
    QString m_readOnlyReason;
    StartHistory m_history;
    bool m_isCheckDue = false;
    bool m_isOpen = false; ///< the writer runs
    ChangeLog m_changes;
    std::unique_ptr<sql::Writer> m_writer;
    std::array<std::unique_ptr<sql::DbThread>, 2> m_readers;
    std::unique_ptr<sql::DbThread> m_checker; ///< has only the background check to do
    std::atomic<size_t> m_next{0};
};

} // namespace deskbell::server
