// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "server/voice/voiceevent.h"

#include <QJsonObject>

namespace deskbell::server {

/// What the provider's messages have said so far, reduced to what the next one may need. Messages come in any order and
/// more than once; each field is a minimum, maximum or "latest by event time" over all of them, so that every order of
/// the same messages ends in the same record.
struct CallEvidence {
    CallStatus furthest = CallStatus::Queued; ///< never Lost
    bool isLost = false;
    std::optional<Instant> firstEventAt;
    std::optional<Instant> inProgressAt;   ///< earliest
    std::optional<Instant> statusEndedAt;  ///< earliest
    QString statusEndedReason;
    std::optional<Instant> reportStartedAt;
    std::optional<Instant> reportEndedAt;
    QString reportEndedReason;
    bool hasReport = false;
    bool wasForwarded = false;
    bool hasSpoken = false; ///< words came from conversation updates or the report, not only as live transcripts
    std::optional<bool> success;
    /// When the call's facts were first said; of two messages that differ the earlier counts.
    std::optional<Instant> numberAt;
    std::optional<Instant> saidLanguageAt;
    std::optional<Instant> saidRoomAt;
    std::optional<Instant> directionAt;
    std::optional<Instant> languageAt; ///< of the latest LanguageChange
    std::optional<Instant> roomAt;
    int serviceRank = 0; ///< see ServiceRank
    std::optional<Instant> serviceAt;

    bool operator==(const CallEvidence &) const = default;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static CallEvidence fromJson(const QJsonObject &json);
};

/// Who may name the service type of a call; a higher rank replaces a lower one, within a rank the earliest stays.
enum class ServiceRank { None = 0, Question = 1, Order = 2, Report = 3 };

/// A call with the evidence it is derived from. Pure: no clock, no database.
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
    /// What a tool call has told about the call.
    bool noteRoom(const QString &room, Instant at);
    bool noteService(const QString &serviceType, ServiceRank rank, Instant at);
    bool noteGuest(const GuestId &id, const QString &name);
    /// Its end was never reported. Any later message undoes this.
    bool markLost(Instant at);
    void setVersion(qint64 version) { m_call.version = version; }

private:
    void takeFacts(const VoiceCallFacts &facts, Instant at);
    void takeStatus(const VoiceEvent &event);
    void takeReport(const EndReport &report, Instant at);
    void derive();

    Call m_call;
    CallEvidence m_evidence;
};

/// The outcome of an ended call from the provider's reason.
[[nodiscard]] CallOutcome outcomeOf(const QString &endedReason, bool wasForwarded, std::optional<bool> success);

} // namespace deskbell::server
