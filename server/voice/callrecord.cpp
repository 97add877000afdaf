// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callrecord.h"

#include "core/wire/words.h"

namespace deskbell::server {
namespace {

void keepEarliest(std::optional<Instant> &kept, Instant at)
{
    if (!kept || at < *kept) {
        kept = at;
    }
}

void put(QJsonObject &json, const char *key, const std::optional<Instant> &at)
{
    if (at) {
        json.insert(QLatin1String(key), toMillis(*at));
    }
}

std::optional<Instant> take(const QJsonObject &json, const char *key)
{
    const auto value = json.value(QLatin1String(key));
    return value.isDouble() ? std::optional(fromMillis(value.toInteger())) : std::nullopt;
}

} // namespace

QJsonObject CallEvidence::toJson() const
{
    QJsonObject json{
        {QStringLiteral("furthest"), wire::word(furthest)},
        {QStringLiteral("lost"), isLost},
        {QStringLiteral("status_ended_reason"), statusEndedReason},
        {QStringLiteral("report_ended_reason"), reportEndedReason},
        {QStringLiteral("has_report"), hasReport},
        {QStringLiteral("forwarded"), wasForwarded},
        {QStringLiteral("spoken"), hasSpoken},
        {QStringLiteral("service_rank"), serviceRank},
    };
    if (success) {
        json.insert(QStringLiteral("success"), *success);
    }
    put(json, "first_event_at", firstEventAt);
    put(json, "in_progress_at", inProgressAt);
    put(json, "status_ended_at", statusEndedAt);
    put(json, "report_started_at", reportStartedAt);
    put(json, "report_ended_at", reportEndedAt);
    put(json, "number_at", numberAt);
    put(json, "said_language_at", saidLanguageAt);
    put(json, "said_room_at", saidRoomAt);
    put(json, "direction_at", directionAt);
    put(json, "language_at", languageAt);
    put(json, "room_at", roomAt);
    put(json, "service_at", serviceAt);
    return json;
}

CallEvidence CallEvidence::fromJson(const QJsonObject &json)
{
    CallEvidence evidence;
    evidence.furthest = wire::callStatus(json.value(QStringLiteral("furthest")).toString()).value_or(CallStatus::Queued);
    evidence.isLost = json.value(QStringLiteral("lost")).toBool();
    evidence.statusEndedReason = json.value(QStringLiteral("status_ended_reason")).toString();
    evidence.reportEndedReason = json.value(QStringLiteral("report_ended_reason")).toString();
    evidence.hasReport = json.value(QStringLiteral("has_report")).toBool();
    evidence.hasSpoken = json.value(QStringLiteral("spoken")).toBool();
    evidence.wasForwarded = json.value(QStringLiteral("forwarded")).toBool();
    evidence.serviceRank = json.value(QStringLiteral("service_rank")).toInt();
    if (const auto success = json.value(QStringLiteral("success")); success.isBool()) {
        evidence.success = success.toBool();
    }
    evidence.firstEventAt = take(json, "first_event_at");
    evidence.inProgressAt = take(json, "in_progress_at");
    evidence.statusEndedAt = take(json, "status_ended_at");
    evidence.reportStartedAt = take(json, "report_started_at");
    evidence.reportEndedAt = take(json, "report_ended_at");
    evidence.numberAt = take(json, "number_at");
    evidence.saidLanguageAt = take(json, "said_language_at");
    evidence.saidRoomAt = take(json, "said_room_at");
    evidence.directionAt = take(json, "direction_at");
    evidence.languageAt = take(json, "language_at");
    evidence.roomAt = take(json, "room_at");
    evidence.serviceAt = take(json, "service_at");
    return evidence;
}

CallOutcome outcomeOf(const QString &endedReason, bool wasForwarded, std::optional<bool> success)
{
    // The provider's set of reasons is open (over 600 documented values), so this goes by their parts.
    const auto has = [&endedReason](const char *part) { return endedReason.contains(QLatin1String(part)); };
    if (has("did-not-answer") || has("customer-busy") || has("voicemail") || has("manually-canceled")) {
        return CallOutcome::NoAnswer;
    }
    if (has("forwarded-call") || (wasForwarded && !has("forwarding.operator-busy"))) {
        return CallOutcome::Escalated;
    }
    if (has("error") || has("failed") || has("assistant-request") || has("not-found") || has("operator-busy")) {
        return CallOutcome::Failed;
    }
    if (has("silence-timed-out") || has("exceeded-max-duration") || success == std::optional(false)) {
        return CallOutcome::Incomplete;
    }
    return CallOutcome::Completed;
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
    switch (event.kind) {
    case VoiceEvent::Kind::AssistantRequest:
        m_evidence.furthest = std::max(m_evidence.furthest, CallStatus::Ringing);
        break;
    case VoiceEvent::Kind::Status:
        takeStatus(event);
        break;
    case VoiceEvent::Kind::Report:
        takeReport(event.report.value_or(EndReport{}), event.at);
        break;
    case VoiceEvent::Kind::LanguageChange:
        if (!m_evidence.languageAt || *m_evidence.languageAt <= event.at) {
            m_evidence.languageAt = event.at;
            m_evidence.saidLanguageAt.reset();
            m_call.language = event.text;
        }
        break;
    case VoiceEvent::Kind::TransferRequest:
    case VoiceEvent::Kind::FinalTranscript:
    case VoiceEvent::Kind::PartialTranscript:
    case VoiceEvent::Kind::Speech:
    case VoiceEvent::Kind::Interrupted:
    case VoiceEvent::Kind::Conversation:
    case VoiceEvent::Kind::ToolCalls:
    case VoiceEvent::Kind::Hang:
        // Somebody speaks, so the call is under way even when the message that said so is late or lost.
        m_evidence.furthest = std::max(m_evidence.furthest, CallStatus::InProgress);
        keepEarliest(m_evidence.inProgressAt, event.at);
        break;
    case VoiceEvent::Kind::Other:
        break;
    }
    derive();
    return m_call != callBefore || m_evidence != evidenceBefore;
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
}

void CallRecord::takeStatus(const VoiceEvent &event)
{
    if (!event.status) {
        return;
    }
    m_evidence.furthest = std::max(m_evidence.furthest, *event.status);
    if (*event.status == CallStatus::InProgress) {
        keepEarliest(m_evidence.inProgressAt, event.at);
    }
    if (*event.status == CallStatus::Forwarding) {
        m_evidence.wasForwarded = true;
    }
    if (*event.status == CallStatus::Ended) {
        if (!m_evidence.statusEndedAt || event.at < *m_evidence.statusEndedAt) {
            m_evidence.statusEndedReason = event.endedReason;
        }
        keepEarliest(m_evidence.statusEndedAt, event.at);
    }
}

void CallRecord::takeReport(const EndReport &report, Instant at)
{
    m_evidence.furthest = CallStatus::Ended;
    m_evidence.hasReport = true;
    m_evidence.reportEndedReason = report.endedReason;
    m_evidence.reportStartedAt = report.startedAt;
    m_evidence.reportEndedAt = report.endedAt.value_or(at);
    m_evidence.success = report.success;
    if (!report.summary.isEmpty()) {
        m_call.summary = report.summary;
    }
    if (report.cost) {
        m_call.cost = report.cost;
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

void CallRecord::derive()
{
    m_call.startedAt = m_evidence.reportStartedAt ? m_evidence.reportStartedAt : m_evidence.inProgressAt;
    m_call.endedAt.reset();
    m_call.endedReason.clear();
    m_call.outcome = CallOutcome::None;
    if (m_evidence.furthest == CallStatus::Ended) {
        m_call.status = CallStatus::Ended;
        m_call.endedAt = m_evidence.hasReport ? m_evidence.reportEndedAt : m_evidence.statusEndedAt;
        m_call.endedReason = m_evidence.hasReport && !m_evidence.reportEndedReason.isEmpty() ? m_evidence.reportEndedReason
                                                                                           : m_evidence.statusEndedReason;
        m_call.outcome = outcomeOf(m_call.endedReason, m_evidence.wasForwarded, m_evidence.success);
    } else if (m_evidence.isLost) {
        m_call.status = CallStatus::Lost;
        m_call.outcome = CallOutcome::Lost;
    } else {
        m_call.status = m_evidence.furthest;
    }
}

} // namespace deskbell::server
