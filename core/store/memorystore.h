// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/domain/change.h"
#include "core/domain/guest.h"
#include "core/store/callbook.h"
#include "core/store/orderbook.h"
#include "core/store/snapshot.h"
#include "core/store/store.h"
#include "core/store/transcriptbook.h"
#include "core/support/environment.h"

#include <QJsonObject>
#include <QSet>

namespace deskbell {

/// The store in memory. The pages use the Store half, the sync engine the other. Row signals come at most once per turn of the
/// event loop, after the rows are in place; phaseChanged and linkChanged at once.
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
    void requestTranscript(const CallId &id) override;
    void requestOlderCalls() override;
    void requestOverview(const OverviewQuery &query) override;
    void retry() override;
    CommandId createOrder(const NewOrder &order) override;
    CommandId changeOrder(const OrderId &id, const OrderPatch &patch) override;
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
    [[nodiscard]] const PendingCommand *firstWaiting() const { return m_orders.firstWaiting(); }
    void markSent(const CommandId &id) { m_orders.markSent(id); }
    /// `answer`: the order the server answered with, when it could be read.
    void acceptCommand(const CommandId &id, const std::optional<Order> &answer);
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

private:
    struct Finished {
        CommandId id;
        std::optional<Error> error;
    };
    /// What to tell in this turn of the event loop.
    struct News {
        bool calls = false;
        bool orders = false;
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
    [[nodiscard]] CommandId enqueue(PendingCommand command);
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
    QHash<GuestId, Guest> m_guests;
    News m_news;
    bool m_isTelling = false; ///< tell() is queued
};

} // namespace deskbell
