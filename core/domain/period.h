// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

namespace deskbell {

/// Half-open: from ≤ t < to.
struct Period {
    Instant from{};
    Instant to{};

    [[nodiscard]] bool isValid() const { return from < to; }
    /// The period of equal length that ends where this one begins.
    [[nodiscard]] Period previous() const { return {from - (to - from), from}; }
    bool operator==(const Period &) const = default;
};

} // namespace deskbell
