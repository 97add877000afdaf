// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/batchpace.h"
#include "core/sql/checkpointer.h"
#include "core/sql/dbthread.h"

#include <QThread>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace deskbell::sql {

/// Takes part in the writer's transactions. All calls come on the writer's thread.
class WriteObserver
{
public:
    virtual ~WriteObserver() = default;
    virtual void unitStarted() {}
    /// What the unit did is undone.
    virtual void unitRolledBack() {}
    /// Last statements of the transaction. An error rolls all of it back.
    [[nodiscard]] virtual Result<Done> beforeCommit(Connection &) { return Done{}; }
    /// On disk. Called before the units are answered.
    virtual void committed() {}
    virtual void aborted() {}
};

/// What kind of work asks for a place in the queue (RELIABILITY rule 9).
enum class Admission {
    NewWork, ///< can be told to come again
    Essential, ///< has to be recorded even when the disk is nearly full: what was done outside already, sign-ins, clean-up
};

/// The one thread that writes (RELIABILITY rules 5-7). Units of work queue; up to `maxUnits` of them, or as many as fit in
/// `maxBatch`, share one transaction with a savepoint each. A unit is answered only after COMMIT.
///
/// PostgreSQL adds two things. A deadlock, a serialization failure or a lock that is not to be had (code "retry") undoes the
/// unit, or the whole batch when COMMIT says so; each unit then runs again in a transaction of its own, up to MaxTries
/// times. So a unit's work must be repeatable: it overwrites what it captured and touches nothing but the database. And a
/// server may go: the units of that batch are answered with Unavailable, code "connection_lost" when certainly nothing was
/// committed, "commit_unknown" when COMMIT was sent and its answer never came. The writer opens another connection for
/// those that come later; onFatal is for SQLite, where the failed disk is our own (docs/adr/0006).
class Writer final
{
public:
    static constexpr int MaxTries = 5;

    struct Options {
        int maxUnits = 64;
        std::chrono::milliseconds maxBatch{5}; ///< and shorter where commits are quick, see BatchPace
        /// Under load: how long a commit waits for companions when fewer have come than shared the last one. A lone unit
        /// never waits, because the one before it was alone too.
        std::chrono::microseconds gather{400};
        size_t maxQueued = 4096; ///< over it tryRun() refuses; run() is not refused, people are few
    };
    struct Stats {
        quint64 units = 0;
        quint64 commits = 0;
        quint64 failedCommits = 0;
        quint64 retries = 0; ///< units run again after a deadlock or its like
        size_t queued = 0;
        bool isLost = false; ///< the server could not be reached when it was last tried
    };
    /// A unit's work; an error rolls its savepoint back.
    using Work = std::function<Result<Done>(Connection &)>;
    /// Called on the writer's thread after COMMIT, or with the error of the unit or of the commit.
    using Finished = std::function<void(const Result<Done> &)>;

    /// `observer` must outlive the writer. `onFatal` is called once, on the writer's thread, when a commit failed in a way
    /// after which nothing may be acknowledged any more (I/O error): the process should end with 70.
    Writer(DbConfig config, Options options, WriteObserver &observer, std::function<void(const Error &)> onFatal);
    /// Stops.
    ~Writer();
    Q_DISABLE_COPY_MOVE(Writer)

    /// Opens the connection; call once before any work.
    [[nodiscard]] Result<Done> start();
    /// Finishes what is queued and ends the thread; what comes later is refused. Listeners may be called until it returns, so
    /// who reaches the writer through a pointer must keep that pointer until then.
    void stop();

    /// From now on work is answered with `why` before it touches the database: new work, or everything when `isTotal`.
    /// std::nullopt lifts that. What is queued already runs. Any thread.
    void setRefusal(std::optional<Error> why, bool isTotal = false);
    /// Called on the writer's thread whenever the disk was full. Set before start().
    void setFullListener(std::function<void()> listener) { m_onFull = std::move(listener); }

    /// Runs fn(Connection &) -> Result<T> in the next transaction; the future is finished after its commit.
    template<typename F>
    auto run(F fn, Admission admission = Admission::NewWork) -> QFuture<std::invoke_result_t<F &, Connection &>>
    {
        using R = std::invoke_result_t<F &, Connection &>;
        auto answer = std::make_shared<detail::Answer<R>>();
        auto result = std::make_shared<R>();
        auto future = answer->future();
        enqueue({[result, fn = std::move(fn)](Connection &db) mutable -> Result<Done> {
                     *result = detail::guarded(fn, db);
                     return result->ok() ? Result<Done>(Done{}) : Result<Done>(result->error());
                 },
                 [answer, result](const Result<Done> &committed) {
                     answer->set(committed ? std::move(*result) : R(committed.error()));
                 }},
            admission);
        return future;
    }

    /// SQLite: copies the log back and empties it, between two transactions, so that what was overwritten is on no disk block of
    /// ours any more. "busy" while a reader still looks at an older state: ask again. Nothing to do on PostgreSQL.
    [[nodiscard]] QFuture<Result<Done>> truncateLog();

    /// False when the queue is full or the writer has failed: back-pressure for whoever can be told to come again. Work that
    /// setRefusal() refuses is finished with that error at once, on the caller's thread.
    [[nodiscard]] bool tryRun(Work work, Finished finished, Admission admission = Admission::NewWork);

    [[nodiscard]] Stats stats() const;

private:
    struct Unit {
        Work work;
        Finished finished;
        bool isBetween = false; ///< runs between two transactions, in none
    };

    void enqueue(Unit unit, Admission admission);
    [[nodiscard]] std::optional<Error> refusal(Admission admission) const;
    void loop();
    [[nodiscard]] bool takeFirst(Unit &unit);
    [[nodiscard]] bool takeMore(Unit &unit, std::chrono::steady_clock::time_point until);
    [[nodiscard]] Result<Done> ensureOpen();
    void noteLost(bool isLost);
    [[nodiscard]] Result<Done> runBetween(Unit &unit);
    void commitBatch(Unit first);
    /// Again, in a transaction of its own each time, while the database says "retry".
    void runAlone(Unit unit);
    [[nodiscard]] Result<Done> tryAlone(Unit &unit);
    void count(size_t units, bool isCommitted);
    [[nodiscard]] Result<Done> runUnit(Unit &unit);
    [[nodiscard]] Result<Done> finishTransaction();
    [[nodiscard]] Error abandonTransaction(const Error &why);
    void checkpointWhenDue();
    void checkpointAtTheEnd();
    void noteTrouble(const Error &error, bool isTheEnd);
    void fail(const Error &error);

    DbConfig m_config;
    Options m_options;
    WriteObserver &m_observer;
    std::function<void(const Error &)> m_onFatal;
    std::function<void()> m_onFull;
    std::unique_ptr<Connection> m_connection; // only on m_thread
    ReopenBackoff m_backoff;                  // only on m_thread

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Unit> m_queue;
    Stats m_stats;
    bool m_stopping = false;
    bool m_failed = false;
    std::optional<Error> m_refusal;
    bool m_refusesAll = false;
    const bool m_isSqlite;
    BatchPace m_pace; // only on m_thread
    Checkpointer m_checkpointer; // only on m_thread
    /// Why the database has ended the transaction by itself, as SQLite does when the disk is full or fails inside a
    /// statement (sqlite.org/lang_transaction.html). Only on m_thread.
    std::optional<Error> m_lost;

    std::unique_ptr<QThread> m_thread;
};

} // namespace deskbell::sql
