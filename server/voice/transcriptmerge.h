// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"

#include <QList>
#include <QString>

namespace deskbell::server {

/// Where an utterance was heard of. Providers tell the same words up to three times, cut differently each time.
enum class LineSource {
    Live,         ///< final transcripts as they are spoken
    Conversation, ///< the conversation so far, repeated after each turn
    Report,       ///< the whole of it, after the call
};

struct SourcedLine {
    LineSource source = LineSource::Live;
    QString key; ///< unique per call and source
    TranscriptLine line;
    bool isShown = true;
};

/// Decides which lines people see, so that nothing said is missing and nothing stands twice. A function of the set of
/// lines alone: the order in which they arrived does not matter.
///
/// A reported utterance is left out when the live lines of its speaker already hold its words; otherwise it is shown
/// and the live lines that are part of it are not. The report speaks before the conversation updates.
void chooseShownLines(QList<SourcedLine> &lines);

/// Lower-case words without punctuation, joined by single spaces: what two renderings of the same speech share.
[[nodiscard]] QString spokenWords(const QString &text);

} // namespace deskbell::server
