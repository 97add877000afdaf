// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/timers.h"

namespace deskbell {

/// One delayed call at a time; setting it anew moves it, destroying it cancels it.
class Alarm
{
public:
    Alarm(Timers &timers, QObject *context) : m_timers(timers), m_context(context) {}
    ~Alarm() { stop(); }
    Q_DISABLE_COPY_MOVE(Alarm)

    void set(std::chrono::milliseconds delay, std::function<void()> fire)
    {
        stop();
        m_id = m_timers.after(delay, m_context, [this, fire = std::move(fire)] {
            m_id = 0;
            fire();
        });
    }
    void stop() { m_timers.cancel(std::exchange(m_id, 0)); }
    [[nodiscard]] bool isSet() const { return m_id != 0; }

private:
    Timers &m_timers;
    QObject *m_context;
    Timers::Id m_id = 0;
};

} // namespace deskbell
