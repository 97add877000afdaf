// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell {

/// An amount in minor units (cents, pence, yen) of an ISO 4217 currency. Never a float.
struct Money {
    qint64 minor = 0;
    QString currency;

    bool operator==(const Money &) const = default;
};

/// An amount in millionths of a minor unit: what a second of recognition or a token costs is far below a cent. Sums of these
/// are exact; they become Money once, at the end (docs/adr/0023).
struct MicroMoney {
    qint64 micro = 0; ///< 1,000,000 = one minor unit
    QString currency;

    /// To the nearest minor unit, halves up.
    [[nodiscard]] Money rounded() const
    {
        constexpr qint64 PerMinor = 1'000'000;
        const qint64 whole = micro / PerMinor;
        const qint64 rest = micro % PerMinor;
        return {whole + (rest >= PerMinor / 2 ? 1 : rest < -PerMinor / 2 ? -1 : 0), currency};
    }
    bool operator==(const MicroMoney &) const = default;
};

} // namespace deskbell
