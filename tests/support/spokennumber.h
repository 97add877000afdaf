// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/seededrng.h"

#include <QString>
#include <QStringList>

namespace deskbell::test {

enum class Tongue { English, German, French, Spanish, Russian, Vietnamese, Chinese, Arabic };
inline constexpr int Tongues = 8;

/// How people say the digits of a number: one by one, in pairs, with "double", with pauses between.
enum class Manner { OneByOne, Pairs, Doubles, Hesitant };

/// The same digits, said. `rng` chooses among words that mean the same.
[[nodiscard]] QString spoken(const QString &digits, Tongue tongue, Manner manner, Rng &rng);
/// How a number below 100 is said.
[[nodiscard]] QString spokenPair(int number, Tongue tongue);

} // namespace deskbell::test
