// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace deskbell {

/// The one function that keeps payment cards out of what is stored, shown and logged (RELIABILITY rule 94): the text with
/// every card number, security code and end of validity (see cardspans.h) replaced by a mark in brackets. A text without any
/// comes back as it is; what was redacted once stays the same. Any thread; pure; never longer than the text by more than a
/// few characters.
[[nodiscard]] QString redactCards(const QString &text);

/// Every text in it, at any depth, and numbers that are those of cards. Names of members stay.
[[nodiscard]] QJsonValue redactCards(const QJsonValue &value);
[[nodiscard]] QJsonObject redactCards(const QJsonObject &object);

namespace redaction {

inline const auto NumberMark = QStringLiteral("[••••]"); ///< stands for a card's number
inline const auto CodeMark = QStringLiteral("[•••]");    ///< for its security code
inline const auto ExpiryMark = QStringLiteral("[••/••]"); ///< for the end of its validity

} // namespace redaction

} // namespace deskbell
