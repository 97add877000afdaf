// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "core/support/rng.h"
#include "tests/simulators/callscript.h"

#include <QList>
#include <chrono>

namespace deskbell::sim {

enum class BeatKind {
    AssistantRequest,
    Ringing,
    InProgress,
    SpeechStarted,
    SpeechStopped,
    Partial,
    Final,
    CutOff, ///< the last words of somebody who hung up: in the report's transcript, never final
    Conversation,
    Tools,
    Function,
    Transfer,
    Interrupted,
    Hang,
    Ended,
    Report,
};

/// One thing the provider tells, `delay` after the one before it.
struct Beat {
    BeatKind kind = BeatKind::Partial;
    std::chrono::milliseconds delay{0};
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
};

/// Turns steps of a script into beats with a natural rhythm. Pure: the same generator gives the same beats.
class Timeline
{
public:
    /// Without live details there are no partials, speech and conversation updates: enough for a history.
    Timeline(Rng &rng, bool liveDetails) : m_rng(rng), m_liveDetails(liveDetails) {}

    [[nodiscard]] QList<Beat> opening();
    /// `text` is the step's text with its blanks filled.
    [[nodiscard]] QList<Beat> step(const ScriptStep &step, const QString &text);
    [[nodiscard]] QList<Beat> closing();

private:
    [[nodiscard]] std::chrono::milliseconds between(int low, int high);
    [[nodiscard]] QList<Beat> speech(SpeakerRole role, const QString &text, BeatKind last);

    Rng &m_rng;
    bool m_liveDetails;
};

} // namespace deskbell::sim
