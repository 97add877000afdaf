// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "server/voice/voiceevent.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <optional>

namespace deskbell::server {

/// How far a call has come. Unlike a state it never goes back.
enum class CallStage { Queued, Ringing, Greeting, Talk, Over };

/// A state a provider has named while the call was under way: live, holding, transferring or with_person.
struct StatedState {
    CallState state = CallState::Live;
    Instant at{};
    std::optional<qint64> sequence; ///< where the provider numbers the events of a party

    bool operator==(const StatedState &) const = default;
};

/// What the provider's messages have said so far, reduced to what the next one may need. Messages come in any order and
/// more than once; each field is a minimum, maximum or "latest by event time" over all of them, so that every order of
/// the same messages ends in the same record (docs/adr/0023).
struct CallEvidence {
    CallStage stage = CallStage::Queued; ///< furthest
    QMap<QString, StatedState> stated;   ///< latest, by party; "" for providers without
    bool isLost = false;
    std::optional<Instant> firstEventAt;
    std::optional<Instant> answeredAt;    ///< earliest
    std::optional<Instant> statusEndedAt; ///< earliest
    EndReason statusEndReason = EndReason::None;
    QString statusEndWord; ///< the provider's; seen by nobody
    std::optional<Instant> reportStartedAt;
    std::optional<Instant> reportEndedAt;
    EndReason reportEndReason = EndReason::None;
    QString reportEndWord;
    bool hasReport = false;
    bool wasForwarded = false; ///< a person was sought or found
    bool hasSpoken = false; ///< words came from conversation updates or the report, not only as live transcripts
    std::optional<bool> success;
    CallUsage usage;
    /// The guest's last words that were still being spoken, and the last that were finished: known once the call is over.
    std::optional<Instant> openTurnAt;
    QString openTurn;
    std::optional<Instant> closedTurnAt;
    /// When the call's facts were first said; of two messages that differ the earlier counts.
    std::optional<Instant> numberAt;
    std::optional<Instant> saidLanguageAt;
    std::optional<Instant> saidRoomAt;
    std::optional<Instant> directionAt;
    std::optional<Instant> recordingAt;
    QMap<int, Instant> partyAt;        ///< by role
    std::optional<Instant> languageAt; ///< of the latest LanguageChange
    std::optional<Instant> roomAt;
    int serviceRank = 0; ///< see ServiceRank
    std::optional<Instant> serviceAt;

    /// The guest hung up while speaking.
    [[nodiscard]] bool isCutOff() const { return openTurnAt && (!closedTurnAt || *openTurnAt > *closedTurnAt); }

    bool operator==(const CallEvidence &) const = default;
    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what schemas before 16 wrote as well.
    [[nodiscard]] static CallEvidence fromJson(const QJsonObject &json);
};

} // namespace deskbell::server
