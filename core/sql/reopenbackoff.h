// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace deskbell::sql {

/// When a lost database may be tried again: at once, then after 50 ms, doubling to 2 s. Monotonic time, because that is what
/// the waiting is about; one thread.
class ReopenBackoff final
{
public:
    using Time = std::chrono::steady_clock::time_point;

    [[nodiscard]] bool mayTry(Time now) const { return now >= m_next; }
    void failed(Time now)
    {
        m_next = now + m_delay;
        m_delay = std::min<std::chrono::milliseconds>(m_delay * 2, std::chrono::seconds(2));
    }
    void succeeded() { *this = {}; }

private:
    Time m_next{};
    std::chrono::milliseconds m_delay{50};
};

} // namespace deskbell::sql
