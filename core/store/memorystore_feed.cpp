// SPDX-License-Identifier: GPL-3.0-or-later
// What comes from the server: snapshot, changes, live words.
#include "core/store/memorystore.h"

#include "core/wire/callcodec.h"
#include "core/wire/guestcodec.h"
#include "core/wire/jobcodec.h"
#include "core/wire/ordercodec.h"
#include "core/wire/transcriptcodec.h"
#include "core/wire/words.h"

#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcStore, "deskbell.core.store", QtInfoMsg)

const auto Delete = QLatin1String("delete");

void noteUnreadable(const Change &change, const Error &error)
{
    qCInfo(lcStore, "change %lld can not be read and is left out: %s", change.seq, qPrintable(error.detail));
}

/// The object a change carries, with the change's number as its version.
template<typename T>
std::optional<T> bodyOf(const Change &change, Result<T> (*read)(const QJsonObject &))
{
    auto body = read(change.body);
    if (!body) {
        noteUnreadable(change, body.error());
        return std::nullopt;
    }
    body.value().version = change.seq;
    return std::move(body).value();
}

} // namespace

void MemoryStore::replaceAll(const Snapshot &snapshot)
{
    m_calls = {};
    for (const auto &call : snapshot.calls) {
        m_calls.upsert(call);
    }
    m_olderCalls = snapshot.olderCalls;
    m_loadingOlder = false;
    m_transcripts = {};
    m_loadingTranscripts.clear();
    m_guests.clear();
    m_orders.replaceAll(snapshot.orders);
    m_jobs = {};
    for (const auto &command : m_orders.commands()) {
        if (command.job) {
            m_jobs.decide(command);
        }
    }
    m_news.startedCalls.clear();
    m_news.arrivedOrders.clear();
    news().calls = news().orders = news().jobs = true;
}

void MemoryStore::applyBatch(const ChangeBatch &batch)
{
    for (const auto &change : batch.changes) {
        applyChange(change);
    }
}

void MemoryStore::applyChange(const Change &change)
{
    if (change.entity == QLatin1String("call")) {
        applyCall(change);
    } else if (change.entity == QLatin1String("transcript_line")) {
        applyLine(change);
    } else if (change.entity == QLatin1String("transcript")) {
        applyTranscript(change);
    } else if (change.entity == QLatin1String("order")) {
        applyOrder(change);
    } else if (change.entity == QLatin1String("guest")) {
        applyGuest(change);
    } else if (change.entity == QLatin1String("job")) {
        applyJob(change);
    } else if (change.entity == QLatin1String("breaker")) {
        applyBreaker(change);
    }
    // Other entities are a newer server's.
}

void MemoryStore::applyCall(const Change &change)
{
    if (change.op == Delete) {
        if (m_calls.remove(CallId{change.entityId}, change.seq)) {
            news().calls = true;
        }
        return;
    }
    const auto call = bodyOf(change, &wire::callFromJson);
    if (!call) {
        return;
    }
    const auto outcome = m_calls.upsert(*call);
    if (outcome == CallBook::Outcome::Ignored) {
        return;
    }
    news().calls = true;
    if (outcome == CallBook::Outcome::Added && call->isLive() && call->direction == CallDirection::Inbound) {
        news().startedCalls.append(call->id);
    }
    if (!call->isLive() && m_transcripts.dropUnfinished(call->id)) {
        news().transcripts.insert(call->id);
    }
}

void MemoryStore::applyLine(const Change &change)
{
    if (change.op == Delete) {
        const TranscriptLineId id{change.entityId};
        const auto call = m_transcripts.callOf(id);
        if (m_transcripts.remove(id, change.seq)) {
            news().transcripts.insert(call);
        }
        return;
    }
    const auto line = bodyOf(change, &wire::transcriptLineFromJson);
    if (line && m_transcripts.upsert(*line)) {
        news().transcripts.insert(line->callId);
    }
}

void MemoryStore::applyTranscript(const Change &change)
{
    const CallId call{change.entityId};
    if (change.op == Delete && m_transcripts.forget(call, change.seq)) {
        news().transcripts.insert(call);
    }
}

void MemoryStore::applyOrder(const Change &change)
{
    if (change.op == Delete) {
        m_orders.remove(OrderId{change.entityId}, change.seq);
        news().orders = true;
        return;
    }
    const auto order = bodyOf(change, &wire::orderFromJson);
    if (!order) {
        return;
    }
    const bool isOurs = m_orders.view(order->id) != nullptr; // known, or made here and not acknowledged yet
    m_orders.upsert(*order);
    news().orders = true;
    if (!isOurs && change.event == QLatin1String("order_created")) {
        news().arrivedOrders.append(order->id);
    }
}

void MemoryStore::applyGuest(const Change &change)
{
    const GuestId id{change.entityId};
    if (change.op == Delete) {
        m_guests.remove(id);
        return;
    }
    const auto guest = bodyOf(change, &wire::guestFromJson);
    if (guest && m_guests.value(guest->id).version < guest->version) {
        m_guests.insert(guest->id, *guest);
    }
}

void MemoryStore::applyJob(const Change &change)
{
    if (change.op == Delete) {
        m_jobs.remove(JobId{change.entityId}, change.seq);
        news().jobs = true;
        return;
    }
    const auto job = bodyOf(change, &wire::jobFromJson);
    if (job && m_jobs.upsert(*job)) {
        news().jobs = true;
    }
}

void MemoryStore::applyBreaker(const Change &change)
{
    const auto breaker = wire::breakerFromJson(change.body);
    if (change.op == Delete || !breaker) {
        return; // a provider that is gone leaves with the next summary
    }
    m_jobs.setBreaker(breaker.value());
    news().jobSummary = true;
}

void MemoryStore::setStorage(const QString &word)
{
    const auto storage = word == QLatin1String("full")                                           ? ServerStorage::Full
        : word == QLatin1String("read_only")                                                     ? ServerStorage::ReadOnly
        : word == QLatin1String("low") || word == QLatin1String("very_low") ? ServerStorage::Low
                                                                                                 : ServerStorage::Well;
    if (storage != m_link.storage) {
        m_link.storage = storage;
        Q_EMIT linkChanged();
    }
}

void MemoryStore::applyLive(const QJsonObject &live)
{
    const auto type = live.value(QLatin1String("type")).toString();
    if (type == QLatin1String("storage")) {
        setStorage(live.value(QLatin1String("state")).toString());
        return;
    }
    const CallId id{live.value(QLatin1String("call_id")).toString()};
    const auto *known = m_calls.find(id);
    if (id.isEmpty() || (known && !known->isLive())) {
        return;
    }
    bool changed = false;
    if (type == QLatin1String("transcript")) {
        const auto partial = wire::partialTranscriptFromJson(live);
        changed = partial && m_transcripts.setPartial(partial.value());
    } else if (type == QLatin1String("speech")) {
        const auto role = wire::speakerRole(live.value(QLatin1String("role")).toString());
        changed = role && m_transcripts.setSpeaking(id, *role, live.value(QLatin1String("speaking")).toBool());
    } else if (type == QLatin1String("interrupted")) {
        changed = m_transcripts.setSpeaking(id, SpeakerRole::Assistant, false);
    }
    if (changed) {
        news().transcripts.insert(id);
    }
}

} // namespace deskbell
