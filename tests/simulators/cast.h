// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/rng.h"
#include "tests/simulators/callscript.h"

#include <QString>

namespace deskbell::sim {

/// Who calls from where in one call, and the provider's ids for it.
struct Cast {
    QString callId;
    QString organisationId;
    QString phoneNumberId;
    QString customerNumber;
    QString guestName;
    QString room;
};

/// A random (version 4) UUID from `rng`, so that a seed repeats it.
[[nodiscard]] QString makeUuid(Rng &rng);
/// Numbers come from ranges that are reserved for fiction where a country has one.
[[nodiscard]] Cast makeCast(const CallScript &script, Rng &rng);

} // namespace deskbell::sim
