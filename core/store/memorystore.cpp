// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorystore.h"

#include "core/wire/ordercodec.h"

namespace deskbell {

MemoryStore::MemoryStore(Environment environment, QObject *parent) : Store(parent), m_environment(environment) {}

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

CommandId MemoryStore::createOrder(const NewOrder &order)
{
    const IdSource ids(m_environment.clock, m_environment.rng);
    PendingCommand command;
    command.create = order;
    if (order.id.isEmpty()) {
        command.create->id = ids.make<OrderId>();
    }
    command.orderId = command.create->id;
    auto &basis = command.basis;
    basis.id = command.orderId;
    basis.room = order.room;
    basis.items = order.items;
    basis.notes = order.notes;
    basis.department = order.department;
    basis.dueAt = order.dueAt;
    basis.createdBy = basis.updatedBy = m_session.username;
    basis.createdAt = basis.updatedAt = m_environment.clock.now();
    return enqueue(std::move(command));
}

CommandId MemoryStore::changeOrder(const OrderId &id, const OrderPatch &patch)
{
    PendingCommand command;
    command.orderId = id;
    command.patch = patch;
    command.basis.id = id;
    if (const auto *seen = m_orders.view(id)) {
        command.basis = seen->order;
    }
    if (!patch.baseVersion) {
        command.patch->baseVersion = command.basis.version;
    }
    return enqueue(std::move(command));
}

CommandId MemoryStore::enqueue(PendingCommand command)
{
    const IdSource ids(m_environment.clock, m_environment.rng);
    command.id = ids.make<CommandId>();
    command.key = command.id.value;
    m_orders.add(command);
    news().orders = true;
    updateWaiting();
    Q_EMIT commandWaiting();
    return command.id;
}

void MemoryStore::retryCommand(const CommandId &id)
{
    const IdSource ids(m_environment.clock, m_environment.rng);
    // A new key: under the old one the server would only repeat its refusal.
    if (m_orders.retry(id, ids.make<CommandId>().value)) {
        news().orders = true;
        updateWaiting();
        Q_EMIT commandWaiting();
    }
}

void MemoryStore::discardCommand(const CommandId &id)
{
    if (m_orders.discard(id)) {
        news().orders = true;
        updateWaiting();
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

void MemoryStore::updateWaiting()
{
    const int waiting = m_orders.waiting();
    if (waiting != m_link.waitingWrites) {
        m_link.waitingWrites = waiting;
        Q_EMIT linkChanged();
    }
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

void MemoryStore::acceptCommand(const CommandId &id, const std::optional<Order> &answer)
{
    if (answer) {
        m_orders.accept(id, *answer);
    } else {
        m_orders.forget(id);
    }
    news().orders = true;
    news().finished.append({id, std::nullopt});
    updateWaiting();
}

void MemoryStore::refuseCommand(const CommandId &id, const Error &error)
{
    const auto current = wire::orderFromJson(error.context.value(QLatin1String("current")).toObject());
    if (current) {
        m_orders.upsert(current.value()); // what made the server say no, perhaps ahead of the feed
    }
    for (const auto &refused : m_orders.refuse(id, error)) {
        const auto *command = m_orders.command(refused);
        news().finished.append({refused, command->refusal});
    }
    news().orders = true;
    updateWaiting();
}

void MemoryStore::clear()
{
    const auto commands = m_orders.commands();
    m_calls = {};
    m_transcripts = {};
    m_orders = {};
    m_guests.clear();
    m_olderCalls.clear();
    m_loadingOlder = false;
    m_loadingTranscripts.clear();
    m_session = {};
    m_news = {};
    for (const auto &command : commands) {
        news().finished.append({command.id, Error{ErrorKind::Cancelled, QStringLiteral("signed out"), 0, {}, {}}});
    }
    news().calls = news().orders = true;
    updateWaiting();
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
