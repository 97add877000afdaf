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

/// After these nobody knows what is on disk (rule 7). A full disk and a lock pass; a want of memory undid itself.
bool isFatal(const Error &error)
{
    static const QStringList Codes{QStringLiteral("io_error"), QStringLiteral("corrupt"), QStringLiteral("cannot_open"),
        QStringLiteral("readonly_database")};
    return Codes.contains(error.code);
}

bool isFull(const Error &error) { return error.code == QLatin1String("storage_full"); }

Result<Done> step(Connection &db, const QString &sql)
{
    auto ran = db.query(sql).run();
    return ran ? Result<Done>(Done{}) : Result<Done>(ran.error());
}

} // namespace

Writer::Writer(DbConfig config, Options options, WriteObserver &observer, std::function<void(const Error &)> onFatal)
    : m_config(std::move(config)), m_options(options), m_observer(observer), m_onFatal(std::move(onFatal)), m_isSqlite(m_config.driver == QLatin1String("QSQLITE"))
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
        checkpointAtTheEnd();
        m_connection.reset();
    }));
    m_thread->setObjectName(QStringLiteral("db-writer"));
    m_thread->start();
    return future.get();
}

void Writer::setRefusal(std::optional<Error> why, bool isTotal)
{
    const std::lock_guard lock(m_mutex);
    m_refusal = std::move(why);
    m_refusesAll = isTotal;
}

std::optional<Error> Writer::refusal(Admission admission) const
{
    return m_refusesAll || admission == Admission::NewWork ? m_refusal : std::nullopt;
}

bool Writer::tryRun(Work work, Finished finished, Admission admission)
{
    std::optional<Error> refused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_failed || m_stopping || m_queue.size() >= m_options.maxQueued) {
            return false;
        }
        refused = refusal(admission);
        if (!refused) {
            m_queue.push_back({std::move(work), std::move(finished)});
        }
    }
    if (refused) {
        finished(*refused);
    } else {
        m_wake.notify_one();
    }
    return true;
}

void Writer::enqueue(Unit unit, Admission admission)
{
    std::optional<Error> refused;
    {
        const std::lock_guard lock(m_mutex);
        refused = refusal(admission);
        if (m_failed || m_stopping) {
            refused = Error{ErrorKind::Unavailable, QStringLiteral("the database writer has stopped"), 0, {}, {}};
        }
        if (!refused) {
            m_queue.push_back(std::move(unit));
        }
    }
    if (refused) {
        unit.finished(*refused);
    } else {
        m_wake.notify_one();
    }
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
    } else {
        noteTrouble(failure.error(), isFatal(failure.error()));
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
    if (failure) {
        m_checkpointer.committed(qint64(done.size()));
        checkpointWhenDue();
    }
}

void Writer::checkpointWhenDue()
{
    if (!m_isSqlite || !m_checkpointer.isDue()) {
        return;
    }
    if (auto copied = m_checkpointer.run(*m_connection); !copied) {
        qCWarning(lcWriter) << "the log could not be copied back:" << copied.error().detail;
        noteTrouble(copied.error(), isFatal(copied.error()));
    }
}

void Writer::checkpointAtTheEnd()
{
    if (!m_isSqlite || m_failed) {
        return;
    }
    if (auto copied = m_checkpointer.truncate(*m_connection); !copied) {
        qCWarning(lcWriter) << "the log could not be copied back at the end:" << copied.error().detail;
        noteTrouble(copied.error(), isFatal(copied.error()));
    }
}

void Writer::noteTrouble(const Error &error, bool isTheEnd)
{
    if (isFull(error)) {
        if (m_onFull) {
            m_onFull();
        }
    } else if (isTheEnd) {
        fail(error);
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
        if (isFatal(outcome.error())) {
            m_lost = outcome.error();
            return outcome;
        }
        noteTrouble(outcome.error(), false);
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
    noteTrouble(why, why.code != QLatin1String("busy"));
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
