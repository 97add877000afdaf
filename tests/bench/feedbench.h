// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/support/clock.h"
#include "core/support/environment.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "tests/simulators/sender.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <memory>
#include <vector>

namespace deskbell {
class ConsoleSession;
class MemorySecretStore;
class Settings;
}

namespace deskbell::bench {

struct FeedBenchPlan {
    QString server;
    QString property;
    QString user;
    QString password;
    int consoles = 20;
    int eventsPerSecond = 100;
    std::chrono::seconds duration{20};
    int calls = 50;
};

/// Signs in a number of consoles without windows, sends final transcript lines to the hook at a fixed rate, and measures
/// from the moment a webhook is sent until each console's store has the line and has told its models.
class FeedBench final : public QObject
{
    Q_OBJECT
public:
    FeedBench(FeedBenchPlan plan, sim::Sender &sender, Environment environment, QObject *parent = nullptr);
    ~FeedBench() override;

    void start();
    [[nodiscard]] QJsonObject result() const;
    [[nodiscard]] const QString &problem() const { return m_problem; }

Q_SIGNALS:
    void finished();

private:
    struct Desk;

    void onSignedIn(const Result<SessionInfo> &result);
    void onLink();
    void sendDue();
    void sendOne();
    void onTranscript(Desk &desk, const CallId &id);
    void finishWhenQuiet();

    FeedBenchPlan m_plan;
    sim::Sender &m_sender;
    Environment m_environment;
    std::vector<std::unique_ptr<Desk>> m_desks;
    QTimer m_pace;
    QTimer m_quiet;
    QElapsedTimer m_clock;
    bool m_isSending = false;
    int m_total = 0;
    int m_sent = 0;
    int m_refused = 0;
    std::vector<qint64> m_sentAt; ///< ns by number of the event
    std::vector<qint64> m_latencies;
    QString m_problem;
};

} // namespace deskbell::bench
