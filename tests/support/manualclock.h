// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <atomic>

namespace deskbell::test {

/// A clock that moves only when told. Thread-safe.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start = fromMillis(1'795'200'000'000)) : m_ms(toMillis(start)) {}

    [[nodiscard]] Instant now() const override { return fromMillis(m_ms.load()); }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override
    {
        return std::chrono::steady_clock::time_point(std::chrono::milliseconds(m_ms.load()));
    }
    void advance(std::chrono::milliseconds by) { m_ms += by.count(); }

private:
    std::atomic<qint64> m_ms;
};

} // namespace deskbell::test
