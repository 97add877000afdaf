// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobdesk.h"
#include "server/jobs/jobworker.h"
#include "tests/unit/server/jobs/jobrig.h"

#include <QCoroFuture>
#include <QPromise>
#include <QTest>
#include <deque>
#include <functional>

namespace deskbell::test {

/// A receiver in the test's hands: it answers as the script says, or when the test answers.
class FakeOutgoing final : public server::OutgoingJob
{
public:
    using Outcome = server::SendOutcome;
    using Kind = server::SendOutcome::Kind;
    using Found = server::LookupOutcome;

    struct State {
        QList<JobId> sends;   ///< every call, in order
        QList<JobId> lookups;
        std::function<std::optional<Outcome>(const server::Job &)> onSend; ///< nothing: the call hangs until answer()
        std::function<Found(const server::Job &)> onLookUp;
        QHash<JobId, std::shared_ptr<QPromise<Outcome>>> hanging;
        QHash<JobId, std::stop_token> stops;
        bool isHarmless = false;
    };

    explicit FakeOutgoing(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    QString kind() const override { return QStringLiteral("test"); }
    QString provider(const server::Job &) const override { return QStringLiteral("pms.example"); }
    QByteArray body(const server::Job &job) const override { return job.id.value.toLatin1(); }
    bool isRepeatHarmless() const override { return m_state->isHarmless; }

    QCoro::Task<Outcome> send(server::Job job, std::stop_token stop) override
    {
        const auto state = m_state;
        state->sends.append(job.id);
        state->stops.insert(job.id, stop);
        if (state->onSend) {
            if (const auto outcome = state->onSend(job)) {
                co_return *outcome;
            }
        }
        auto promise = std::make_shared<QPromise<Outcome>>();
        promise->start();
        state->hanging.insert(job.id, promise);
        auto future = promise->future();
        const auto outcome = co_await future;
        co_return outcome;
    }
    QCoro::Task<Found> lookUp(server::Job job, std::stop_token) override
    {
        m_state->lookups.append(job.id);
        co_return m_state->onLookUp ? m_state->onLookUp(job) : Found{};
    }

private:
    std::shared_ptr<State> m_state;
};

/// Counts in the database itself, so that its effect and the job's end can be compared.
class FakeLocal final : public server::LocalJob
{
public:
    explicit FakeLocal(std::function<Result<Done>(const server::Job &)> onRun = {}) : m_onRun(std::move(onRun)) {}
    QString kind() const override { return QStringLiteral("local"); }
    Result<Done> run(sql::Connection &db, const server::TenantContext &, const server::Job &job) override
    {
        const auto effect = db.query(QStringLiteral("INSERT INTO meta (key, value) VALUES (?, 'effect')")).bind(job.id.value).run();
        if (!effect) {
            return effect.error();
        }
        return m_onRun ? m_onRun(job) : Result<Done>(Done{});
    }

private:
    std::function<Result<Done>(const server::Job &)> m_onRun;
};

/// A worker over the rig's database; crash() lets it die as a killed process does.
struct WorkerRig : JobRig {
    std::shared_ptr<FakeOutgoing::State> outside = std::make_shared<FakeOutgoing::State>();
    std::function<Result<Done>(const server::Job &)> onLocal;
    server::JobWorker::Options options;
    server::JobRules rules{rng};
    std::unique_ptr<server::JobKinds> kinds;
    std::unique_ptr<server::JobStore> store;
    std::unique_ptr<server::JobWorker> worker;
    server::SendGate *gate = nullptr;
    int boots = 0;

    explicit WorkerRig(server::JobQueue::Options queueOptions = {}) : JobRig(std::move(queueOptions)) { options.slotsOf.clear(); }
    ~WorkerRig() { crash(); }

    [[nodiscard]] bool start(bool isSafeMode = false)
    {
        server::JobStore::Options storeOptions;
        storeOptions.bootId = QStringLiteral("boot-%1").arg(++boots);
        kinds = std::make_unique<server::JobKinds>();
        kinds->add(std::make_unique<FakeOutgoing>(outside));
        kinds->add(std::make_unique<FakeLocal>([this](const server::Job &job) { return onLocal ? onLocal(job) : Result<Done>(Done{}); }));
        store = std::make_unique<server::JobStore>(*ledger, *kinds, rules, clock, storeOptions);
        worker = std::make_unique<server::JobWorker>(*database, *store, *kinds, rules, gate, clock, timers, options);
        queue->setWaker([this] { worker->wake(); });
        return QCoro::waitFor(worker->start(isSafeMode)).ok();
    }
    /// Whatever was in work is forgotten; what is stored stays.
    void crash()
    {
        queue->setWaker({});
        worker.reset();
        // What the dead process had asked of the writer ends before the next one comes.
        (void)write([](sql::Connection &) -> Result<Done> { return Done{}; });
        outside->hanging.clear();
        outside->stops.clear();
        store.reset();
        kinds.reset();
    }
    [[nodiscard]] bool settle()
    {
        return QTest::qWaitFor([this] { return worker->isIdle(); });
    }
    /// Time passes, and the worker keeps up with it.
    [[nodiscard]] bool pass(std::chrono::milliseconds time)
    {
        timers.advance(time);
        return settle();
    }
    [[nodiscard]] bool becomes(const JobId &id, JobState state)
    {
        return QTest::qWaitFor([&] { return job(id).state == state; });
    }
    void answer(const JobId &id, const FakeOutgoing::Outcome &outcome)
    {
        const auto promise = outside->hanging.take(id);
        promise->addResult(outcome);
        promise->finish();
    }
    static FakeOutgoing::Outcome outcome(FakeOutgoing::Kind kind, int status = 0)
    {
        FakeOutgoing::Outcome outcome;
        outcome.kind = kind;
        outcome.httpStatus = status;
        outcome.providerRef = kind == FakeOutgoing::Kind::Delivered ? QStringLiteral("ref") : QString();
        outcome.reason = QStringLiteral("why");
        return outcome;
    }
    /// Every call is answered so from now on.
    void always(const FakeOutgoing::Outcome &outcome)
    {
        outside->onSend = [outcome](const server::Job &) { return std::optional(outcome); };
    }
};

inline server::NewJob localJob(int priority = 5)
{
    auto job = newJob(EffectClass::Idempotent, priority);
    job.kind = QStringLiteral("local");
    return job;
}

} // namespace deskbell::test
