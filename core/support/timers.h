// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <chrono>
#include <functional>

namespace deskbell {

/// Where delayed work comes from, injected so that tests can move time by hand. Belongs to one thread.
class Timers
{
public:
    using Id = quint64; ///< 0 names no timer

    virtual ~Timers() = default;
    /// Calls `fire` once after `delay`, from the event loop, unless `context` dies or cancel() comes first.
    virtual Id after(std::chrono::milliseconds delay, QObject *context, std::function<void()> fire) = 0;
    /// Names of timers that have fired, and 0, are fine.
    virtual void cancel(Id id) = 0;
};

} // namespace deskbell
