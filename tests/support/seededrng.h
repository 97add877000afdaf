// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/rng.h"

#include <mutex>
#include <random>

namespace deskbell::test {

/// Repeatable randomness. Thread-safe.
class SeededRng final : public Rng
{
public:
    explicit SeededRng(quint64 seed = 1) : m_engine(seed) {}
    [[nodiscard]] quint64 next() override
    {
        const std::lock_guard lock(m_mutex);
        return m_engine();
    }

private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

} // namespace deskbell::test
