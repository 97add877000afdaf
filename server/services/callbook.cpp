// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/callbook.h"

#include "core/wire/callcodec.h"
#include "core/wire/guestcodec.h"
#include "server/storage/callsrepository.h"
#include "server/storage/guestsrepository.h"
#include "server/storage/transcriptsrepository.h"

#include <algorithm>

namespace deskbell::server {
namespace {

/// More calls than a property has at once; beyond it the oldest knowledge is simply read again.
constexpr qsizetype MaxKeptRecords = 2000;

QString eventOf(bool isNew, bool wasLive, const Call &call)
{
    if (wasLive && !call.isLive()) {
        return QStringLiteral("call_end");
    }
    return isNew ? QStringLiteral("call_start") : QStringLiteral("call_update");
}

} // namespace

void CallBook::forgetWhatWasUndone()
{
    if (m_generation != m_changes.generation()) {
        m_generation = m_changes.generation();
        m_records.clear();
    }
}

Result<CallRecord *> CallBook::open(sql::Connection &db, const TenantContext &who, const QString &provider, const VoiceCallFacts &facts)
{
    forgetWhatWasUndone();
    const Key key{who.tenant, provider, facts.providerCallId};
    auto kept = m_records.find(key);
    if (kept == m_records.end()) {
        auto stored = CallsRepository(db, who).byProviderId(provider, facts.providerCallId);
        if (!stored) {
            return stored.error();
        }
        auto record = std::move(stored).value().value_or(CallRecord());
        if (record.call().id.isEmpty()) {
            Call call;
            call.id = m_ids.make<CallId>();
            record = CallRecord(call, {});
        }
        if (m_records.size() >= MaxKeptRecords) {
            m_records.clear();
        }
        kept = m_records.insert(key, record);
    }
    m_lastHeard[who.tenant].insert(kept->call().id, {m_clock.monotonic(), 0});
    return &kept.value();
}

Result<Done> CallBook::store(sql::Connection &db, const TenantContext &who, const QString &provider, const VoiceCallFacts &facts,
                             CallRecord &record)
{
    const bool isNew = record.call().version == 0;
    bool wasLive = isNew;
    if (!isNew) {
        const auto before = CallsRepository(db, who).byId(record.call().id);
        if (!before) {
            return before.error();
        }
        wasLive = before.value() && before.value()->call().isLive();
    }
    if (record.call().guestId.isEmpty()) {
        if (auto recognised = recogniseGuest(db, who, facts, record); !recognised) {
            return recognised;
        }
    }
    auto event = eventOf(isNew, wasLive, record.call());
    // Mostly once: what was shown can be further than one legal step from what is known now.
    do {
        if (auto stored = storeStep(db, who, provider, event, record); !stored) {
            return stored;
        }
        wasLive = record.call().isLive();
        if (!record.step()) {
            return Done{};
        }
        event = eventOf(false, wasLive, record.call());
    } while (true);
}

Result<Done> CallBook::storeStep(sql::Connection &db, const TenantContext &who, const QString &provider, const QString &event, CallRecord &record)
{
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    record.setVersion(seq.value());
    if (auto stored = CallsRepository(db, who).put(provider, record); !stored) {
        return stored;
    }
    return m_changes.record(db, who,
                            {0, QStringLiteral("call"), record.call().id.value, QStringLiteral("upsert"), event, {}, m_clock.now(),
                             wire::toJson(record.call())});
}

Result<Done> CallBook::recogniseGuest(sql::Connection &db, const TenantContext &who, const VoiceCallFacts &facts, CallRecord &record)
{
    const auto &number = record.call().customerNumber;
    if (number.isEmpty()) {
        return Done{};
    }
    const auto known = GuestsRepository(db, who).byPhone(number);
    if (!known) {
        return known.error();
    }
    auto guest = known.value().value_or(Guest{});
    const bool isNew = guest.id.isEmpty();
    const bool hasNews = isNew || (guest.name.isEmpty() && !facts.customerName.isEmpty());
    if (isNew) {
        guest.id = m_ids.make<GuestId>();
        guest.phone = number;
        guest.room = facts.room;
        guest.language = facts.language;
        guest.createdAt = m_clock.now();
    }
    if (guest.name.isEmpty()) {
        guest.name = facts.customerName;
    }
    record.noteGuest(guest.id, guest.name);
    return hasNews ? putGuest(db, who, guest) : Result<Done>(Done{});
}

Result<Done> CallBook::putGuest(sql::Connection &db, const TenantContext &who, Guest guest)
{
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    guest.version = seq.value();
    if (auto stored = GuestsRepository(db, who).put(guest); !stored) {
        return stored;
    }
    return m_changes.record(db, who,
                            {0, QStringLiteral("guest"), guest.id.value, QStringLiteral("upsert"), {}, {}, m_clock.now(),
                             wire::toJson(guest)});
}

Result<CallBook::Heard> CallBook::heard(sql::Connection &db, const TenantContext &who, const Call &call)
{
    const auto spoken = TranscriptsRepository(db, who).lastVersion(call.id);
    if (!spoken) {
        return spoken.error();
    }
    const auto version = std::max(call.version, spoken.value());
    const auto times = m_lastHeard.value(who.tenant);
    const auto known = times.constFind(call.id);
    // After a restart nothing was heard of any call: each gets a full period from now. And what has grown without us was
    // told to another service.
    if (known != times.constEnd() && (known->version == version || known->version == 0)) {
        return Heard{known->at, version};
    }
    return Heard{m_clock.monotonic(), version};
}

Result<int> CallBook::closeLost(sql::Connection &db, const TenantContext &who, std::chrono::milliseconds silence)
{
    forgetWhatWasUndone();
    auto live = CallsRepository(db, who).live();
    if (!live) {
        return live.error();
    }
    int closed = 0;
    HeardTimes stillLive;
    for (auto &[provider, record] : live.value()) {
        const auto last = heard(db, who, record.call());
        if (!last) {
            return last.error();
        }
        if (m_clock.monotonic() - last.value().at < silence || !record.markLost(m_clock.now())) {
            stillLive.insert(record.call().id, last.value());
            continue;
        }
        if (auto stored = store(db, who, provider, {}, record); !stored) {
            return stored.error();
        }
        m_records.remove({who.tenant, provider, record.call().providerCallId});
        ++closed;
    }
    m_lastHeard[who.tenant] = stillLive;
    return closed;
}

} // namespace deskbell::server
