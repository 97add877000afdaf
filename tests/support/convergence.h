// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/pendingcommand.h"
#include "core/store/store.h"

#include <QMap>

namespace deskbell::test {

/// Invariant 117: what a desk shows is what the server has, with the desk's own waiting wishes on top. The first difference as
/// a sentence; empty when there is none. `server` are the server's orders and `pending` the desk's commands, oldest first.
[[nodiscard]] inline QString divergence(const Store &store, const QList<Order> &server, const QList<PendingCommand> &pending)
{
    QMap<QString, Order> expected;
    for (const auto &order : server) {
        expected.insert(order.id.value, order);
    }
    for (const auto &command : pending) {
        if (!command.isWaiting()) {
            continue;
        }
        if (command.create && !expected.contains(command.orderId.value)) {
            expected.insert(command.orderId.value, command.basis);
        }
        const auto order = expected.find(command.orderId.value);
        if (!command.patch || order == expected.end()) {
            continue;
        }
        order->status = command.patch->status.value_or(order->status);
        order->notes = command.patch->notes.value_or(order->notes);
        order->room = command.patch->room.value_or(order->room);
        order->department = command.patch->department.value_or(order->department);
        order->items = command.patch->items.value_or(order->items);
        order->dueAt = command.patch->dueAt ? command.patch->dueAt : order->dueAt;
    }
    const auto views = store.orders();
    for (const auto &view : views) {
        const auto found = expected.constFind(view.id().value);
        if (found == expected.constEnd()) {
            return QStringLiteral("the desk shows order %1, which is neither the server's nor waiting").arg(view.id().value);
        }
        const auto &shown = view.order;
        const bool isSame = shown.status == found->status && shown.notes == found->notes && shown.room == found->room
            && shown.department == found->department && shown.items == found->items && shown.dueAt == found->dueAt;
        if (!isSame) {
            return QStringLiteral("the desk shows order %1 (%2) otherwise than the server's row with what waits").arg(view.id().value, shown.code);
        }
        expected.remove(view.id().value);
    }
    return expected.isEmpty() ? QString() : QStringLiteral("the desk does not show order %1").arg(expected.firstKey());
}

} // namespace deskbell::test
