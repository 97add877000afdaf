// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulators/callscript.h"
#include "tests/simulators/disturbance.h"
#include "tests/simulators/tally.h"
#include "tests/support/seededrng.h"

#include <QObject>
#include <QTimer>

namespace deskbell::sim {

class CallRunner;
class Sender;
struct CallSetup;

struct RunPlan {
    QList<CallScript> scripts;
    int calls = 0; ///< live calls; < 0: until stopped
    double callsPerMinute = 12;
    int concurrency = 4;
    double speed = 1;
    quint64 seed = 1;
    Odds odds;
    int historyDays = 0;
    int historyPerDay = 40;
};

/// Starts calls by plan: first the history, as fast as the service takes it, then live ones at their rate.
class Simulation final : public QObject
{
    Q_OBJECT
public:
    Simulation(RunPlan plan, Sender &sender, Tally &tally, const Clock &clock, QObject *parent = nullptr);

    void start();
    /// No new calls; the running ones hang up. finished() follows, at the latest after a few seconds.
    void stop();

Q_SIGNALS:
    void callStarted(const QString &script, const QString &customerNumber, const QString &callId);
    void callFinished(const deskbell::sim::CallRecord &record);
    void historyFinished(int calls);
    void finished();

private:
    void startDue();
    void startOne(CallSetup setup);
    void onCallFinished(CallRunner *runner);
    void finishOnce();
    [[nodiscard]] CallScript nextScript();
    [[nodiscard]] quint64 nextSeed();
    [[nodiscard]] bool hasMoreLive() const { return m_plan.calls < 0 || m_liveStarted < m_plan.calls; }

    RunPlan m_plan;
    Sender &m_sender;
    Tally &m_tally;
    const Clock &m_clock;
    test::SeededRng m_rng;
    QTimer m_pace;
    QList<Instant> m_history;
    int m_historyDone = 0;
    int m_historyTotal = 0;
    int m_liveStarted = 0;
    quint64 m_started = 0;
    bool m_isStopping = false;
    bool m_isFinished = false;
    QList<CallScript> m_deck; ///< shuffled, dealt from the end
    QList<CallRunner *> m_running;
};

} // namespace deskbell::sim
