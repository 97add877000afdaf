// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace deskbell::sql {

/// When a lost database may be tried again: at once, then after 50 ms, doubling to `longest`. Monotonic time, because that is what
/// the waiting is about; one thread.
class ReopenBackoff final
{
public:
    using Time = std::chrono::steady_clock::time_point;
    using Milliseconds = std::chrono::milliseconds;

    explicit ReopenBackoff(Milliseconds longest = std::chrono::seconds(2)) : m_longest(longest) { }

    [[nodiscard]] bool mayTry(Time now) const { return now >= m_next; }
    void failed(Time now)
    {
        m_next = now + m_delay;
        m_delay = std::min(m_delay * 2, m_longest);
    }
    void succeeded()
    {
        m_next = {};
        m_delay = First;
    }

private:
    static constexpr Milliseconds First{50};

    Milliseconds m_longest;
    Time m_next{};
    Milliseconds m_delay = First;
};

} // namespace deskbell::sql
