// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <atomic>

namespace deskbell::http {

/// ServerStats as it is counted: written on the I/O thread (inFlight on any), read on any.
struct Counters {
    std::atomic<qint64> connections{0};
    std::atomic<qint64> sockets{0};
    std::atomic<qint64> inFlight{0};
    std::atomic<qint64> accepted{0};
    std::atomic<qint64> requests{0};
    std::atomic<qint64> refused{0};
    std::atomic<qint64> turnedAway{0};
    std::atomic<qint64> timedOut{0};
    std::atomic<qint64> lateAnswers{0};
    std::atomic<qint64> acceptPauses{0};
};

/// Counts without the cost of ordering.
inline void count(std::atomic<qint64> &counter, qint64 by = 1)
{
    counter.fetch_add(by, std::memory_order_relaxed);
}

} // namespace deskbell::http
