// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/timeline.h"

namespace deskbell::sim {

std::chrono::milliseconds Timeline::between(int low, int high)
{
    return std::chrono::milliseconds(low + static_cast<int>(m_rng.uniform() * (high - low)));
}

QList<Beat> Timeline::opening()
{
    return {
        {BeatKind::AssistantRequest, {}, SpeakerRole::Assistant, {}},
        {BeatKind::Ringing, between(50, 200), SpeakerRole::Assistant, {}},
        {BeatKind::InProgress, between(500, 1500), SpeakerRole::Assistant, {}},
    };
}

QList<Beat> Timeline::step(const ScriptStep &step, const QString &text)
{
    switch (step.kind) {
    case StepKind::Greeting:
    case StepKind::Assistant:
        return speech(SpeakerRole::Assistant, text, BeatKind::Final);
    case StepKind::Guest:
        return speech(SpeakerRole::Guest, text, BeatKind::Final);
    case StepKind::Cut:
        return speech(SpeakerRole::Guest, text, BeatKind::CutOff);
    case StepKind::Tools:
        return {{BeatKind::Tools, between(500, 1200), SpeakerRole::Assistant, {}}};
    case StepKind::Function:
        return {{BeatKind::Function, between(500, 1200), SpeakerRole::Assistant, {}}};
    case StepKind::Transfer:
        return {{BeatKind::Transfer, between(300, 800), SpeakerRole::Assistant, {}}};
    case StepKind::Hang:
        return {{BeatKind::Hang, between(2000, 3000), SpeakerRole::Assistant, {}}};
    case StepKind::Interrupted:
        return {{BeatKind::Interrupted, between(50, 150), SpeakerRole::Guest, {}}};
    }
    return {};
}

QList<Beat> Timeline::closing()
{
    return {
        {BeatKind::Ended, between(400, 1200), SpeakerRole::Assistant, {}},
        {BeatKind::Report, between(800, 2500), SpeakerRole::Assistant, {}},
    };
}

QList<Beat> Timeline::speech(SpeakerRole role, const QString &text, BeatKind last)
{
    QList<Beat> beats;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    const auto pause = between(400, 1100);
    if (!m_liveDetails) {
        const auto spoken = std::chrono::milliseconds(330 * words.size());
        return {{last, pause + spoken, role, text}};
    }
    beats.append({BeatKind::SpeechStarted, pause, role, {}});
    std::chrono::milliseconds sincePartial{0};
    qsizetype shown = 0;
    for (qsizetype i = 1; i <= words.size(); ++i) {
        sincePartial += between(230, 430);
        const auto grows = i - shown >= 1 + static_cast<qsizetype>(m_rng.next() % 3);
        if (grows && i < words.size()) {
            beats.append({BeatKind::Partial, sincePartial, role, words.mid(0, i).join(u' ')});
            sincePartial = {};
            shown = i;
        }
    }
    beats.append({last == BeatKind::CutOff ? BeatKind::Partial : last, sincePartial, role, text});
    if (last == BeatKind::CutOff) {
        beats.append({BeatKind::CutOff, between(20, 120), role, text});
        return beats;
    }
    beats.append({BeatKind::SpeechStopped, between(20, 120), role, {}});
    beats.append({BeatKind::Conversation, between(20, 80), role, {}});
    return beats;
}

} // namespace deskbell::sim
