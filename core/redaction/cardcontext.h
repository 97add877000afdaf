// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace deskbell::redaction {

/// A place in a text, in UTF-16 units.
struct Place {
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// Where a text in NFC speaks of a card's security code, of when it ends, of rooms and doors; in the supported languages.
struct CardContext {
    bool hasCard = false; ///< it speaks of a payment card at all
    QList<Place> codes;   ///< words for the security code
    QList<Place> expiries;
    QList<Place> rooms;   ///< what makes the number behind it another one
    bool hasDoor = false; ///< of codes that open doors and safes
};

/// Any thread.
[[nodiscard]] CardContext cardContext(const QString &text);

} // namespace deskbell::redaction
