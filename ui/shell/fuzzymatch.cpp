// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzymatch.h"

namespace deskbell::ui {

namespace {

constexpr int LetterScore = 4;
constexpr int RunScore = 10;
constexpr int WordStartScore = 8;
constexpr int TextStartScore = 6;

bool beginsWord(const QString &text, int at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

/// A pattern that stands in the text as a whole beats letters that merely come in order.
FuzzyMatch wholeMatch(const QString &pattern, const QString &text)
{
    int best = int(text.indexOf(pattern, 0, Qt::CaseInsensitive));
    for (int at = best; at >= 0; at = int(text.indexOf(pattern, at + 1, Qt::CaseInsensitive))) {
        if (beginsWord(text, at)) {
            best = at;
            break;
        }
    }
    FuzzyMatch match;
    if (best < 0) {
        return match;
    }
    match.score = int(pattern.size()) * (LetterScore + RunScore) + (beginsWord(text, best) ? WordStartScore * 2 : 0)
        + (best == 0 ? TextStartScore : 0) + 1;
    for (int i = 0; i < pattern.size(); ++i) {
        match.positions.append(best + i);
    }
    return match;
}

} // namespace

FuzzyMatch fuzzyMatch(const QString &pattern, const QString &text)
{
    const auto wanted = pattern.simplified();
    if (wanted.isEmpty()) {
        return {1, {}};
    }
    auto match = wholeMatch(wanted, text);
    if (match.score > 0) {
        return match;
    }
    int at = 0;
    for (const auto letter : wanted) {
        if (letter.isSpace()) {
            continue;
        }
        const int found = int(text.indexOf(letter, at, Qt::CaseInsensitive));
        if (found < 0) {
            return {};
        }
        const bool isRun = !match.positions.isEmpty() && match.positions.last() == found - 1;
        match.score += LetterScore + (isRun ? RunScore : 0) + (beginsWord(text, found) ? WordStartScore : 0);
        match.positions.append(found);
        at = found + 1;
    }
    const int spread = match.positions.last() - match.positions.first() + 1 - int(match.positions.size());
    match.score = qMax(0, match.score - spread);
    return match;
}

} // namespace deskbell::ui
