// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QHash>
#include <QList>

#include <algorithm>

namespace deskbell::tests {

/// A store in memory that a test fills and that writes down what a page asks of it. Nothing answers by itself.
class FakeStore final : public Store
{
    Q_OBJECT
public:
    explicit FakeStore(QObject *parent = nullptr) : Store(parent) {}

    struct Change {
        OrderId id;
        OrderPatch patch;
    };

    // What a test sets up.
    Phase m_phase = Phase::Ready;
    std::optional<Error> m_failure;
    LinkState m_link{LinkState::Kind::Live, std::nullopt, 0};
    QList<Call> m_calls;
    QList<OrderView> m_orders;
    QHash<QString, TranscriptView> m_transcripts;
    bool m_hasOlder = false;
    QString m_zone = QStringLiteral("Europe/Berlin");

    QHash<int, JobList> m_jobs; ///< by segment
    std::optional<JobSummary> m_summary;
    QList<PendingCommand> m_unsettled;
    std::optional<OutboxLoss> m_loss;

    // What the page asked for.
    QList<CallId> m_askedTranscripts;
    QList<OverviewQuery> m_askedOverviews;
    QList<NewOrder> m_created;
    QList<Change> m_changes;
    QList<JobCommand> m_decided;
    QList<JobSegment> m_askedJobs;
    QList<JobSegment> m_askedMoreJobs;
    QList<JobId> m_askedBodies;
    int m_askedSummaries = 0;
    QList<CommandId> m_retried;
    QList<CommandId> m_discarded;
    int m_olderRequests = 0;
    int m_retries = 0;

    void setPhase(Phase phase, std::optional<Error> failure = std::nullopt)
    {
        m_phase = phase;
        m_failure = std::move(failure);
        Q_EMIT phaseChanged();
    }
    void setLink(const LinkState &link)
    {
        m_link = link;
        Q_EMIT linkChanged();
    }
    void setCalls(QList<Call> calls)
    {
        m_calls = std::move(calls);
        Q_EMIT callsChanged();
    }
    void setOrders(QList<OrderView> orders)
    {
        m_orders = std::move(orders);
        Q_EMIT ordersChanged();
    }
    void setJobs(JobSegment segment, JobList list)
    {
        m_jobs.insert(int(segment), std::move(list));
        Q_EMIT jobsChanged();
    }
    void setSummary(const JobSummary &summary)
    {
        m_summary = summary;
        Q_EMIT jobSummaryChanged();
    }
    void setUnsettled(QList<PendingCommand> commands)
    {
        m_unsettled = std::move(commands);
        Q_EMIT unsettledChanged();
    }
    void setTranscript(const CallId &id, const TranscriptView &transcript)
    {
        m_transcripts.insert(id.value, transcript);
        Q_EMIT transcriptChanged(id);
    }
    void answerOverview(const Result<Overview> &overview)
    {
        if (!m_askedOverviews.isEmpty()) {
            Q_EMIT overviewLoaded(m_askedOverviews.last(), overview);
        }
    }

    Phase phase() const override { return m_phase; }
    std::optional<Error> failure() const override { return m_failure; }
    LinkState link() const override { return m_link; }
    QList<Call> calls() const override { return m_calls; }
    std::optional<Call> call(const CallId &id) const override
    {
        const auto it = std::find_if(m_calls.begin(), m_calls.end(), [&id](const Call &call) { return call.id == id; });
        return it == m_calls.end() ? std::nullopt : std::optional(*it);
    }
    bool hasOlderCalls() const override { return m_hasOlder; }
    TranscriptView transcript(const CallId &id) const override { return m_transcripts.value(id.value); }
    QList<OrderView> orders() const override { return m_orders; }
    std::optional<OrderView> order(const OrderId &id) const override
    {
        const auto it = std::find_if(m_orders.begin(), m_orders.end(), [&id](const OrderView &o) { return o.id() == id; });
        return it == m_orders.end() ? std::nullopt : std::optional(*it);
    }
    JobList jobs(JobSegment segment) const override { return m_jobs.value(int(segment)); }
    std::optional<JobView> job(const JobId &id) const override
    {
        for (const auto &list : m_jobs) {
            const auto it = std::find_if(list.rows.begin(), list.rows.end(), [&id](const JobView &view) { return view.id() == id; });
            if (it != list.rows.end()) {
                return *it;
            }
        }
        return std::nullopt;
    }
    std::optional<JobSummary> jobSummary() const override { return m_summary; }
    int jobsNeedingAttention() const override { return int(jobs(JobSegment::Attention).rows.size()); }
    QList<PendingCommand> unsettled() const override { return m_unsettled; }
    std::optional<OutboxLoss> outboxLoss() const override { return m_loss; }
    void noteOutboxLoss() override
    {
        m_loss.reset();
        Q_EMIT outboxLossChanged();
    }
    void requestJobs(JobSegment segment) override { m_askedJobs.append(segment); }
    void requestMoreJobs(JobSegment segment) override { m_askedMoreJobs.append(segment); }
    void requestJobSummary() override { ++m_askedSummaries; }
    void requestJob(const JobId &id) override { m_askedBodies.append(id); }
    CommandId decideJobs(JobAction action, const QList<JobId> &ids) override
    {
        m_decided.append({action, ids});
        return nextCommand();
    }
    void requestTranscript(const CallId &id) override { m_askedTranscripts.append(id); }
    void requestOlderCalls() override { ++m_olderRequests; }
    void requestOverview(const OverviewQuery &query) override { m_askedOverviews.append(query); }
    void retry() override { ++m_retries; }
    CommandId createOrder(const NewOrder &order) override
    {
        m_created.append(order);
        return nextCommand();
    }
    CommandId changeOrder(const OrderId &id, const OrderPatch &patch) override
    {
        m_changes.append({id, patch});
        return nextCommand();
    }
    void retryCommand(const CommandId &id) override { m_retried.append(id); }
    void discardCommand(const CommandId &id) override { m_discarded.append(id); }
    QString timeZone() const override { return m_zone; }

private:
    CommandId nextCommand() { return CommandId{QStringLiteral("command-%1").arg(++m_commands)}; }

    int m_commands = 0;
};

} // namespace deskbell::tests
