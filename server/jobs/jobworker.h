// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/alarm.h"
#include "server/jobs/jobkinds.h"
#include "server/jobs/jobmetrics.h"
#include "server/jobs/jobstore.h"
#include "server/jobs/sendgate.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>

namespace deskbell::server {

/// Does the jobs (RELIABILITY rules 41 to 51). On the main thread; the database part runs on the writer's, in units of
/// JobStore. Nothing is polled: it is woken when a job is enqueued, when one ends, and when the next one is due.
class JobWorker final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QStringList queues = jobQueues();
        /// Jobs of one queue at one time. Work in the house is claimed and done in as few commits as there are slots to fill.
        int slotsPerQueue = 32;
        /// For single queues. What leaves the house: no more than QNetworkAccessManager has connections to one host, or calls
        /// would wait in there while their time runs.
        QHash<QString, int> slotsOf{{QStringLiteral("webhook"), 6}, {QStringLiteral("booking"), 6}, {QStringLiteral("notification"), 6},
                                    {QStringLiteral("calendar"), 6}, {QStringLiteral("files"), 2}, {QStringLiteral("crawl"), 2}};
        int lookups = 8; ///< look-ups at one time
        bool isGroup = false;
        std::chrono::milliseconds heartbeat = std::chrono::seconds(20);
        /// In a group: how often other services' jobs and lapsed leases are looked for.
        std::chrono::milliseconds groupPoll = std::chrono::seconds(1);
        std::chrono::milliseconds safeModePause = std::chrono::seconds(60);
        std::chrono::milliseconds safeModeFor = std::chrono::minutes(5);
        /// After its time-out a send that does not return is given up as unknown.
        std::chrono::milliseconds abandonAfter = std::chrono::seconds(5);
        /// A result that could not be stored is stored again after this; it is all that is known of the effect.
        std::chrono::milliseconds storeAgainAfter = std::chrono::seconds(1);
    };

    /// Everything must outlive it; `gate` may be null.
    JobWorker(Database &database, JobStore &store, const JobKinds &kinds, const JobRules &rules, SendGate *gate, const Clock &clock,
              Timers &timers, Options options);
    ~JobWorker() override;

    /// Settles what an earlier process left behind, then begins. `isSafeMode`: the start history says so (rule 50). Fine, but
    /// nothing is done, when the database is only read; when the disk is full it begins as soon as there is room.
    [[nodiscard]] QCoro::Task<Result<Done>> start(bool isSafeMode);
    /// Takes no more jobs. What is in work goes on; wait until active() is 0 before destroying the database.
    void stop();

    /// Any thread: there may be something to claim.
    void wake();

    /// Jobs in work, and results not yet stored.
    [[nodiscard]] int active() const { return int(m_runs.size()) + m_units; }
    /// Nothing is in work, and nothing was announced that it has not looked at.
    [[nodiscard]] bool isIdle() const { return active() == 0 && !m_isWoken; }
    [[nodiscard]] bool isSafeMode() const { return m_isSafeMode; }
    [[nodiscard]] const JobMetrics &metrics() const { return m_metrics; }

private:
    struct Run {
        Job job;
        std::stop_source stop;
        std::chrono::steady_clock::time_point begunAt{};
        QString heldProvider; ///< the gate waits to hear how the call ended
        bool isSettling = false;
    };
    using RunPtr = std::shared_ptr<Run>;

    void turn();
    void onClaimed(const Result<JobStore::Claimed> &claimed);
    [[nodiscard]] JobStore::Plan plan() const;
    [[nodiscard]] int slotsOf(const QString &queue) const;

    void begin(const Job &job);
    void runLocal(const RunPtr &run, LocalJob &handler);
    void onLocalDone(const RunPtr &run, const Result<JobStore::Settled> &settled);
    void offer(const RunPtr &run, OutgoingJob &handler);
    [[nodiscard]] QCoro::Task<Result<Done>> send(RunPtr run, OutgoingJob *handler, QJsonObject intent);
    [[nodiscard]] QCoro::Task<Result<Done>> lookUp(RunPtr run, OutgoingJob *handler);
    void watch(const RunPtr &run, const OutgoingJob &handler);

    /// Stores what became of the job, for as long as it takes.
    void settle(const RunPtr &run, JobStore::Change change);
    void onSettled(const RunPtr &run, const JobStore::Change &change, const Result<JobStore::Settled> &settled);
    void finish(const RunPtr &run);
    /// Runs fn on the writer's thread, then `then` here, unless the worker has died meanwhile.
    template<typename F, typename Then>
    void write(F fn, Then then, sql::Admission admission = sql::Admission::NewWork);

    void onHeartbeat();
    void onGroupPoll();

    Database &m_database;
    JobStore &m_store;
    const JobKinds &m_kinds;
    const JobRules &m_rules;
    SendGate *m_gate;
    const Clock &m_clock;
    Timers &m_timers;
    Options m_options;

    std::atomic<bool> m_isWoken{false};
    bool m_isTaking = false; ///< between start and stop
    bool m_isPaused = false; ///< safe mode has not let it begin yet
    bool m_isClaiming = false;
    bool m_isAgain = false; ///< woken while claiming
    bool m_isSafeMode = false;
    int m_units = 0; ///< writes under way
    QHash<JobId, RunPtr> m_runs;
    QHash<QString, TenantId> m_lastTenants;
    JobMetrics m_metrics;
    Alarm m_due;
    Alarm m_beat;
    Alarm m_poll;
    Alarm m_pause;
    Alarm m_safeModeEnd;
};

} // namespace deskbell::server
