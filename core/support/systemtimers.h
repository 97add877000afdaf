// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/timers.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

namespace deskbell {

/// The event loop's own timers.
class SystemTimers final : public Timers
{
public:
    SystemTimers() = default;
    ~SystemTimers() override;
    Q_DISABLE_COPY_MOVE(SystemTimers)

    Id after(std::chrono::milliseconds delay, QObject *context, std::function<void()> fire) override;
    void cancel(Id id) override;

private:
    QObject m_guard; ///< ends the timers' way back to us when we go first
    QHash<Id, QPointer<QTimer>> m_timers;
    Id m_last = 0;
};

} // namespace deskbell
