// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <atomic>

namespace deskbell::test {

/// What the database library meets.
enum class DiskFault {
    Full,     ///< writes fail, half done
    IoError,  ///< reads, writes, syncs, sizes, truncations and removals fail
    Busy,     ///< locks are held by somebody else
    NoMemory, ///< an allocation fails
};
enum class DiskCall { Open, Read, Write, Truncate, Sync, Size, Lock, SharedMemory, SharedLock, Delete, Allocate };

/// Which call fails: the `target`-th of those that the fault can hit, counted over all threads from arm() on; once, or from then on.
/// Thread-safe; no memory is allocated in here.
class FaultPlan final
{
public:
    static FaultPlan &instance();

    /// Target 0 only counts.
    void arm(DiskFault fault, qint64 target, bool isLasting);
    void disarm() { m_isArmed = false; }
    /// Whether this call is to fail.
    [[nodiscard]] bool strikes(DiskCall call);
    [[nodiscard]] DiskFault fault() const { return m_fault; }
    [[nodiscard]] qint64 calls() const { return m_calls; }
    [[nodiscard]] qint64 struck() const { return m_struck; }

private:
    std::atomic<bool> m_isArmed{false};
    std::atomic<DiskFault> m_fault{DiskFault::Full};
    std::atomic<qint64> m_target{0};
    std::atomic<bool> m_isLasting{false};
    std::atomic<qint64> m_calls{0};
    std::atomic<qint64> m_struck{0};
};

} // namespace deskbell::test
