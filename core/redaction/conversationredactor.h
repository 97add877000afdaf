// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"

#include <QList>
#include <QString>

namespace deskbell {

/// redactCards() for what is said turn by turn, so that a number spread over turns is not put together from what is kept:
/// knows the last few turns, and what they talked about. One for each conversation; not thread-safe.
class ConversationRedactor final
{
public:
    /// The turn without what must not be kept, as redactCards() makes it.
    [[nodiscard]] QString take(SpeakerRole role, const QString &text);
    /// The same for words that are still being spoken: they are not remembered.
    [[nodiscard]] QString peek(SpeakerRole role, const QString &text) const;

private:
    struct Turn {
        SpeakerRole role = SpeakerRole::Guest;
        QString text; ///< as it came; never leaves the memory
        bool isAboutCards = false;
    };
    static constexpr qsizetype KeptTurns = 8;
    static constexpr qsizetype KeptLength = 400; ///< of each turn

    QList<Turn> m_turns;
};

} // namespace deskbell
