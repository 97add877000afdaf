// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace deskbell::ui {

/// How well a pattern fits a text: its letters in order, better when they stand together and begin words.
struct FuzzyMatch {
    int score = 0;        ///< 0: no match
    QList<int> positions; ///< of the matched letters in the text
};

[[nodiscard]] FuzzyMatch fuzzyMatch(const QString &pattern, const QString &text);

} // namespace deskbell::ui
