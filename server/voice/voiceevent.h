// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/transcript.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

/// What every message of a voice provider says about its call. Empty fields are not known. Numbers are as the provider
/// writes them; the intake makes them E.164.
struct VoiceCallFacts {
    QString providerCallId;
    std::optional<CallDirection> direction;
    QString customerNumber;
    QString customerName;
    QString language;
    QString room;
    QList<CallParty> parties; ///< at most one of a role

    bool operator==(const VoiceCallFacts &) const = default;
};

/// The assistant asks us to do something.
struct ToolCall {
    QString id; ///< the answer must carry it unchanged
    QString name;
    QJsonObject arguments;
    QString problem; ///< why `arguments` could not be read; empty when they could
};

/// Where in the recording something was said, and how sure the recogniser is. Unset: the provider does not say.
struct SpeechTiming {
    std::optional<qint64> startMs;
    std::optional<qint64> endMs;
    std::optional<double> confidence; ///< 0 to 1
    bool isInterrupted = false;       ///< cut off by the other

    bool operator==(const SpeechTiming &) const = default;
};

/// One utterance out of a whole conversation, as reported after the fact.
struct SpokenMessage {
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
    std::optional<Instant> at;
    int index = 0; ///< position in the report, for messages without a time
    SpeechTiming timing{};

    bool operator==(const SpokenMessage &) const = default;
};

/// What was used during a call, as far as the provider tells; what our price tables count.
struct CallUsage {
    std::optional<qint64> telephonySeconds;
    std::optional<qint64> recognisedSeconds;
    std::optional<qint64> modelTokens; ///< in and out
    std::optional<qint64> spokenCharacters;

    bool operator==(const CallUsage &) const = default;
};

/// What a provider reports once a call is over.
struct EndReport {
    EndReason reason = EndReason::None; ///< None: it does not say
    QString providerReason;             ///< the provider's word for it; evidence only
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    QString summary;
    QString serviceType;
    std::optional<bool> success;
    std::optional<Money> cost; ///< what the provider says it costs
    CallUsage usage;
    QList<SpokenMessage> messages;

    bool operator==(const EndReport &) const = default;
};

/// One message of a voice provider in our own terms. Decoders make them; nothing behind them knows a provider's format.
struct VoiceEvent {
    enum class Kind {
        AssistantRequest,
        State,
        FinalTranscript,
        PartialTranscript,
        Speech,
        Interrupted,
        Conversation,
        ToolCalls,
        TransferRequest,
        LanguageChange,
        Hang, ///< the assistant does not answer in time
        Report,
        Recording, ///< a recording of the call is there
        Other,     ///< stored and ignored
    };

    Kind kind = Kind::Other;
    QString type;     ///< the provider's own word
    QString provider; ///< "vapi"
    VoiceCallFacts call;
    Instant at{};
    /// Equal for repeats of one event, different otherwise; begins with the event's time so that keys arrive in order.
    QString key;

    /// State: what the call does from `at` on. A decoder says a state of being over only when the whole call is over: a
    /// party that leaves a call that goes on is an event without a state, or with the one that follows.
    std::optional<CallState> state;
    QString party;                 ///< State: whose leg of the call tells it, where the provider tells them apart
    std::optional<qint64> sequence; ///< State: order of the events of `party`, where the provider numbers them
    EndReason endReason = EndReason::None; ///< State, when it is over
    QString providerReason;        ///< State, when it is over: the provider's word; evidence only
    SpeakerRole role = SpeakerRole::Guest; ///< transcripts and Speech
    QString text;                  ///< transcripts; the new language for LanguageChange
    SpeechTiming timing;           ///< FinalTranscript
    bool isSpeaking = false;       ///< Speech
    QList<ToolCall> tools;         ///< ToolCalls
    bool isLegacyFunction = false; ///< ToolCalls: the answer has the older single form
    QList<SpokenMessage> messages; ///< Conversation: all of it so far
    std::optional<EndReport> report; ///< Report
    QString recordingId;           ///< Recording: what it is known by with us
};

} // namespace deskbell::server
