// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/redaction/cardcontext.h"
#include "core/redaction/digitgroups.h"

#include <QList>
#include <QString>
#include <QStringView>

namespace deskbell::redaction {

/// A part of a text that must not be kept.
struct CardSpan {
    enum class What { Number, Code, Expiry };
    qsizetype begin = 0; ///< in UTF-16 units
    qsizetype end = 0;   ///< past the last
    What what = What::Number;

    bool operator==(const CardSpan &) const = default;
};

/// What is known from elsewhere in a conversation.
struct CardHints {
    bool isAboutCards = false; ///< a card is talked about
    bool isAboutDoors = false; ///< so are codes that open doors and safes
};

/// Card numbers, security codes and ends of validity in a text in NFC, in their order and apart from each other.
/// Any thread; pure.
///
/// A number counts when its digits, written in any script with any separators or spoken in one of the supported languages,
/// have the beginning and length of a card scheme and pass the check of Luhn; in talk of cards also without that check, so
/// that one digit misheard does not leave the others. A code is three or four digits near a word for it, an end of validity
/// three to six digits near a word for that, in talk of cards.
[[nodiscard]] QList<CardSpan> cardSpans(const QString &text, CardHints hints = {});
/// The same for a text that has been read.
[[nodiscard]] QList<CardSpan> cardSpans(const DigitReading &digits, const CardContext &context, CardHints hints);
/// How far before a code or an end of validity the word for it may stand, in UTF-16 units.
constexpr qsizetype CodeReach = 60;

/// ASCII digits: whether Luhn's sum is right.
[[nodiscard]] bool passesLuhn(QStringView digits);
/// Whether a card of a known scheme may have this number, apart from its check digit. `isCertain`: with a length that is in
/// use now; else old and rare ones count as well.
[[nodiscard]] bool isCardLike(QStringView digits, bool isCertain);

} // namespace deskbell::redaction
