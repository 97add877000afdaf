// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/writer.h"

#include "core/support/faultpoint.h"

#include <QLoggingCategory>
#include <future>

namespace deskbell::sql {
namespace {

Q_LOGGING_CATEGORY(lcWriter, "deskbell.core.sql.writer", QtInfoMsg)

const auto Begin = QStringLiteral("BEGIN IMMEDIATE");
const auto Commit = QStringLiteral("COMMIT");
const auto Rollback = QStringLiteral("ROLLBACK");
const auto Savepoint = QStringLiteral("SAVEPOINT unit");
const auto Release = QStringLiteral("RELEASE unit");
const auto RollbackTo = QStringLiteral("ROLLBACK TO unit");

Result<Done> step(Connection &db, const QString &sql)
{
    auto ran = db.query(sql).run();
    return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
}

} // namespace

Writer::Writer(DbConfig config, Options options, WriteObserver &observer, std::function<void(const Error &)> onFatal)
    : m_config(std::move(config)), m_options(options), m_observer(observer), m_onFatal(std::move(onFatal))
{
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread) {
        m_thread->wait();
    }
}

Result<Done> Writer::start()
{
    std::promise<Result<Done>> opened;
    auto future = opened.get_future();
    m_thread.reset(QThread::create([this, &opened] {
        auto connection = Connection::open(m_config, Access::ReadWrite);
        if (!connection) {
            opened.set_value(connection.error());
            return;
        }
        m_connection = std::move(connection).value();
        opened.set_value(Done{});
        loop();
        m_connection.reset();
    }));
    m_thread->setObjectName(QStringLiteral("db-writer"));
    m_thread->start();
    return future.get();
}

bool Writer::tryRun(Work work, Finished finished)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_failed || m_stopping || m_queue.size() >= m_options.maxQueued) {
            return false;
        }
        m_queue.push_back({std::move(work), std::move(finished)});
    }
    m_wake.notify_one();
    return true;
}

void Writer::enqueue(Unit unit)
{
    bool isRefused = false;
    {
        const std::lock_guard lock(m_mutex);
        isRefused = m_failed || m_stopping;
        if (!isRefused) {
            m_queue.push_back(std::move(unit));
        }
    }
    if (isRefused) {
        unit.finished(Error{ErrorKind::Unavailable, QStringLiteral("the database writer has stopped"), 0, {}, {}});
        return;
    }
    m_wake.notify_one();
}

Writer::Stats Writer::stats() const
{
    const std::lock_guard lock(m_mutex);
    auto stats = m_stats;
    stats.queued = m_queue.size();
    return stats;
}

bool Writer::takeFirst(Unit &unit)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    if (m_queue.empty()) {
        return false;
    }
    unit = std::move(m_queue.front());
    m_queue.pop_front();
    return true;
}

bool Writer::takeMore(Unit &unit, std::chrono::steady_clock::time_point until)
{
    std::unique_lock lock(m_mutex);
    if (m_queue.empty()) {
        m_wake.wait_until(lock, until, [this] { return m_stopping || !m_queue.empty(); });
    }
    if (m_queue.empty()) {
        return false;
    }
    unit = std::move(m_queue.front());
    m_queue.pop_front();
    return true;
}

void Writer::loop()
{
    Unit unit;
    while (takeFirst(unit)) {
        if (m_failed) {
            unit.finished(Error{ErrorKind::Unavailable, QStringLiteral("the database writer has failed"), 0, {}, {}});
        } else {
            commitBatch(std::move(unit));
        }
        unit = {};
    }
}

void Writer::commitBatch(Unit first)
{
    std::vector<std::pair<Unit, Result<Done>>> done;
    done.reserve(size_t(m_options.maxUnits));
    auto failure = step(*m_connection, Begin);
    const auto began = std::chrono::steady_clock::now();
    Unit unit = std::move(first);
    bool hasUnit = true;
    m_lost.reset();
    while (hasUnit) {
        auto outcome = failure ? runUnit(unit) : failure;
        done.emplace_back(std::move(unit), std::move(outcome));
        unit = {};
        const auto now = std::chrono::steady_clock::now();
        const bool isFull = m_lost || int(done.size()) >= m_options.maxUnits || now - began >= m_options.maxBatch;
        const bool isWorthWaiting = done.size() * 4 < m_lastBatch * 3;
        hasUnit = !isFull && takeMore(unit, isWorthWaiting ? began + m_options.gather : now);
    }
    m_lastBatch = done.size();
    if (failure) {
        failure = finishTransaction();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_stats.units += done.size();
        (failure ? m_stats.commits : m_stats.failedCommits) += 1;
    }
    for (auto &[finishedUnit, outcome] : done) {
        DESKBELL_FAULT_POINT("writer.before_answer");
        finishedUnit.finished(failure ? outcome : failure);
    }
}

Result<Done> Writer::runUnit(Unit &unit)
{
    if (auto begun = step(*m_connection, Savepoint); !begun) {
        m_lost = begun.error();
        return begun;
    }
    m_observer.unitStarted();
    auto outcome = detail::guarded(unit.work, *m_connection);
    if (!outcome) {
        m_observer.unitRolledBack();
        if (auto undone = step(*m_connection, RollbackTo); !undone) {
            // Nothing of this batch is left, and what came next would commit by itself.
            m_lost = outcome.error();
            return outcome;
        }
    }
    if (auto released = step(*m_connection, Release); !released) {
        m_lost = released.error();
        return released;
    }
    return outcome;
}

Result<Done> Writer::finishTransaction()
{
    if (m_lost) {
        return abandonTransaction(*m_lost);
    }
    auto outcome = m_observer.beforeCommit(*m_connection);
    if (outcome) {
        DESKBELL_FAULT_POINT("writer.before_commit");
        outcome = step(*m_connection, Commit);
    }
    if (outcome) {
        DESKBELL_FAULT_POINT("writer.after_commit");
        m_observer.committed();
        return outcome;
    }
    return abandonTransaction(outcome.error());
}

Error Writer::abandonTransaction(const Error &why)
{
    qCCritical(lcWriter) << "nothing was committed:" << why.detail;
    m_observer.aborted();
    // SQLite may have rolled back by itself; then this is an error that means nothing.
    (void)step(*m_connection, Rollback);
    // A full disk heals when space returns. After anything else what is on disk is unknown (rule 7): stop acknowledging.
    if (why.code != QLatin1String("storage_full") && why.code != QLatin1String("busy")) {
        fail(why);
    }
    auto error = why;
    error.kind = ErrorKind::Storage;
    return error;
}

void Writer::fail(const Error &error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_failed = true;
    }
    if (m_onFatal) {
        m_onFatal(error);
    }
}

} // namespace deskbell::sql
