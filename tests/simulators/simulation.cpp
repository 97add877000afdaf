// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/simulation.h"

#include "tests/simulators/callrunner.h"
#include "tests/simulators/historyplan.h"
#include "tests/simulators/sender.h"

#include <algorithm>

namespace deskbell::sim {
namespace {

constexpr std::chrono::seconds StopPatience{3};

} // namespace

Simulation::Simulation(RunPlan plan, Sender &sender, Tally &tally, const Clock &clock, QObject *parent)
    : QObject(parent), m_plan(std::move(plan)), m_sender(sender), m_tally(tally), m_clock(clock), m_rng(m_plan.seed)
{
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, &Simulation::startDue);
    connect(&m_sender, &Sender::retried, this, [this] { m_tally.retried(); });
}

void Simulation::start()
{
    if (m_plan.historyDays > 0) {
        m_history = historyPlan(m_plan.historyDays, m_plan.historyPerDay, m_clock.now(), m_rng);
        m_historyTotal = static_cast<int>(m_history.size());
    }
    m_pace.setInterval(std::chrono::milliseconds(qMax<qint64>(1, qRound64(60'000.0 / m_plan.callsPerMinute))));
    startDue();
}

void Simulation::stop()
{
    m_isStopping = true;
    m_pace.stop();
    m_history.clear();
    // A copy: a call that has nothing left to say ends at once and leaves the list.
    const auto running = m_running;
    for (auto *runner : running) {
        runner->hangUp();
    }
    if (m_running.isEmpty()) {
        finishOnce();
        return;
    }
    QTimer::singleShot(StopPatience, this, &Simulation::finishOnce);
}

void Simulation::startDue()
{
    while (!m_history.isEmpty() && m_running.size() < m_plan.concurrency) {
        // Copied first: the order in which arguments are evaluated is the compiler's choice, the seed's result is not.
        const auto script = nextScript();
        const auto seed = nextSeed();
        startOne({script, seed, m_plan.odds, 1, false, m_history.takeFirst()});
    }
    if (m_historyDone < m_historyTotal || m_isStopping) {
        return;
    }
    if (!hasMoreLive()) {
        m_pace.stop();
        if (m_running.isEmpty()) {
            finishOnce();
        }
        return;
    }
    if (!m_pace.isActive()) {
        m_pace.start();
    }
    if (m_running.size() < m_plan.concurrency) {
        const auto script = nextScript();
        const auto seed = nextSeed();
        ++m_liveStarted;
        startOne({script, seed, m_plan.odds, m_plan.speed, true, std::nullopt});
    }
}

void Simulation::startOne(CallSetup setup)
{
    const bool live = !setup.startAt;
    const auto name = setup.script.name;
    auto *runner = new CallRunner(std::move(setup), m_sender, m_tally, m_clock, this);
    m_running.append(runner);
    connect(runner, &CallRunner::finished, this, [this, runner] { onCallFinished(runner); });
    if (live) {
        Q_EMIT callStarted(name, runner->cast().customerNumber, runner->cast().callId);
    }
    runner->start();
}

void Simulation::onCallFinished(CallRunner *runner)
{
    m_running.removeOne(runner);
    runner->deleteLater();
    if (m_historyDone < m_historyTotal) {
        if (++m_historyDone == m_historyTotal) {
            Q_EMIT historyFinished(m_historyTotal);
        }
        if (!m_isStopping) {
            startDue();
            return;
        }
    } else {
        Q_EMIT callFinished(runner->result());
    }
    if (m_running.isEmpty() && (m_isStopping || !hasMoreLive())) {
        finishOnce();
    }
}

void Simulation::finishOnce()
{
    if (!m_isFinished) {
        m_isFinished = true;
        Q_EMIT finished();
    }
}

CallScript Simulation::nextScript()
{
    // Dealt like cards: every script comes once before one comes again, and the first round is in order.
    if (m_deck.isEmpty()) {
        m_deck = m_plan.scripts;
        std::reverse(m_deck.begin(), m_deck.end());
        for (qsizetype i = m_deck.size() - 1; m_started > 0 && i > 0; --i) {
            m_deck.swapItemsAt(i, static_cast<qsizetype>(m_rng.next() % static_cast<quint64>(i + 1)));
        }
    }
    return m_deck.takeLast();
}

quint64 Simulation::nextSeed()
{
    return m_plan.seed * 1'000'003 + ++m_started;
}

} // namespace deskbell::sim
