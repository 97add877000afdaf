// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/transcript.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

/// What every message of a voice provider says about its call. Empty fields are not known.
struct VoiceCallFacts {
    QString providerCallId;
    std::optional<CallDirection> direction;
    QString customerNumber;
    QString customerName;
    QString language;
    QString room;
};

/// The assistant asks us to do something.
struct ToolCall {
    QString id; ///< the answer must carry it unchanged
    QString name;
    QJsonObject arguments;
    QString problem; ///< why `arguments` could not be read; empty when they could
};

/// One utterance out of a whole conversation, as reported after the fact.
struct SpokenMessage {
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
    std::optional<Instant> at;
    int index = 0; ///< position in the report, for messages without a time

    bool operator==(const SpokenMessage &) const = default;
};

/// What a provider reports once a call is over.
struct EndReport {
    QString endedReason;
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    QString summary;
    QString serviceType;
    std::optional<bool> success;
    std::optional<Money> cost;
    QList<SpokenMessage> messages;

    bool operator==(const EndReport &) const = default;
};

/// One message of a voice provider in our own terms. Decoders make them; nothing behind them knows a provider's format.
struct VoiceEvent {
    enum class Kind {
        AssistantRequest,
        Status,
        FinalTranscript,
        PartialTranscript,
        Speech,
        Interrupted,
        Conversation,
        ToolCalls,
        TransferRequest,
        LanguageChange,
        Hang,
        Report,
        Other, ///< stored and ignored
    };

    Kind kind = Kind::Other;
    QString type;     ///< the provider's own word
    QString provider; ///< "vapi"
    VoiceCallFacts call;
    Instant at{};
    /// Equal for repeats of one event, different otherwise; begins with the event's time so that keys arrive in order.
    QString key;

    std::optional<CallStatus> status; ///< Status
    QString endedReason;              ///< Status, when it says ended
    SpeakerRole role = SpeakerRole::Guest; ///< transcripts and Speech
    QString text;                     ///< transcripts; the new language for LanguageChange
    bool isSpeaking = false;          ///< Speech
    QList<ToolCall> tools;            ///< ToolCalls
    bool isLegacyFunction = false;    ///< ToolCalls: the answer has the older single form
    QList<SpokenMessage> messages;    ///< Conversation: all of it so far
    std::optional<EndReport> report;  ///< Report
};

} // namespace deskbell::server
