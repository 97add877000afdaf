// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobledger.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/jobrules.h"
#include "server/storage/database.h"
#include "server/storage/jobclaims.h"
#include "server/storage/jobsrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/manualtimers.h"
#include "tests/support/seededrng.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <memory>

namespace deskbell::test {

inline const TenantId Sea{QStringLiteral("0190a000-0000-7000-8000-000000000001")};
inline const TenantId Hill{QStringLiteral("0190a000-0000-7000-8000-000000000002")};

/// Two properties in a fresh database, and the parts that jobs are made of; time moves by hand.
struct JobRig {
    QTemporaryDir dir;
    TestDatabase place;
    ManualClock clock;
    ManualTimers timers{clock};
    SeededRng rng;
    server::JobQueue::Options queueOptions;
    std::unique_ptr<server::Database> database;
    std::unique_ptr<server::JobQueue> queue;
    std::unique_ptr<server::JobLedger> ledger;

    explicit JobRig(server::JobQueue::Options options = {}) : queueOptions(std::move(options))
    {
        open();
        for (const auto &tenant : {Sea, Hill}) {
            (void)write([tenant](sql::Connection &db) {
                const auto text = QStringLiteral("INSERT INTO tenants (id, slug, name, time_zone, currency, created_at) "
                                                 "VALUES ('%1', '%2', 'x', 'Europe/Lisbon', 'EUR', 0)");
                return db.exec(text.arg(tenant.value, tenant.value.right(1)), sql::RowScope::everybody());
            });
        }
    }

    void open()
    {
        server::Database::Options options;
        options.file = dir.filePath(QStringLiteral("deskbell.db"));
        options.url = place.url();
        options.durable = false;
        database = std::make_unique<server::Database>(std::move(options));
        if (const auto opened = database->open(); !opened) {
            qFatal("%s", qPrintable(opened.error().detail));
        }
        queue = std::make_unique<server::JobQueue>(clock, IdSource(clock, rng), queueOptions);
        ledger = std::make_unique<server::JobLedger>(database->changes());
    }

    /// One transaction, waited for.
    template<typename F>
    auto write(F fn) -> std::invoke_result_t<F &, sql::Connection &>
    {
        auto future = database->write(std::move(fn));
        future.waitForFinished();
        return future.result();
    }
    [[nodiscard]] Result<JobId> tryEnqueue(const server::NewJob &job, const TenantId &tenant = Sea)
    {
        return write([this, job, tenant](sql::Connection &db) { return queue->enqueue(db, {tenant, QStringLiteral("user:anna")}, job); });
    }
    [[nodiscard]] JobId enqueue(const server::NewJob &job, const TenantId &tenant = Sea)
    {
        const auto id = tryEnqueue(job, tenant);
        if (!id) {
            qFatal("%s", qPrintable(id.error().detail));
        }
        return id.value();
    }
    [[nodiscard]] server::Job job(const JobId &id)
    {
        const auto found = write([id](sql::Connection &db) { return server::JobsRepository(db).byId(id); });
        if (!found || !found.value()) {
            qFatal("no job %s", qPrintable(id.value));
        }
        return *found.value();
    }
    /// The row changed by hand, past all rules.
    void force(const JobId &id, const std::function<void(server::Job &)> &change)
    {
        auto row = job(id);
        const auto fence = row.fence;
        change(row);
        (void)write([row, fence](sql::Connection &db) { return server::JobsRepository(db).save(row, fence); });
    }
    [[nodiscard]] qint64 number(const QString &sql)
    {
        const auto count = write([sql](sql::Connection &db) -> Result<qint64> {
            auto query = db.query(sql, sql::RowScope::everybody());
            return query.next() ? Result<qint64>(query.number(0)) : Result<qint64>(query.error().value_or(Error{}));
        });
        return count ? count.value() : -1;
    }
};

/// A job of the queue "webhook" and the kind "test".
inline server::NewJob newJob(EffectClass effectClass = EffectClass::Idempotent, int priority = 5)
{
    server::NewJob job;
    job.queue = QStringLiteral("webhook");
    job.kind = QStringLiteral("test");
    job.effectClass = effectClass;
    job.priority = priority;
    return job;
}

} // namespace deskbell::test
