// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace deskbell::sql {

/// How long the writer collects units before it commits. The dearer a commit, the more have to share it: a batch may grow for
/// twice the time that commits take on this disk, and never wait longer for companions than a commit takes. On a fast disk the
/// batches stay small, so that while one is written the next is read from the sockets. One thread.
class BatchPace final
{
public:
    using Duration = std::chrono::nanoseconds;

    BatchPace(Duration longest, Duration gather) : m_longest(longest), m_gather(gather), m_commit(longest / 2) { }

    /// From the first unit on; then the batch is committed.
    [[nodiscard]] Duration limit() const { return std::min(std::max(2 * m_commit, Duration(Shortest)), m_longest); }
    /// How long after the first unit it is worth waiting for another when none is there: not at all when nearly as many have
    /// come as shared the last commit.
    [[nodiscard]] Duration patience(std::size_t collected) const
    {
        return collected * 4 < m_last * 3 ? std::min(m_gather, m_commit) : Duration::zero();
    }
    void committed(std::size_t units, Duration took)
    {
        m_last = units;
        m_commit = (m_commit * 7 + took) / 8;
    }

private:
    static constexpr std::chrono::microseconds Shortest{200};

    Duration m_longest;
    Duration m_gather;
    Duration m_commit; ///< how long one takes lately
    std::size_t m_last = 0; ///< units of the last batch
};

} // namespace deskbell::sql
