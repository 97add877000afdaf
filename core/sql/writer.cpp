// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/writer.h"

#include "core/support/faultpoint.h"

#include <QLoggingCategory>
#include <future>
#include <thread>

namespace deskbell::sql {
namespace {

Q_LOGGING_CATEGORY(lcWriter, "deskbell.core.sql.writer", QtInfoMsg)

const auto Commit = QStringLiteral("COMMIT");
const auto TruncateLog = QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)");
const auto Rollback = QStringLiteral("ROLLBACK");
const auto Savepoint = QStringLiteral("SAVEPOINT unit");
const auto Release = QStringLiteral("RELEASE SAVEPOINT unit");
const auto RollbackTo = QStringLiteral("ROLLBACK TO SAVEPOINT unit");

/// After these nobody knows what is on disk (rule 7). A full disk and a lock pass; a want of memory undid itself.
bool isFatal(const Error &error)
{
    static const QStringList Codes{QStringLiteral("io_error"), QStringLiteral("corrupt"), QStringLiteral("cannot_open"),
        QStringLiteral("readonly_database")};
    return Codes.contains(error.code);
}

bool isFull(const Error &error) { return error.code == QLatin1String("storage_full"); }

/// Two services that have met once must not meet again: 10 to 40 ms, longer with each try.
std::chrono::milliseconds jitter(int attempt)
{
    const auto spread = std::chrono::steady_clock::now().time_since_epoch().count() / 1000 % 30;
    return std::chrono::milliseconds((10 + spread) * attempt);
}

Result<Done> truncate(Connection &db)
{
    if (db.dialect().isPostgreSql()) {
        return Done{};
    }
    auto query = db.query(TruncateLog);
    const bool isBusy = query.next() && query.number(0) != 0;
    if (query.error()) {
        return *query.error();
    }
    return isBusy ? Result<Done>(Error{ErrorKind::Storage, QStringLiteral("somebody still reads an older state"), 0, QStringLiteral("busy"), {}})
                  : Result<Done>(Done{});
}

} // namespace

Writer::Writer(DbConfig config, Options options, WriteObserver &observer, std::function<void(const Error &)> onFatal)
    : m_config(std::move(config)), m_options(options), m_observer(observer), m_onFatal(std::move(onFatal)),
      m_isSqlite(m_config.backend == Backend::Sqlite), m_pace(m_options.maxBatch, m_options.gather)
{
}

Writer::~Writer() { stop(); }

void Writer::stop()
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

QFuture<Result<Done>> Writer::truncateLog()
{
    auto answer = std::make_shared<detail::Answer<Result<Done>>>();
    auto future = answer->future();
    enqueue({&truncate, [answer](const Result<Done> &truncated) { answer->set(truncated); }, true}, Admission::Essential);
    return future;
}

Result<Done> Writer::runBetween(Unit &unit)
{
    auto opened = ensureOpen();
    return opened ? detail::guarded(unit.work, *m_connection) : opened;
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
    if (m_queue.empty() || m_queue.front().isBetween) {
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
        } else if (unit.isBetween) {
            unit.finished(runBetween(unit));
        } else {
            commitBatch(std::move(unit));
        }
        unit = {};
    }
}

Result<Done> Writer::ensureOpen()
{
    if (m_connection && !m_connection->isLost()) {
        return Done{};
    }
    m_connection.reset();
    noteLost(true);
    if (!m_backoff.mayTry(std::chrono::steady_clock::now())) {
        return Error{ErrorKind::Unavailable, QStringLiteral("the database can not be reached"), 0, QStringLiteral("connection_lost"), {}};
    }
    auto opened = Connection::open(m_config, Access::ReadWrite);
    if (!opened) {
        m_backoff.failed(std::chrono::steady_clock::now());
        return opened.error();
    }
    qCInfo(lcWriter) << "the database is back";
    noteLost(false);
    m_backoff.succeeded();
    m_connection = std::move(opened).value();
    return Done{};
}

void Writer::noteLost(bool isLost)
{
    const std::lock_guard lock(m_mutex);
    m_stats.isLost = isLost;
}

void Writer::commitBatch(Unit first)
{
    if (auto opened = ensureOpen(); !opened) {
        first.finished(opened);
        return;
    }
    std::vector<std::pair<Unit, Result<Done>>> done;
    done.reserve(size_t(m_options.maxUnits));
    m_lost.reset();
    auto failure = m_connection->control(m_connection->dialect().begin());
    const auto began = std::chrono::steady_clock::now();
    Unit unit = std::move(first);
    std::optional<Unit> deferred;
    bool hasUnit = true;
    while (hasUnit) {
        auto outcome = failure ? runUnit(unit) : failure;
        if (!outcome && !m_lost && isRetry(outcome.error())) {
            // After what is done here, and before what came later.
            deferred = std::move(unit);
            break;
        }
        done.emplace_back(std::move(unit), std::move(outcome));
        unit = {};
        const auto now = std::chrono::steady_clock::now();
        const bool isFull = m_lost || int(done.size()) >= m_options.maxUnits || now - began >= m_pace.limit();
        hasUnit = !isFull && takeMore(unit, std::max(began + m_pace.patience(done.size()), now));
    }
    if (failure) {
        const auto before = std::chrono::steady_clock::now();
        failure = finishTransaction();
        m_pace.committed(done.size(), std::chrono::steady_clock::now() - before);
    } else {
        noteTrouble(failure.error(), isFatal(failure.error()));
    }
    count(done.size(), failure.ok());
    for (auto &[finishedUnit, outcome] : done) {
        if (!failure && isRetry(failure.error())) {
            runAlone(std::move(finishedUnit));
            continue;
        }
        DESKBELL_FAULT_POINT("writer.before_answer");
        finishedUnit.finished(failure ? outcome : failure);
    }
    if (deferred) {
        runAlone(std::move(*deferred));
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
    } else if (isTheEnd && m_isSqlite) {
        fail(error);
    }
}

void Writer::runAlone(Unit unit)
{
    Result<Done> outcome;
    for (int attempt = 1; attempt <= MaxTries; ++attempt) {
        if (attempt > 1) {
            std::this_thread::sleep_for(jitter(attempt));
        }
        {
            const std::lock_guard lock(m_mutex);
            ++m_stats.retries;
        }
        outcome = tryAlone(unit);
        if (outcome || !isRetry(outcome.error())) {
            break;
        }
    }
    unit.finished(outcome);
}

Result<Done> Writer::tryAlone(Unit &unit)
{
    if (auto opened = ensureOpen(); !opened) {
        return opened;
    }
    m_lost.reset();
    if (auto begun = m_connection->control(m_connection->dialect().begin()); !begun) {
        return begun;
    }
    const auto outcome = runUnit(unit);
    const auto committed = finishTransaction();
    count(1, committed.ok());
    return committed ? outcome : committed;
}

void Writer::count(size_t units, bool isCommitted)
{
    const std::lock_guard lock(m_mutex);
    m_stats.units += units;
    (isCommitted ? m_stats.commits : m_stats.failedCommits) += 1;
}

Result<Done> Writer::runUnit(Unit &unit)
{
    if (auto begun = m_connection->control(Savepoint); !begun) {
        m_lost = begun.error();
        return begun;
    }
    m_observer.unitStarted();
    auto outcome = detail::guarded(unit.work, *m_connection);
    if (outcome) {
        outcome = m_connection->control(Release);
        if (outcome) {
            return outcome;
        }
        // On PostgreSQL also of a unit that went on after a statement had failed: its transaction is dead, COMMIT would
        // roll back and report success.
    }
    m_observer.unitRolledBack();
    if (m_isSqlite && isFatal(outcome.error())) {
        m_lost = outcome.error();
        return outcome;
    }
    noteTrouble(outcome.error(), false);
    if (auto undone = m_connection->control(RollbackTo); !undone) {
        // Nothing of this batch is left, and what came next would commit by itself.
        m_lost = outcome.error();
        return outcome;
    }
    if (auto released = m_connection->control(Release); !released) {
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
    if (!outcome) {
        return abandonTransaction(outcome.error());
    }
    DESKBELL_FAULT_POINT("writer.before_commit");
    outcome = m_connection->control(Commit);
    if (outcome) {
        DESKBELL_FAULT_POINT("writer.after_commit");
        m_observer.committed();
        return outcome;
    }
    auto error = outcome.error();
    if (isConnectionLost(error)) {
        error.code = QStringLiteral("commit_unknown");
    }
    return abandonTransaction(error);
}

Error Writer::abandonTransaction(const Error &why)
{
    m_observer.aborted();
    auto error = why;
    if (m_connection->dialect().isPostgreSql()) {
        qCWarning(lcWriter) << "not committed:" << why.code << why.detail;
        noteTrouble(why, false);
        if (!m_connection->isLost() && !m_connection->control(Rollback)) {
            m_connection.reset();
        }
        return error;
    }
    qCCritical(lcWriter) << "nothing was committed:" << why.detail;
    // SQLite may have rolled back by itself; then this is an error that means nothing.
    (void)m_connection->control(Rollback);
    // A full disk heals when space returns. After anything else what is on disk is unknown (rule 7): stop acknowledging.
    noteTrouble(why, why.code != QLatin1String("busy"));
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
