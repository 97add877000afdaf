// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/timers.h"
#include "tests/support/manualclock.h"

#include <QCoreApplication>
#include <QMap>
#include <QPointer>

namespace deskbell::test {

/// Timers that run only when advance() moves the clock they share.
class ManualTimers final : public Timers
{
public:
    explicit ManualTimers(ManualClock &clock) : m_clock(clock) {}

    Id after(std::chrono::milliseconds delay, QObject *context, std::function<void()> fire) override
    {
        const Id id = ++m_last;
        m_pending.insert({toMillis(m_clock.now()) + delay.count(), id}, {context, std::move(fire)});
        return id;
    }

    void cancel(Id id) override
    {
        m_pending.removeIf([id](const auto &entry) { return entry.key().second == id; });
    }

    /// Moves the clock, stopping at each timer that is due on the way.
    void advance(std::chrono::milliseconds by)
    {
        const auto end = toMillis(m_clock.now()) + by.count();
        while (!m_pending.isEmpty() && m_pending.firstKey().first <= end) {
            const auto due = m_pending.firstKey().first;
            const auto entry = m_pending.take(m_pending.firstKey());
            m_clock.advance(std::chrono::milliseconds(std::max<qint64>(0, due - toMillis(m_clock.now()))));
            if (entry.context) {
                entry.fire();
            }
        }
        m_clock.advance(std::chrono::milliseconds(std::max<qint64>(0, end - toMillis(m_clock.now()))));
    }
    [[nodiscard]] int pending() const { return int(m_pending.size()); }

private:
    struct Entry {
        QPointer<QObject> context;
        std::function<void()> fire;
    };

    ManualClock &m_clock;
    QMap<std::pair<qint64, Id>, Entry> m_pending;
    Id m_last = 0;
};

} // namespace deskbell::test
