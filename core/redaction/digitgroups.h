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

/// All digits of a text in NFC, written in any script or spoken, in their order. Any thread.
[[nodiscard]] QList<DigitGroup> digitGroups(const QString &text);

} // namespace deskbell::redaction
