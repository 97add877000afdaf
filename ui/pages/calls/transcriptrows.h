// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QList>
#include <QString>

#include <optional>

namespace deskbell::ui {

/// A bubble: a final line, or words still being spoken.
struct TranscriptRow {
    QString key; ///< id of the line; "partial:guest" or "partial:assistant" for words still being spoken
    SpeakerRole role = SpeakerRole::Guest;
    QString text;
    QString tone;
    std::optional<qint64> offsetMs; ///< since the call's start
    bool isPartial = false;
    bool startsTurn = true; ///< another speaker than in the row before

    bool operator==(const TranscriptRow &) const = default;
};

/// Lines in their order, then the words being spoken, the one that began earlier first.
[[nodiscard]] QList<TranscriptRow> transcriptRows(const TranscriptView &view, std::optional<Instant> callStart);
/// "0:42 Guest: …", a line each.
[[nodiscard]] QString transcriptText(const QList<TranscriptRow> &rows);

} // namespace deskbell::ui
