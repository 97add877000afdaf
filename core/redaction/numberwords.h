// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <optional>

namespace deskbell::redaction {

/// What a word means while somebody dictates a number.
struct NumberWord {
    enum class Kind {
        Digit,    ///< 0 to 9
        Teen,     ///< 10 to 19
        Tens,     ///< 20, 30, … 90
        Pair,     ///< 21 to 99 in one word: "fünfundvierzig"
        Hundreds, ///< 100, 200, … in one word: "четыреста"
        TenSign,  ///< makes tens of the digit before it: "mươi", "十"
        HundredSign, ///< makes hundreds of the digit before it: "hundred"
        Repeat,   ///< says the next digit `value` times: "double"
        And,      ///< "und", "et", "y", "و"
        Filler,   ///< "uh", "dash", "then": means nothing
    };
    Kind kind = Kind::Filler;
    int value = 0;
};

/// Of a word in NFC, in English, German, French, Spanish, Russian, Vietnamese, Chinese or Arabic; in any case, with its
/// accents or without them, as people and recognisers write it. Any thread.
[[nodiscard]] std::optional<NumberWord> numberWord(QStringView word);

} // namespace deskbell::redaction
