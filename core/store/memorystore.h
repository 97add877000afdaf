// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/domain/change.h"
#include "core/domain/guest.h"
#include "core/store/callbook.h"
#include "core/store/jobbook.h"
#include "core/store/orderbook.h"
#include "core/store/outbox.h"
#include "core/store/snapshot.h"
#include "core/store/store.h"
#include "core/store/transcriptbook.h"
#include "core/support/environment.h"

#include <QJsonObject>
#include <QSet>

namespace deskbell {

/// The store in memory. The pages use the Store half, the sync engine the other. Row signals come at most once per turn of the
/// event loop, after the rows are in place; phaseChanged and linkChanged at once.
///
/// With an outbox a wish is on this computer's disk before it is shown or sent (RELIABILITY rule 22); that takes some
/// milliseconds. One the disk does not take is shown as refused, with its text. Without an outbox wishes live as long as this.
class MemoryStore final : public Store
{
    Q_OBJECT
public:
    explicit MemoryStore(Environment environment, QObject *parent = nullptr);
    ~MemoryStore() override;

    [[nodiscard]] Phase phase() const override { return m_phase; }
    [[nodiscard]] std::optional<Error> failure() const override { return m_failure; }
    [[nodiscard]] LinkState link() const override { return m_link; }
    [[nodiscard]] QList<Call> calls() const override { return m_calls.rows(); }
    [[nodiscard]] std::optional<Call> call(const CallId &id) const override;
    [[nodiscard]] bool hasOlderCalls() const override { return !m_olderCalls.isEmpty(); }
    [[nodiscard]] TranscriptView transcript(const CallId &id) const override;
    [[nodiscard]] QList<OrderView> orders() const override { return m_orders.views(); }
    [[nodiscard]] std::optional<OrderView> order(const OrderId &id) const override;
    [[nodiscard]] JobList jobs(JobSegment segment) const override { return m_jobs.list(segment); }
    [[nodiscard]] std::optional<JobView> job(const JobId &id) const override { return m_jobs.view(id); }
    [[nodiscard]] std::optional<JobSummary> jobSummary() const override { return m_jobs.summary(); }
    [[nodiscard]] int jobsNeedingAttention() const override { return m_jobs.needingAttention(); }
    [[nodiscard]] QList<PendingCommand> unsettled() const override { return m_orders.commands(); }
    [[nodiscard]] std::optional<OutboxLoss> outboxLoss() const override { return m_loss; }
    void noteOutboxLoss() override;
    void requestTranscript(const CallId &id) override;
    void requestOlderCalls() override;
    void requestOverview(const OverviewQuery &query) override;
    void requestJobs(JobSegment segment) override;
    void requestMoreJobs(JobSegment segment) override;
    void requestJobSummary() override { Q_EMIT jobSummaryWanted(); }
    void requestJob(const JobId &id) override { Q_EMIT jobWanted(id); }
    void retry() override;
    CommandId createOrder(const NewOrder &order) override;
    CommandId changeOrder(const OrderId &id, const OrderPatch &patch) override;
    CommandId decideJobs(JobAction action, const QList<JobId> &ids) override;
    void retryCommand(const CommandId &id) override;
    void discardCommand(const CommandId &id) override;
    [[nodiscard]] QString timeZone() const override { return m_session.timeZone; }
    /// The guest as the feed last told; std::nullopt when it has not spoken of them.
    [[nodiscard]] std::optional<Guest> guest(const GuestId &id) const;

    // For the sync engine.
    void setSession(const SessionInfo &session) { m_session = session; }
    void setPhase(Phase phase, const std::optional<Error> &failure = std::nullopt);
    void setLink(LinkState::Kind kind);
    /// Everything the server had is replaced; pending commands stay and lie on top of the new rows.
    void replaceAll(const Snapshot &snapshot);
    void applyBatch(const ChangeBatch &batch);
    void applyLive(const QJsonObject &live);
    void addOlderCalls(const QList<Call> &calls, const QString &next);
    void addOrders(const QList<Order> &orders);
    void failOlderCalls() { m_loadingOlder = false; }
    [[nodiscard]] QString olderCallsCursor() const { return m_olderCalls; }
    void addTranscript(const CallId &id, const QList<TranscriptLine> &lines);
    void failTranscript(const CallId &id, const Error &error);
    /// Half-spoken words of a broken link would stand there for ever.
    void dropUnfinishedWords();
    void addJobs(JobSegment segment, const QList<Job> &jobs, const QString &next, bool isFirst);
    void failJobs(JobSegment segment, const Error &error);
    [[nodiscard]] QString jobsCursor(JobSegment segment) const { return m_jobs.cursor(segment); }
    void setJobSummary(const JobSummary &summary);

    /// What the person's wishes are kept in from now on; those of an earlier run come back. After clear() only.
    void attach(std::unique_ptr<Outbox> outbox);
    /// There is no outbox: what is written lives as long as this. The person is told.
    void failOutbox();
    /// Names this desk's numbers to the service (rule 23).
    [[nodiscard]] const QString &deviceId() const { return m_deviceId; }
    /// What waits and what was refused, in the order it was made.
    [[nodiscard]] const QList<PendingCommand> &commands() const { return m_orders.commands(); }
    [[nodiscard]] const PendingCommand *firstWaiting() const { return m_orders.firstWaiting(); }
    [[nodiscard]] const PendingCommand *command(const CommandId &id) const { return m_orders.command(id); }
    void markSent(const CommandId &id);
    /// The service knows this device's commands up to `lastSeq` and wants the next one to follow it: what waits is numbered
    /// anew. False when one is just being kept; try again in a moment.
    bool renumberCommands(qint64 lastSeq);
    /// `answer`: the order the server answered with, when it is about one and could be read. `data`: all of the answer; of a
    /// decision about several jobs it names those it could not be taken for.
    void acceptCommand(const CommandId &id, const std::optional<Order> &answer, const QJsonObject &data = {});
    void refuseCommand(const CommandId &id, const Error &error);
    /// After sign-out, or before someone else's sign-in: nothing of the session before remains.
    void clear();

Q_SIGNALS:
    // To the sync engine.
    void transcriptWanted(const deskbell::CallId &id);
    void olderCallsWanted();
    void overviewWanted(const deskbell::OverviewQuery &query);
    void retryWanted();
    void commandWaiting();
    void jobsWanted(deskbell::JobSegment segment, const QString &cursor);
    void jobSummaryWanted();
    void jobWanted(const deskbell::JobId &id);

private:
    struct Finished {
        CommandId id;
        std::optional<Error> error;
    };
    /// What to tell in this turn of the event loop.
    struct News {
        bool calls = false;
        bool orders = false;
        bool jobs = false;
        bool jobSummary = false;
        bool unsettled = false;
        QSet<CallId> transcripts;
        QList<CallId> startedCalls;
        QList<OrderId> arrivedOrders;
        QList<Finished> finished;
    };

    void applyChange(const Change &change);
    void applyCall(const Change &change);
    void applyLine(const Change &change);
    void applyOrder(const Change &change);
    void applyGuest(const Change &change);
    void applyTranscript(const Change &change);
    void setStorage(const QString &word);
    void applyJob(const Change &change);
    void applyBreaker(const Change &change);
    [[nodiscard]] CommandId enqueue(PendingCommand command);
    void keep(PendingCommand command);
    void onKept(PendingCommand command, const Result<Done> &result);
    void admit(const PendingCommand &command);
    void putAgain(const QList<CommandId> &ids);
    [[nodiscard]] CommandId parentOf(const PendingCommand &command) const;
    void updateWaiting();
    News &news();
    void tell();

    Environment m_environment;
    SessionInfo m_session;
    Phase m_phase = Phase::SignedOut;
    std::optional<Error> m_failure;
    LinkState m_link;
    CallBook m_calls;
    QString m_olderCalls;
    bool m_loadingOlder = false;
    TranscriptBook m_transcripts;
    QSet<CallId> m_loadingTranscripts;
    OrderBook m_orders;
    JobBook m_jobs;
    QHash<GuestId, Guest> m_guests;
    std::unique_ptr<Outbox> m_outbox;
    QString m_deviceId;
    qint64 m_lastSeq = 0;
    QSet<CommandId> m_keeping; ///< on their way to the disk
    quint64 m_outboxRun = 0;   ///< changes with every outbox, so that late answers of another are known as such
    std::optional<OutboxLoss> m_loss;
    News m_news;
    bool m_isTelling = false; ///< tell() is queued
};

} // namespace deskbell
