// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/systemtimers.h"

namespace deskbell {

SystemTimers::~SystemTimers()
{
    for (const auto &timer : std::as_const(m_timers)) {
        delete timer.data();
    }
}

Timers::Id SystemTimers::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> fire)
{
    const Id id = ++m_last;
    auto *timer = new QTimer(context);
    timer->setSingleShot(true);
    m_timers.insert(id, timer);
    QObject::connect(timer, &QObject::destroyed, &m_guard, [this, id] { m_timers.remove(id); });
    QObject::connect(timer, &QTimer::timeout, timer, [this, id, timer, fire = std::move(fire)] {
        m_timers.remove(id);
        timer->deleteLater();
        fire();
    });
    timer->start(delay);
    return id;
}

void SystemTimers::cancel(Id id)
{
    const auto timer = m_timers.take(id);
    if (timer) {
        timer->stop();
        timer->deleteLater();
    }
}

} // namespace deskbell
