// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/money.h"
#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

/// What a call is doing. Which may follow which stands in server/voice/callstates.h.
enum class CallState {
    Queued,       ///< to be called, or waiting to be answered
    Ringing,
    Greeting,     ///< answered; the guest has not spoken yet
    Live,         ///< the guest talks with the assistant
    Holding,      ///< the guest waits and hears nobody
    Transferring, ///< being handed to a person
    WithPerson,   ///< the guest talks with a person
    Ended,
    Incomplete, ///< over before the conversation came to its end
    Lost,       ///< its end was never reported; closed by a timer. Any later word of it undoes this.
    Failed,     ///< over by a technical failure of ours or the provider's
};

[[nodiscard]] constexpr bool isOver(CallState state) { return state >= CallState::Ended; }

enum class CallDirection { Inbound, Outbound };

/// How a call came out.
enum class CallOutcome {
    None, ///< not ended yet
    Completed,
    Escalated,  ///< handed to a person
    Incomplete, ///< over before the conversation came to its end
    NoAnswer,
    Failed, ///< a technical failure of ours or the provider's
    Lost,
};

/// Why a call ended, in our words, whoever the provider is.
enum class EndReason {
    None, ///< it has not ended, or nobody has said why
    GuestHungUp,
    StaffEnded,
    AssistantEnded,
    Transferred,
    Silence,
    TooLong,
    Busy,
    NoAnswer,
    Voicemail,
    ProviderError,
    OurError,
    Unknown, ///< a reason we have no word for
};

enum class PartyRole {
    Caller,
    Callee,
    Transferee, ///< who it was handed to
};

struct CallParty {
    PartyRole role = PartyRole::Caller;
    QString number;    ///< E.164; empty when withheld or in-house
    QString extension; ///< of a telephone in the house, e.g. a room's; empty for none
    QString name;

    bool operator==(const CallParty &) const = default;
};

enum class CostKind { Telephony, SpeechToText, LanguageModel, TextToSpeech, Platform };
enum class CostUnit { Minute, Second, Token, Character, Call };

/// One thing a call cost, by our price table.
struct CostLine {
    CostKind kind = CostKind::Telephony;
    CostUnit unit = CostUnit::Minute;
    qint64 quantity = 0;
    MicroMoney amount;

    bool operator==(const CostLine &) const = default;
};

struct Call {
    CallId id;
    QString providerCallId; ///< the voice provider's own id
    CallState state = CallState::Queued;
    CallDirection direction = CallDirection::Inbound;
    QString customerNumber;   ///< E.164, or empty when withheld
    QList<CallParty> parties; ///< by role, at most one each
    GuestId guestId;          ///< empty when the caller is not known
    QString guestName;
    QString room;
    QString language;    ///< BCP 47, e.g. "en", "es"; empty when not known
    QString serviceType; ///< e.g. "room_service", "information"; empty when not known
    std::optional<Instant> startedAt; ///< when it was answered
    std::optional<Instant> endedAt;
    QString summary;
    CallOutcome outcome = CallOutcome::None;
    EndReason endReason = EndReason::None;
    QList<CostLine> costs;
    std::optional<Money> cost;         ///< the sum of `costs`, rounded once; unset where there is no price table
    std::optional<Money> providerCost; ///< as the provider reports it
    QString recordingId;               ///< empty: there is none
    qint64 version = 0; ///< seq of its last change

    [[nodiscard]] bool isLive() const { return !isOver(state); }
    /// Whole seconds between start and end, when both are known.
    [[nodiscard]] std::optional<qint64> durationSeconds() const
    {
        if (!startedAt || !endedAt) {
            return std::nullopt;
        }
        return std::max<qint64>(0, std::chrono::round<std::chrono::seconds>(*endedAt - *startedAt).count());
    }
    /// Ours where there is one, else the provider's.
    [[nodiscard]] const std::optional<Money> &knownCost() const { return cost ? cost : providerCost; }
    bool operator==(const Call &) const = default;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::Call)
