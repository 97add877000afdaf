// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbthread.h"
#include "core/sql/writer.h"
#include "server/storage/changelog.h"

#include <QString>
#include <array>
#include <atomic>
#include <memory>

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
        sql::Writer::Options writer;
        std::function<void(const Error &)> onFatal; ///< see sql::Writer
    };

    explicit Database(Options options);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Migrates, reads the lineage, starts the threads. Errors: Storage with code "schema_newer", "migration_failed", …
    [[nodiscard]] Result<Done> open();

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
    /// Changes when the database was restored or replaced; consoles then start again (rule 3).
    [[nodiscard]] const QString &lineage() const { return m_lineage; }
    [[nodiscard]] int schemaVersion() const { return m_schemaVersion; }

private:
    [[nodiscard]] Result<Done> prepareFile();

    Options m_options;
    QString m_lineage;
    int m_schemaVersion = 0;
    ChangeLog m_changes;
    std::unique_ptr<sql::Writer> m_writer;
    std::array<std::unique_ptr<sql::DbThread>, 2> m_readers;
    std::atomic<size_t> m_next{0};
};

} // namespace deskbell::server
