// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorystore.h"

namespace deskbell {

MemoryStore::MemoryStore(Environment environment, QObject *parent)
    : Store(parent), m_environment(environment), m_deviceId(makeUuid7(environment.clock, environment.rng))
{
}

MemoryStore::~MemoryStore() = default;

std::optional<Call> MemoryStore::call(const CallId &id) const
{
    const auto *found = m_calls.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

TranscriptView MemoryStore::transcript(const CallId &id) const { return m_transcripts.view(id, m_calls.find(id)); }

std::optional<OrderView> MemoryStore::order(const OrderId &id) const
{
    const auto *found = m_orders.view(id);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<Guest> MemoryStore::guest(const GuestId &id) const
{
    const auto found = m_guests.constFind(id);
    return found == m_guests.constEnd() ? std::nullopt : std::optional(*found);
}

void MemoryStore::requestTranscript(const CallId &id)
{
    if (m_phase == Phase::SignedOut || m_loadingTranscripts.contains(id) || m_transcripts.isComplete(id)) {
        return;
    }
    m_loadingTranscripts.insert(id);
    if (m_transcripts.clearFailure(id)) {
        news().transcripts.insert(id);
    }
    Q_EMIT transcriptWanted(id);
}

void MemoryStore::requestOlderCalls()
{
    if (m_loadingOlder || !hasOlderCalls()) {
        return;
    }
    m_loadingOlder = true;
    Q_EMIT olderCallsWanted();
}

void MemoryStore::requestOverview(const OverviewQuery &query) { Q_EMIT overviewWanted(query); }

void MemoryStore::retry()
{
    if (m_phase == Phase::Failed) {
        Q_EMIT retryWanted();
    }
}

void MemoryStore::setPhase(Phase phase, const std::optional<Error> &failure)
{
    if (phase == m_phase && !failure && !m_failure) {
        return;
    }
    m_phase = phase;
    m_failure = failure;
    Q_EMIT phaseChanged();
}

void MemoryStore::setLink(LinkState::Kind kind)
{
    if (kind == m_link.kind) {
        return;
    }
    const bool hasNoPast = kind == LinkState::Kind::Live || kind == LinkState::Kind::Offline;
    if (hasNoPast) {
        m_link.since.reset();
    } else if (!m_link.since) {
        m_link.since = m_environment.clock.now();
    }
    m_link.kind = kind;
    Q_EMIT linkChanged();
}

void MemoryStore::addOlderCalls(const QList<Call> &calls, const QString &next)
{
    m_loadingOlder = false;
    m_olderCalls = next;
    for (const auto &call : calls) {
        m_calls.upsert(call);
    }
    news().calls = true; // even without news: hasOlderCalls() may have changed
}

void MemoryStore::addOrders(const QList<Order> &orders)
{
    for (const auto &order : orders) {
        m_orders.upsert(order);
    }
    news().orders = true;
}

void MemoryStore::addTranscript(const CallId &id, const QList<TranscriptLine> &lines)
{
    m_loadingTranscripts.remove(id);
    for (const auto &line : lines) {
        m_transcripts.upsert(line);
    }
    m_transcripts.setComplete(id);
    news().transcripts.insert(id);
}

void MemoryStore::failTranscript(const CallId &id, const Error &error)
{
    m_loadingTranscripts.remove(id);
    m_transcripts.setFailure(id, error);
    news().transcripts.insert(id);
}

void MemoryStore::dropUnfinishedWords()
{
    for (const auto &id : m_transcripts.unfinished()) {
        if (m_transcripts.dropUnfinished(id)) {
            news().transcripts.insert(id);
        }
    }
}

void MemoryStore::clear()
{
    // What an outbox keeps is not lost, only out of sight.
    const auto lost = m_outbox ? QList<PendingCommand>() : m_orders.commands();
    m_outbox.reset();
    ++m_outboxRun;
    m_keeping.clear();
    m_deviceId = makeUuid7(m_environment.clock, m_environment.rng);
    m_lastSeq = 0;
    noteOutboxLoss();
    m_calls = {};
    m_transcripts = {};
    m_orders = {};
    m_jobs = {};
    m_guests.clear();
    m_olderCalls.clear();
    m_loadingOlder = false;
    m_loadingTranscripts.clear();
    m_session = {};
    m_news = {};
    for (const auto &command : lost) {
        news().finished.append({command.id, Error{ErrorKind::Cancelled, QStringLiteral("signed out"), 0, {}, {}}});
    }
    news().calls = news().orders = news().jobs = news().jobSummary = true;
    updateWaiting();
    m_link.storage = ServerStorage::Well;
    setLink(LinkState::Kind::Offline);
    setPhase(Phase::SignedOut);
}

MemoryStore::News &MemoryStore::news()
{
    if (!m_isTelling) {
        m_isTelling = true;
        QMetaObject::invokeMethod(this, &MemoryStore::tell, Qt::QueuedConnection);
    }
    return m_news;
}

void MemoryStore::tell()
{
    m_isTelling = false;
    const auto news = std::exchange(m_news, {});
    if (news.calls) {
        Q_EMIT callsChanged();
    }
    if (news.orders) {
        Q_EMIT ordersChanged();
    }
    if (news.jobs) {
        Q_EMIT jobsChanged();
    }
    if (news.jobSummary) {
        Q_EMIT jobSummaryChanged();
    }
    if (news.unsettled) {
        Q_EMIT unsettledChanged();
    }
    for (const auto &id : news.transcripts) {
        Q_EMIT transcriptChanged(id);
    }
    for (const auto &id : news.startedCalls) {
        const auto *started = m_calls.find(id);
        if (started && started->isLive()) { // it may have begun and ended while we were away
            Q_EMIT callStarted(id);
        }
    }
    for (const auto &id : news.arrivedOrders) {
        if (m_orders.row(id)) {
            Q_EMIT orderArrived(id);
        }
    }
    for (const auto &finished : news.finished) {
        Q_EMIT commandFinished(finished.id, finished.error);
    }
}

} // namespace deskbell
