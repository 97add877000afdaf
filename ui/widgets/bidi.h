// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::ui {

/// Wraps text from outside (names, numbers, words of guests) so that its direction can not disturb the sentence around it.
[[nodiscard]] inline QString isolated(const QString &text)
{
    return text.isEmpty() ? text : QChar(0x2068) + text + QChar(0x2069);
}

/// As isolated(), for what always reads from left to right: phone numbers, codes, times.
[[nodiscard]] inline QString isolatedLtr(const QString &text)
{
    return text.isEmpty() ? text : QChar(0x2066) + text + QChar(0x2069);
}

} // namespace deskbell::ui
