// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

enum class SpeakerRole { Guest, Assistant, Staff };

/// One final utterance of a call.
struct TranscriptLine {
    TranscriptLineId id;
    CallId callId;
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
    QString tone; ///< empty until the assistant's tone analysis fills it
    Instant at{};
    qint64 offsetMs = 0; ///< since the call's start; never negative
    std::optional<qint64> startMs; ///< offset in the recording
    std::optional<qint64> endMs;
    std::optional<double> confidence; ///< of the recogniser, 0 to 1
    bool isInterrupted = false; ///< the other began to speak, or hung up, before it was finished
    qint64 version = 0;

    bool operator==(const TranscriptLine &) const = default;
};

/// Words that are still being spoken. Broadcast, never stored; replaced by the next partial or the final line.
struct PartialTranscript {
    CallId callId;
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
    Instant at{};

    bool operator==(const PartialTranscript &) const = default;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::TranscriptLine)
Q_DECLARE_METATYPE(deskbell::PartialTranscript)
