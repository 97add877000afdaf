// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"

#include <QHash>
#include <QObject>
#include <QSet>

class QTimer;

namespace deskbell::ui {

/// Cancelling an order can not be taken back once the server knows it, so it is sent only after ten seconds.
class HeldCancels final : public QObject
{
    Q_OBJECT
public:
    static constexpr int HoldMs = 10000;

    using QObject::QObject;

    void hold(const OrderId &id);
    void undo(const OrderId &id);
    void undoLatest();
    /// Sends all of them now: the page is left.
    void flush();
    [[nodiscard]] QSet<OrderId> ids() const { return m_ids; }

Q_SIGNALS:
    void changed();
    void expired(const deskbell::OrderId &id);

private:
    void release(const OrderId &id);

    QSet<OrderId> m_ids;
    QList<OrderId> m_sequence;
    QHash<OrderId, QTimer *> m_timers;
};

} // namespace deskbell::ui
