// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace deskbell::redaction {

/// Digits that stand or are spoken together, such as "4111", "twenty-two" or "double four".
struct DigitGroup {
    QString digits; ///< ASCII
    qsizetype begin = 0; ///< in the text, in UTF-16 units
    qsizetype end = 0;   ///< past the last
    bool isSpoken = false;
    bool isSound = false;     ///< "oh": zero, or what people say while they look for the next digit
    bool isAfterPlus = false; ///< as international telephone numbers are written
    /// What is between this group and the one before it.
    enum class Join {
        Close, ///< blanks, dashes, dots
        Weak,  ///< a comma, a line break, "then": may be a list of numbers as well
        Far,   ///< up to MaxWordsBetween words that mean something else
        None,  ///< more than that, or nothing before
    };
    Join join = Join::None;
};

constexpr int MaxWordsBetween = 5;

/// The digits of a text, and how it would join one before or behind it.
struct DigitReading {
    /// Tokens that are no digits: words that mean something else, and fillers.
    struct Between {
        int words = 0;
        int fillers = 0;

        [[nodiscard]] bool isTooMuch() const { return words > MaxWordsBetween || fillers > MaxWordsBetween; }
        friend Between operator+(Between a, Between b) { return {a.words + b.words, a.fillers + b.fillers}; }
    };

    QList<DigitGroup> groups; ///< in their order
    Between before;           ///< the first group; of all the text when there is none
    Between after;            ///< the last group; of all the text when there is none
    bool endsInNumberWord = false; ///< "double": with what follows it may be another number
};

/// All digits of a text in NFC, written in any script or spoken. Any thread.
[[nodiscard]] DigitReading readDigits(const QString &text);

} // namespace deskbell::redaction
