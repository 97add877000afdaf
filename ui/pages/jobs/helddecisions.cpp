// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/helddecisions.h"

#include <QTimer>

#include <algorithm>

namespace deskbell::ui {

int HeldDecisions::hold(JobAction action, const QList<JobId> &ids)
{
    const int number = ++m_last;
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, number] { send(number); });
    timer->start(HoldMs);
    m_held.append({number, action, ids, timer});
    Q_EMIT changed();
    return number;
}

void HeldDecisions::undo(int number)
{
    if (Held held; take(number, held)) {
        Q_EMIT changed();
    }
}

void HeldDecisions::undoLatest()
{
    if (!m_held.isEmpty()) {
        undo(m_held.constLast().number);
    }
}

void HeldDecisions::flush()
{
    while (!m_held.isEmpty()) {
        send(m_held.constFirst().number);
    }
}

QHash<JobId, JobAction> HeldDecisions::held() const
{
    QHash<JobId, JobAction> all;
    for (const auto &each : m_held) {
        for (const auto &id : each.ids) {
            all.insert(id, each.action);
        }
    }
    return all;
}

void HeldDecisions::send(int number)
{
    if (Held held; take(number, held)) {
        Q_EMIT expired(held.action, held.ids);
        Q_EMIT changed();
    }
}

bool HeldDecisions::take(int number, Held &held)
{
    const auto found = std::find_if(m_held.begin(), m_held.end(), [number](const Held &each) { return each.number == number; });
    if (found == m_held.end()) {
        return false;
    }
    held = *found;
    m_held.erase(found);
    held.timer->deleteLater();
    return true;
}

} // namespace deskbell::ui
