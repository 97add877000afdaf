// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>

namespace deskbell::ui {

/// Wraps text from outside (names, words of guests) so that its direction can not disturb the sentence around it. Text
/// without letters has no direction and stays as it is.
[[nodiscard]] inline QString isolated(const QString &text)
{
    const bool hasLetters = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter() || c.isSurrogate(); });
    return !hasLetters ? text : QChar(0x2068) + text + QChar(0x2069);
}

/// Without what isolated() and isolatedLtr() have added: for files and other programs.
[[nodiscard]] inline QString withoutIsolates(QString text)
{
    text.removeIf([](QChar c) { return c.unicode() >= 0x2066 && c.unicode() <= 0x2069; });
    return text;
}

/// As isolated(), for what always reads from left to right: phone numbers, codes, times.
[[nodiscard]] inline QString isolatedLtr(const QString &text)
{
    return text.isEmpty() ? text : QChar(0x2066) + text + QChar(0x2069);
}

} // namespace deskbell::ui
