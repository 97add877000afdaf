// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/rng.h"

#include <algorithm>
#include <chrono>

namespace deskbell {

/// Waits between tries, with full jitter: anything from the shortest wait to a ceiling that doubles up to the longest,
/// so that twenty consoles do not come back in step.
class Backoff
{
public:
    static constexpr std::chrono::milliseconds Shortest{500};
    static constexpr std::chrono::milliseconds Longest{30'000};

    explicit Backoff(Rng &rng) : m_rng(rng) {}

    [[nodiscard]] std::chrono::milliseconds next()
    {
        m_ceiling = std::min(m_ceiling * 2, Longest);
        return Shortest + std::chrono::milliseconds(qint64(m_rng.uniform() * double((m_ceiling - Shortest).count())));
    }
    void reset() { m_ceiling = Shortest; }

private:
    Rng &m_rng;
    std::chrono::milliseconds m_ceiling = Shortest;
};

} // namespace deskbell
