// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callrecord.h"

#include "server/voice/callstates.h"

#include <algorithm>
#include <tuple>

namespace deskbell::server {
namespace {

void keepEarliest(std::optional<Instant> &kept, Instant at)
{
    if (!kept || at < *kept) {
        kept = at;
    }
}

/// Legs of one call, with room to spare for transfers.
constexpr qsizetype MaxParties = 32;

/// Numbers count before times where the provider gives them; the state makes it an order of everything that can be said.
auto orderOf(const StatedState &said) { return std::tuple(said.sequence.value_or(-1), said.at, said.state); }

CallStage stageOf(CallState state)
{
    switch (state) {
    case CallState::Queued: return CallStage::Queued;
    case CallState::Ringing: return CallStage::Ringing;
    case CallState::Greeting: return CallStage::Greeting;
    case CallState::Live:
    case CallState::Holding:
    case CallState::Transferring:
    case CallState::WithPerson: return CallStage::Talk;
    case CallState::Ended:
    case CallState::Incomplete:
    case CallState::Failed: return CallStage::Over;
    case CallState::Lost: break; // no provider can say so
    }
    return CallStage::Queued;
}

/// How far a message shows the call to be, even when the one that said so is late or lost.
CallStage stageShownBy(const VoiceEvent &event)
{
    switch (event.kind) {
    case VoiceEvent::Kind::AssistantRequest: return CallStage::Ringing;
    case VoiceEvent::Kind::FinalTranscript:
    case VoiceEvent::Kind::PartialTranscript:
    case VoiceEvent::Kind::Speech: return event.role == SpeakerRole::Assistant ? CallStage::Greeting : CallStage::Talk;
    case VoiceEvent::Kind::Conversation: {
        const auto isGuest = [](const SpokenMessage &message) { return message.role == SpeakerRole::Guest; };
        return std::any_of(event.messages.begin(), event.messages.end(), isGuest) ? CallStage::Talk : CallStage::Greeting;
    }
    case VoiceEvent::Kind::Interrupted:
    case VoiceEvent::Kind::ToolCalls:
    case VoiceEvent::Kind::TransferRequest:
    case VoiceEvent::Kind::LanguageChange: return CallStage::Talk;
    case VoiceEvent::Kind::Hang: return CallStage::Greeting;
    case VoiceEvent::Kind::State: return event.state ? stageOf(*event.state) : CallStage::Queued;
    case VoiceEvent::Kind::Report: return CallStage::Over;
    case VoiceEvent::Kind::Recording:
    case VoiceEvent::Kind::Other: break;
    }
    return CallStage::Queued;
}

} // namespace

CallOutcome outcomeOf(const EndFacts &end)
{
    switch (end.reason) {
    case EndReason::Busy:
    case EndReason::NoAnswer:
    case EndReason::Voicemail:
        // A guest who called was put through to a desk that did not answer: that is no answer of the guest's.
        return end.direction == CallDirection::Outbound && !end.wasForwarded ? CallOutcome::NoAnswer : CallOutcome::Failed;
    case EndReason::Transferred: return CallOutcome::Escalated;
    case EndReason::StaffEnded:
    case EndReason::GuestHungUp:
        if (!end.wasAnswered) {
            return CallOutcome::NoAnswer;
        }
        break;
    case EndReason::ProviderError:
    case EndReason::OurError: return end.wasForwarded ? CallOutcome::Escalated : CallOutcome::Failed;
    case EndReason::Silence:
    case EndReason::TooLong: return end.wasForwarded ? CallOutcome::Escalated : CallOutcome::Incomplete;
    case EndReason::AssistantEnded:
    case EndReason::None:
    case EndReason::Unknown: break;
    }
    if (end.wasForwarded) {
        return CallOutcome::Escalated;
    }
    const bool isCut = end.isCutOff && end.reason != EndReason::AssistantEnded && end.reason != EndReason::StaffEnded;
    return isCut || end.success == std::optional(false) ? CallOutcome::Incomplete : CallOutcome::Completed;
}

Instant CallRecord::sortAt() const
{
    return m_call.startedAt.value_or(m_evidence.firstEventAt.value_or(Instant{}));
}

bool CallRecord::apply(const VoiceEvent &event)
{
    const auto callBefore = m_call;
    const auto evidenceBefore = m_evidence;
    takeFacts(event.call, event.at);
    m_evidence.isLost = false;
    keepEarliest(m_evidence.firstEventAt, event.at);
    m_evidence.hasSpoken = m_evidence.hasSpoken || !event.messages.isEmpty() || (event.report && !event.report->messages.isEmpty());
    reach(stageShownBy(event), event.at);
    takeKind(event);
    derive();
    return m_call != callBefore || m_evidence != evidenceBefore;
}

void CallRecord::reach(CallStage stage, Instant at)
{
    m_evidence.stage = std::max(m_evidence.stage, stage);
    if (stage == CallStage::Greeting || stage == CallStage::Talk) {
        keepEarliest(m_evidence.answeredAt, at);
    }
}

void CallRecord::takeKind(const VoiceEvent &event)
{
    switch (event.kind) {
    case VoiceEvent::Kind::State:
        takeState(event);
        break;
    case VoiceEvent::Kind::Report:
        takeReport(event.report.value_or(EndReport{}), event.at);
        break;
    case VoiceEvent::Kind::LanguageChange:
        if (!m_evidence.languageAt || std::pair(*m_evidence.languageAt, m_call.language) < std::pair(event.at, event.text)) {
            m_evidence.languageAt = event.at;
            m_evidence.saidLanguageAt.reset();
            m_call.language = event.text;
        }
        break;
    case VoiceEvent::Kind::Recording:
        if (!event.recordingId.isEmpty()
            && (!m_evidence.recordingAt || std::pair(event.at, event.recordingId) < std::pair(*m_evidence.recordingAt, m_call.recordingId))) {
            m_evidence.recordingAt = event.at;
            m_call.recordingId = event.recordingId;
        }
        break;
    default: break;
    }
}

void CallRecord::takeFacts(const VoiceCallFacts &facts, Instant at)
{
    const auto fill = [at](auto &kept, const auto &said, std::optional<Instant> &keptAt) {
        if (!keptAt || at < *keptAt || (at == *keptAt && said < kept)) {
            kept = said;
            keptAt = at;
        }
    };
    m_call.providerCallId = facts.providerCallId;
    if (!facts.customerNumber.isEmpty()) {
        fill(m_call.customerNumber, facts.customerNumber, m_evidence.numberAt);
    }
    // What a later message says on purpose stands above what all of them carry along.
    if (!facts.language.isEmpty() && !m_evidence.languageAt) {
        fill(m_call.language, facts.language, m_evidence.saidLanguageAt);
    }
    if (!facts.room.isEmpty() && !m_evidence.roomAt) {
        fill(m_call.room, facts.room, m_evidence.saidRoomAt);
    }
    if (facts.direction) {
        fill(m_call.direction, *facts.direction, m_evidence.directionAt);
    }
    for (const auto &party : facts.parties) {
        takeParty(party, at);
    }
}

void CallRecord::takeParty(const CallParty &party, Instant at)
{
    const auto byRole = [](const CallParty &a, const CallParty &b) { return a.role < b.role; };
    const auto words = [](const CallParty &said) { return std::tuple(said.number, said.extension, said.name); };
    const auto place = std::lower_bound(m_call.parties.begin(), m_call.parties.end(), party, byRole);
    const auto known = m_evidence.partyAt.constFind(int(party.role));
    const bool isThere = place != m_call.parties.end() && place->role == party.role;
    if (isThere && known != m_evidence.partyAt.constEnd()
        && std::pair(*known, words(*place)) <= std::pair(at, words(party))) {
        return;
    }
    if (isThere) {
        *place = party;
    } else {
        m_call.parties.insert(place, party);
    }
    m_evidence.partyAt.insert(int(party.role), at);
}

void CallRecord::takeState(const VoiceEvent &event)
{
    if (!event.state) {
        return;
    }
    const auto state = *event.state;
    m_evidence.wasForwarded = m_evidence.wasForwarded || state == CallState::Transferring || state == CallState::WithPerson;
    if (stageOf(state) == CallStage::Talk) {
        const StatedState said{state, event.at, event.sequence};
        const auto known = m_evidence.stated.constFind(event.party);
        const bool isKnown = known != m_evidence.stated.constEnd();
        if (isKnown ? orderOf(*known) < orderOf(said) : m_evidence.stated.size() < MaxParties) {
            m_evidence.stated.insert(event.party, said);
        }
    }
    if (stageOf(state) == CallStage::Over) {
        const auto said = std::tuple(event.at, event.providerReason, event.endReason);
        if (!m_evidence.statusEndedAt || said < std::tuple(*m_evidence.statusEndedAt, m_evidence.statusEndWord, m_evidence.statusEndReason)) {
            m_evidence.statusEndedAt = event.at;
            m_evidence.statusEndWord = event.providerReason;
            m_evidence.statusEndReason = event.endReason;
        }
    }
}

void CallRecord::takeReport(const EndReport &report, Instant at)
{
    m_evidence.hasReport = true;
    m_evidence.reportEndReason = report.reason;
    m_evidence.reportEndWord = report.providerReason;
    m_evidence.reportStartedAt = report.startedAt;
    m_evidence.reportEndedAt = report.endedAt.value_or(at);
    m_evidence.success = report.success;
    m_evidence.usage = report.usage;
    if (!report.summary.isEmpty()) {
        m_call.summary = report.summary;
    }
    if (report.cost) {
        m_call.providerCost = report.cost;
    }
    if (!report.serviceType.isEmpty()) {
        noteService(report.serviceType, ServiceRank::Report, at);
    }
}

bool CallRecord::noteRoom(const QString &room, Instant at)
{
    if (room.isEmpty() || (m_evidence.roomAt && *m_evidence.roomAt > at)) {
        return false;
    }
    const bool isNew = m_call.room != room || m_evidence.roomAt != std::optional(at);
    m_call.room = room;
    m_evidence.roomAt = at;
    m_evidence.saidRoomAt.reset();
    return isNew;
}

bool CallRecord::noteService(const QString &serviceType, ServiceRank rank, Instant at)
{
    const bool isBetter = int(rank) > m_evidence.serviceRank
        || (int(rank) == m_evidence.serviceRank && (!m_evidence.serviceAt || at < *m_evidence.serviceAt));
    if (serviceType.isEmpty() || !isBetter) {
        return false;
    }
    m_call.serviceType = serviceType;
    m_evidence.serviceRank = int(rank);
    m_evidence.serviceAt = at;
    return true;
}

bool CallRecord::noteGuest(const GuestId &id, const QString &name)
{
    if (m_call.guestId == id && m_call.guestName == name) {
        return false;
    }
    m_call.guestId = id;
    m_call.guestName = name;
    return true;
}

bool CallRecord::noteTurns(const std::optional<Instant> &openAt, const QString &words, const std::optional<Instant> &closedAt)
{
    const auto before = m_evidence;
    if (openAt && (!m_evidence.openTurnAt || std::pair(*m_evidence.openTurnAt, m_evidence.openTurn) < std::pair(*openAt, words))) {
        m_evidence.openTurnAt = openAt;
        m_evidence.openTurn = words;
    }
    if (closedAt && (!m_evidence.closedTurnAt || *m_evidence.closedTurnAt < *closedAt)) {
        m_evidence.closedTurnAt = closedAt;
    }
    if (m_evidence == before) {
        return false;
    }
    derive();
    return true;
}

bool CallRecord::noteCosts(const QList<CostLine> &lines)
{
    if (m_call.costs == lines) {
        return false;
    }
    m_call.costs = lines;
    MicroMoney sum;
    for (const auto &line : lines) {
        sum.micro += line.amount.micro;
        sum.currency = line.amount.currency;
    }
    m_call.cost = lines.isEmpty() ? std::nullopt : std::optional(sum.rounded());
    return true;
}

bool CallRecord::markLost(Instant at)
{
    if (!m_call.isLive()) {
        return false;
    }
    m_evidence.isLost = true;
    derive();
    m_call.endedAt = at;
    return true;
}

CallState CallRecord::wantedState() const
{
    if (m_evidence.stage == CallStage::Over) {
        const auto result = outcome();
        return result == CallOutcome::Failed ? CallState::Failed : result == CallOutcome::Incomplete ? CallState::Incomplete : CallState::Ended;
    }
    if (m_evidence.isLost) {
        return CallState::Lost;
    }
    switch (m_evidence.stage) {
    case CallStage::Queued: return CallState::Queued;
    case CallStage::Ringing: return CallState::Ringing;
    case CallStage::Greeting: return CallState::Greeting;
    case CallStage::Talk:
    case CallStage::Over: break;
    }
    // Numbers order the events of one party only; between parties it is the time.
    const auto byTime = [](const StatedState &a, const StatedState &b) { return std::pair(a.at, a.state) < std::pair(b.at, b.state); };
    const auto latest = std::max_element(m_evidence.stated.begin(), m_evidence.stated.end(), byTime);
    return latest == m_evidence.stated.end() ? CallState::Live : latest->state;
}

EndReason CallRecord::endReason() const
{
    return m_evidence.reportEndReason != EndReason::None ? m_evidence.reportEndReason : m_evidence.statusEndReason;
}

CallOutcome CallRecord::outcome() const
{
    return outcomeOf({endReason(), m_call.direction, m_evidence.reportStartedAt || m_evidence.answeredAt, m_evidence.wasForwarded,
                      m_evidence.isCutOff(), m_evidence.success});
}

bool CallRecord::step()
{
    if (m_call.state == wantedState()) {
        return false;
    }
    const auto before = m_call.state;
    derive();
    return m_call.state != before;
}

void CallRecord::derive()
{
    const bool isShown = m_call.version != 0;
    m_call.state = isShown ? nextTowards(m_call.state, wantedState()) : wantedState();
    if (!m_call.isLive() && !m_evidence.isLost && m_evidence.stage != CallStage::Over) {
        return; // its evidence was erased with the guest; a straggler does not bring the call back
    }
    m_call.startedAt = m_evidence.reportStartedAt ? m_evidence.reportStartedAt : m_evidence.answeredAt;
    m_call.endedAt.reset();
    m_call.endReason = EndReason::None;
    m_call.outcome = CallOutcome::None;
    if (m_call.state == CallState::Lost) {
        m_call.outcome = CallOutcome::Lost;
    } else if (!m_call.isLive()) {
        m_call.endedAt = m_evidence.hasReport ? m_evidence.reportEndedAt : m_evidence.statusEndedAt;
        m_call.endReason = endReason();
        m_call.outcome = outcome();
    }
}

} // namespace deskbell::server
