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

} // namespace deskbell
