// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobworker.h"

#include "core/support/faultpoint.h"

#include <QCoroFuture>
#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QPointer>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcWorker, "deskbell.server.jobs.worker", QtInfoMsg)

using namespace std::chrono_literals;

Error stopped() { return Error{ErrorKind::Cancelled, QStringLiteral("the service is stopping"), 0, {}, {}}; }

bool isLost(const Error &error) { return error.code == QLatin1String("lease_lost"); }

/// The intent of rule 45: who is called, with which key, with what.
QJsonObject intentOf(const Job &job, const OutgoingJob &handler)
{
    const auto hash = QCryptographicHash::hash(handler.body(job), QCryptographicHash::Sha256).toHex();
    return QJsonObject{{QStringLiteral("provider"), handler.provider(job)},
                       {QStringLiteral("key"), job.id.value},
                       {QStringLiteral("body_sha256"), QString::fromLatin1(hash)}};
}

template<typename T>
QCoro::Task<T> answerOf(QFuture<T> future)
{
    auto answer = co_await future;
    co_return answer;
}

} // namespace

JobWorker::JobWorker(Database &database, JobStore &store, const JobKinds &kinds, const JobRules &rules, SendGate *gate, const Clock &clock,
                     Timers &timers, Options options)
    : m_database(database), m_store(store), m_kinds(kinds), m_rules(rules), m_gate(gate), m_clock(clock), m_timers(timers),
      m_options(std::move(options)), m_due(timers, this), m_beat(timers, this), m_poll(timers, this), m_pause(timers, this),
      m_safeModeEnd(timers, this)
{
}

JobWorker::~JobWorker()
{
    // The calls end within this; what they tell goes nowhere any more.
    const auto runs = m_runs;
    for (const auto &run : runs) {
        run->isSettling = true;
        run->stop.request_stop();
    }
}

template<typename F, typename Then>
void JobWorker::write(F fn, Then then, sql::Admission admission)
{
    ++m_units;
    auto task = answerOf(m_database.write(std::move(fn), admission));
    QCoro::connect(std::move(task), this, [this, then = std::move(then)](const auto &answer) {
        --m_units;
        then(answer);
    });
}

QCoro::Task<Result<Done>> JobWorker::start(bool isSafeMode)
{
    const QPointer<JobWorker> self(this);
    auto recovering = m_database.write([&store = m_store](sql::Connection &db) { return store.recover(db, true); }, sql::Admission::Essential);
    const auto recovered = co_await recovering;
    if (!self) {
        co_return stopped();
    }
    if (!recovered && recovered.error().code == QLatin1String("read_only")) {
        qCWarning(lcWorker) << "no jobs are done while the database is only read";
        co_return Done{};
    }
    if (!recovered && recovered.error().code == QLatin1String("storage_full")) {
        // People can read meanwhile.
        qCWarning(lcWorker) << "no jobs are done before there is room on the disk:" << recovered.error().detail;
        m_pause.set(m_options.storeAgainAfter, [this, isSafeMode] { QCoro::connect(start(isSafeMode), this, [](const Result<Done> &) {}); });
        co_return Done{};
    }
    if (!recovered) {
        co_return recovered.error();
    }
    m_metrics.recovered(recovered.value().orphans);
    m_isSafeMode = isSafeMode || recovered.value().isSecondWithinMinutes;
    m_isTaking = true;
    m_beat.set(m_options.heartbeat, [this] { onHeartbeat(); });
    if (m_options.isGroup) {
        m_poll.set(m_options.groupPoll, [this] { onGroupPoll(); });
    }
    if (m_isSafeMode) {
        qCWarning(lcWorker) << "safe mode: jobs begin in" << m_options.safeModePause.count() << "ms, one at a time, suspects last";
        m_isPaused = true;
        m_pause.set(m_options.safeModePause, [this] {
            m_isPaused = false;
            wake();
        });
        m_safeModeEnd.set(m_options.safeModePause + m_options.safeModeFor, [this] {
            m_isSafeMode = false;
            wake();
        });
    } else {
        turn();
    }
    co_return Done{};
}

void JobWorker::stop()
{
    m_isTaking = false;
    m_due.stop();
    m_poll.stop();
    m_pause.stop();
    m_safeModeEnd.stop();
}

void JobWorker::wake()
{
    if (!m_isWoken.exchange(true)) {
        QMetaObject::invokeMethod(this, [this] {
            m_isWoken = false;
            turn();
        }, Qt::QueuedConnection);
    }
}

int JobWorker::slotsOf(const QString &queue) const { return std::max(2, m_options.slotsOf.value(queue, m_options.slotsPerQueue)); }

JobStore::Plan JobWorker::plan() const
{
    JobStore::Plan plan;
    plan.isSafeMode = m_isSafeMode;
    QHash<QString, int> busy;
    int lookups = 0;
    for (const auto &run : m_runs) {
        run->job.state == JobState::Unknown ? ++lookups : ++busy[run->job.queue];
    }
    plan.lookups = std::max(0, m_options.lookups - lookups);
    if (m_isSafeMode && !busy.isEmpty()) {
        return plan;
    }
    for (const auto &queue : m_options.queues) {
        const int free = m_isSafeMode ? 1 : slotsOf(queue) - busy.value(queue);
        if (free > 0) {
            plan.rooms.append({queue, free, m_isSafeMode ? 0 : 1, m_lastTenants.value(queue)});
        }
    }
    return plan;
}

void JobWorker::turn()
{
    if (!m_isTaking || m_isPaused) {
        return;
    }
    if (m_isClaiming) {
        m_isAgain = true;
        return;
    }
    auto wish = plan();
    if (wish.rooms.isEmpty() && wish.lookups == 0) {
        return;
    }
    m_isClaiming = true;
    write([&store = m_store, wish = std::move(wish)](sql::Connection &db) { return store.claim(db, wish); },
          [this](const Result<JobStore::Claimed> &claimed) { onClaimed(claimed); });
}

void JobWorker::onClaimed(const Result<JobStore::Claimed> &claimed)
{
    m_isClaiming = false;
    if (!claimed) {
        qCWarning(lcWorker) << "no jobs could be taken:" << claimed.error().detail;
        m_due.set(m_options.storeAgainAfter, [this] { wake(); });
        return;
    }
    const auto &taken = claimed.value();
    m_metrics.expired(taken.expired);
    for (auto it = taken.lastTenants.cbegin(); it != taken.lastTenants.cend(); ++it) {
        m_lastTenants.insert(it.key(), it.value());
    }
    m_due.stop();
    if (taken.nextDue && m_isTaking) {
        const auto wait = std::clamp<std::chrono::milliseconds>(*taken.nextDue - taken.now, 1ms, 1h);
        m_due.set(wait, [this] { wake(); });
    }
    for (const auto &job : taken.jobs) {
        begin(job);
    }
    for (const auto &job : taken.lookups) {
        begin(job);
    }
    if (std::exchange(m_isAgain, false)) {
        wake();
    }
}

void JobWorker::begin(const Job &job)
{
    auto run = std::make_shared<Run>();
    run->job = job;
    run->begunAt = m_clock.monotonic();
    m_runs.insert(job.id, run);
    m_metrics.claimed(job.kind);
    auto *outgoing = m_kinds.outgoing(job.kind);
    if (job.state == JobState::Unknown && outgoing) {
        watch(run, *outgoing);
        QCoro::connect(lookUp(run, outgoing), this, [](const Result<Done> &) {});
    } else if (auto *local = m_kinds.local(job.kind)) {
        runLocal(run, *local);
    } else if (outgoing) {
        offer(run, *outgoing);
    } else {
        settle(run, [](Job &row, Instant at) { JobRules::givenUp(row, QStringLiteral("unknown_kind: this service does not know %1").arg(row.kind), at); });
    }
}

void JobWorker::runLocal(const RunPtr &run, LocalJob &handler)
{
    run->isSettling = true;
    write([&store = m_store, &handler, job = run->job](sql::Connection &db) { return store.runLocal(db, handler, job); },
          [this, run](const Result<JobStore::Settled> &settled) { onLocalDone(run, settled); });
}

void JobWorker::onLocalDone(const RunPtr &run, const Result<JobStore::Settled> &settled)
{
    if (settled || isLost(settled.error())) {
        onSettled(run, {}, settled);
        return;
    }
    qCWarning(lcWorker) << run->job.kind << run->job.id.value << "attempt" << run->job.attempt << "failed:" << settled.error().detail;
    settle(run, [&rules = m_rules, why = settled.error()](Job &row, Instant at) { rules.failedLocally(row, why, at); });
}

void JobWorker::offer(const RunPtr &run, OutgoingJob &handler)
{
    const auto provider = handler.provider(run->job);
    const auto hold = m_gate ? m_gate->mayCall(run->job, provider) : SendHold{};
    if (!hold.isOpen()) {
        m_metrics.held(hold.wait);
        settle(run, [hold](Job &row, Instant at) { JobRules::snoozed(row, hold.wait, hold.why, at); });
        return;
    }
    run->heldProvider = m_gate ? provider : QString();
    QCoro::connect(send(run, &handler, intentOf(run->job, handler)), this, [](const Result<Done> &) {});
}

QCoro::Task<Result<Done>> JobWorker::send(RunPtr run, OutgoingJob *handler, QJsonObject intent)
{
    const QPointer<JobWorker> self(this);
    auto beginning = m_database.write([&store = m_store, gate = m_gate, job = run->job, intent](sql::Connection &db) { return store.beginSending(db, job, intent, gate); });
    const auto begun = co_await beginning;
    if (!self) {
        co_return stopped();
    }
    if (!begun || begun.value() != JobState::Sending) {
        if (m_gate) {
            m_gate->abandoned(run->job, run->heldProvider);
        }
        if (begun) {
            m_metrics.settled(run->job.kind, begun.value(), run->job.attempt, 0ms);
            finish(run);
        } else {
            onSettled(run, [](Job &row, Instant at) { JobRules::returned(row, at); }, begun.error());
        }
        co_return Done{};
    }
    watch(run, *handler);
    DESKBELL_FAULT_POINT("job.before_send");
    auto sending = handler->send(run->job, run->stop.get_token());
    const auto outcome = co_await sending;
    DESKBELL_FAULT_POINT("job.after_send");
    if (!self) {
        co_return stopped();
    }
    if (run->isSettling) {
        // Given up meanwhile; what is known now comes too late.
        co_return Done{};
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - run->begunAt);
    if (m_gate) {
        m_gate->ended(run->job, run->heldProvider, outcome, took);
    }
    settle(run, [&rules = m_rules, outcome, isHarmless = handler->isRepeatHarmless()](Job &row, Instant at) { rules.sent(row, outcome, isHarmless, at); });
    co_return Done{};
}

QCoro::Task<Result<Done>> JobWorker::lookUp(RunPtr run, OutgoingJob *handler)
{
    const QPointer<JobWorker> self(this);
    auto asking = handler->lookUp(run->job, run->stop.get_token());
    const auto outcome = co_await asking;
    if (!self) {
        co_return stopped();
    }
    if (!run->isSettling) {
        settle(run, [&rules = m_rules, outcome](Job &row, Instant at) { rules.lookedUp(row, outcome, at); });
    }
    co_return Done{};
}

void JobWorker::watch(const RunPtr &run, const OutgoingJob &handler)
{
    const std::weak_ptr<Run> weak = run;
    m_timers.after(handler.timeout(), this, [weak] {
        if (const auto late = weak.lock()) {
            late->stop.request_stop();
        }
    });
    m_timers.after(handler.timeout() + m_options.abandonAfter, this, [this, weak, isHarmless = handler.isRepeatHarmless()] {
        const auto late = weak.lock();
        if (!late || late->isSettling || m_runs.value(late->job.id) != late) {
            return;
        }
        qCWarning(lcWorker) << late->job.kind << late->job.id.value << "does not return; its outcome is unknown";
        if (late->job.state == JobState::Unknown) {
            settle(late, [&rules = m_rules](Job &row, Instant at) { rules.lookedUp(row, LookupOutcome{}, at); });
            return;
        }
        SendOutcome outcome;
        outcome.reason = QStringLiteral("timeout: the call did not return");
        if (m_gate) {
            m_gate->ended(late->job, late->heldProvider, outcome, m_options.abandonAfter);
        }
        settle(late, [&rules = m_rules, outcome, isHarmless](Job &row, Instant at) { rules.sent(row, outcome, isHarmless, at); });
    });
}

void JobWorker::settle(const RunPtr &run, JobStore::Change change)
{
    run->isSettling = true;
    DESKBELL_FAULT_POINT("job.before_done");
    write([&store = m_store, job = run->job, change](sql::Connection &db) { return store.settle(db, job, change); },
          [this, run, change](const Result<JobStore::Settled> &settled) { onSettled(run, change, settled); },
          sql::Admission::Essential); // what was sent is noted even when the disk has no room for new work (rule 9)
}

void JobWorker::onSettled(const RunPtr &run, const JobStore::Change &change, const Result<JobStore::Settled> &settled)
{
    if (settled) {
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - run->begunAt);
        m_metrics.settled(run->job.kind, settled.value().state, settled.value().attempt, took);
        finish(run);
        return;
    }
    if (isLost(settled.error())) {
        m_metrics.loseLease();
        qCWarning(lcWorker) << "lease_lost: a result of" << run->job.kind << run->job.id.value << "is dropped";
        finish(run);
        return;
    }
    // The disk may be full, or the database away. What the effect's fate was is known only here.
    run->isSettling = true;
    qCWarning(lcWorker) << "the result of" << run->job.kind << run->job.id.value << "is not stored yet:" << settled.error().detail;
    m_timers.after(m_options.storeAgainAfter, this, [this, run, change] { settle(run, change); });
}

void JobWorker::finish(const RunPtr &run)
{
    m_runs.remove(run->job.id);
    wake();
}

void JobWorker::onHeartbeat()
{
    m_beat.set(m_options.heartbeat, [this] { onHeartbeat(); });
    QList<Job> held;
    for (const auto &run : std::as_const(m_runs)) {
        held.append(run->job);
    }
    if (held.isEmpty()) {
        return;
    }
    write([&store = m_store, held](sql::Connection &db) { return store.heartbeat(db, held); },
          [this](const Result<QList<JobId>> &gone) {
              for (const auto &id : gone ? gone.value() : QList<JobId>()) {
                  if (m_runs.contains(id)) { // else it has ended meanwhile
                      qCWarning(lcWorker) << "another has" << id.value << "now; its result will be dropped";
                  }
              }
          });
}

void JobWorker::onGroupPoll()
{
    m_poll.set(m_options.groupPoll, [this] { onGroupPoll(); });
    write([&store = m_store](sql::Connection &db) { return store.recover(db, false); },
          [this](const Result<JobStore::Recovered> &recovered) {
              if (recovered) {
                  m_metrics.recovered(recovered.value().orphans);
              }
              wake();
          });
}

} // namespace deskbell::server
