// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace deskbell::http {

/// What the I/O core keeps: an HTTP connection or the socket it became. I/O thread only.
class LiveConnection
{
public:
    virtual ~LiveConnection() = default;
    /// Looks at its deadlines.
    virtual void tick(std::chrono::steady_clock::time_point now) = 0;
    /// Ends as soon as what is in work is answered.
    virtual void drain() = 0;
    /// Ends now.
    virtual void cut() = 0;

    std::size_t liveIndex = 0; ///< its place in the core's list; the core's business
};

} // namespace deskbell::http
