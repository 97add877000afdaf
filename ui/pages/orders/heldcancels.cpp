// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/heldcancels.h"

#include <QTimer>

namespace deskbell::ui {

void HeldCancels::hold(const OrderId &id)
{
    if (id.isEmpty() || m_ids.contains(id)) {
        return;
    }
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, id] {
        release(id);
        Q_EMIT expired(id);
        Q_EMIT changed();
    });
    timer->start(HoldMs);
    m_ids.insert(id);
    m_sequence.append(id);
    m_timers.insert(id, timer);
    Q_EMIT changed();
}

void HeldCancels::undo(const OrderId &id)
{
    if (m_ids.contains(id)) {
        release(id);
        Q_EMIT changed();
    }
}

void HeldCancels::undoLatest()
{
    if (!m_sequence.isEmpty()) {
        undo(m_sequence.last());
    }
}

void HeldCancels::flush()
{
    const auto waiting = m_sequence;
    for (const auto &id : waiting) {
        release(id);
        Q_EMIT expired(id);
    }
    if (!waiting.isEmpty()) {
        Q_EMIT changed();
    }
}

void HeldCancels::release(const OrderId &id)
{
    m_ids.remove(id);
    m_sequence.removeOne(id);
    if (auto *timer = m_timers.take(id)) {
        timer->deleteLater();
    }
}

} // namespace deskbell::ui
