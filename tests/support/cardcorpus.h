// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/spokennumber.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace deskbell::test {

/// One thing a guest says, and what of it must not be kept.
struct CorpusLine {
    QString text;
    QString number;  ///< the digits of the card in it; empty: there is none
    QString code;    ///< its security code in it; may be empty
    QString written; ///< the card as it stands in the text
};

/// Made-up talk of the front desk in eight languages, the same for the same seed. Card numbers have the beginnings of real
/// schemes and a right check digit, and belong to nobody.
class CardCorpus final
{
public:
    explicit CardCorpus(quint64 seed) : m_rng(seed) {}

    /// With a card number, written or said in one of many ways.
    [[nodiscard]] CorpusLine card();
    /// With telephone, booking and room numbers, times and prices, and no card.
    [[nodiscard]] CorpusLine plain();
    [[nodiscard]] QString cardNumber();

private:
    [[nodiscard]] int below(int limit) { return int(m_rng.next() % quint64(limit)); }
    [[nodiscard]] QString digits(int count);
    [[nodiscard]] QString oneOf(const QStringList &list) { return list.at(below(int(list.size()))); }
    [[nodiscard]] QString written(const QString &number, Tongue tongue);
    [[nodiscard]] QString telephone(Tongue tongue);

    SeededRng m_rng;
};

/// All digits of a text, written in any script or spoken, in one piece; for telling whether something is still in it.
[[nodiscard]] QString allDigits(const QString &text);

} // namespace deskbell::test
