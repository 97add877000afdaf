// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "server/voice/callevidence.h"
#include "server/voice/voiceevent.h"

namespace deskbell::server {

/// Who may name the service type of a call; a higher rank replaces a lower one, within a rank the earliest stays.
enum class ServiceRank { None = 0, Question = 1, Order = 2, Report = 3 };

/// A call with the evidence it is derived from. Pure: no clock, no database.
///
/// A call that has been shown (its version is set) changes its state only as callstates.h allows: when the evidence is
/// further ahead, apply() takes the first step and step() the next ones, each to be stored and shown by itself.
class CallRecord final
{
public:
    CallRecord() = default;
    CallRecord(Call call, CallEvidence evidence) : m_call(std::move(call)), m_evidence(std::move(evidence)) {}

    [[nodiscard]] const Call &call() const { return m_call; }
    [[nodiscard]] const CallEvidence &evidence() const { return m_evidence; }
    /// Where the call stands in lists: its start, or its first sign of life.
    [[nodiscard]] Instant sortAt() const;

    /// Takes in one message. True when the record has changed and must be stored.
    bool apply(const VoiceEvent &event);
    /// One more state on the way to what the evidence says; false when it is there.
    bool step();
    /// What a tool call has told about the call.
    bool noteRoom(const QString &room, Instant at);
    bool noteService(const QString &serviceType, ServiceRank rank, Instant at);
    bool noteGuest(const GuestId &id, const QString &name);
    /// What the guest was saying last, and when the guest last finished saying something; of a call that is over.
    bool noteTurns(const std::optional<Instant> &openAt, const QString &words, const std::optional<Instant> &closedAt);
    /// What the call cost by our price table.
    bool noteCosts(const QList<CostLine> &lines);
    /// Its end was never reported. Any later message undoes this.
    bool markLost(Instant at);
    void setVersion(qint64 version) { m_call.version = version; }

private:
    void takeFacts(const VoiceCallFacts &facts, Instant at);
    void takeParty(const CallParty &party, Instant at);
    void takeKind(const VoiceEvent &event);
    void takeState(const VoiceEvent &event);
    void takeReport(const EndReport &report, Instant at);
    void reach(CallStage stage, Instant at);
    [[nodiscard]] CallState wantedState() const;
    [[nodiscard]] EndReason endReason() const;
    [[nodiscard]] CallOutcome outcome() const;
    void derive();

    Call m_call;
    CallEvidence m_evidence;
};

/// What decides how an ended call came out.
struct EndFacts {
    EndReason reason = EndReason::None;
    CallDirection direction = CallDirection::Inbound;
    bool wasAnswered = true;
    bool wasForwarded = false;
    bool isCutOff = false; ///< the guest hung up while speaking
    std::optional<bool> success;
};
[[nodiscard]] CallOutcome outcomeOf(const EndFacts &end);

} // namespace deskbell::server
