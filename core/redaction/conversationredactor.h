// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "core/redaction/cardspans.h"

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
        Turn(SpeakerRole role, const QString &said);

        SpeakerRole role;
        QString text; ///< in NFC, otherwise as it came; never leaves the memory
        redaction::DigitReading digits;
        redaction::CardContext context;
        bool isAboutCards = false; ///< as was found out in the end
    };
    static constexpr qsizetype KeptTurns = 8;
    static constexpr qsizetype KeptLength = 400; ///< of each turn

    [[nodiscard]] QString withoutCards(const Turn &turn, const QString &said) const;
    /// What was said before, by the same or by all, as far as it may matter for the digits of `turn`; empty, or ends in a
    /// line break.
    [[nodiscard]] QString before(const Turn &turn, bool isOfAll) const;

    QList<Turn> m_turns;
};

} // namespace deskbell
