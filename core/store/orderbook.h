// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/store/pendingcommand.h"
#include "core/store/sortedrows.h"
#include "core/store/store.h"

#include <tuple>

namespace deskbell {

/// The server's orders with this desk's pending commands on top. What pages see is computed anew for an order whenever its row
/// or one of its commands changes.
///
/// An accepted command leaves the overlay in the same step in which the order the server answered with becomes the row, unless
/// the feed has brought that version or a newer one before; so no page ever sees the change vanish and come back.
///
/// Keeps the commands of other kinds too, so that all are sent in the order they were made; they touch no order.
class OrderBook
{
public:
    /// Newer versions only. True when the row was not known before.
    bool upsert(const Order &order);
    void remove(const OrderId &id, qint64 version);
    /// Forgets the server's rows and takes these; commands stay.
    void replaceAll(const QList<Order> &orders);

    [[nodiscard]] const Order *row(const OrderId &id) const;
    [[nodiscard]] const OrderView *view(const OrderId &id) const { return m_views.find(id); }
    [[nodiscard]] const QList<OrderView> &views() const { return m_views.rows(); }

    [[nodiscard]] const QList<PendingCommand> &commands() const { return m_commands; }
    [[nodiscard]] const PendingCommand *command(const CommandId &id) const;
    /// The oldest that waits for the server.
    [[nodiscard]] const PendingCommand *firstWaiting() const;
    [[nodiscard]] int waiting() const;
    void add(const PendingCommand &command);
    void markSent(const CommandId &id);
    /// Returns the later commands that now stand on the server's new version.
    QList<CommandId> accept(const CommandId &id, const Order &answer);
    /// Returns the commands refused with it: what was built on an order that does not come to be.
    QList<CommandId> refuse(const CommandId &id, const Error &error);
    /// A refused one as it would be sent again over the present version, under a new key; std::nullopt when it is not refused.
    [[nodiscard]] std::optional<PendingCommand> repeated(const CommandId &id, const QString &key) const;
    /// Puts `command` last in the row, in the place of the one with its id.
    void replace(const PendingCommand &command);
    /// Lets a refused command go, and what was built on an order it was to make. Returns what went; nothing when it is not refused.
    QList<CommandId> discard(const CommandId &id);
    /// Takes a command off without touching rows; the feed brings what it did.
    void forget(const CommandId &id);
    /// Numbers what waits `first`, `first` + 1, …; what is refused has been dealt with and gets numbers below zero. Returns the
    /// last number.
    qint64 renumber(qint64 first);

private:
    struct Key {
        qint64 age = 0;
        QString id;
        bool operator==(const Key &) const = default;
        bool operator<(const Key &other) const { return std::tie(age, other.id) < std::tie(other.age, id); }
    };

    [[nodiscard]] qsizetype indexOf(const CommandId &id) const;
    void refresh(const OrderId &id);

    QHash<OrderId, Order> m_rows;
    QHash<OrderId, qint64> m_deleted;
    QList<PendingCommand> m_commands; ///< in the order they were made
    SortedRows<OrderId, Key, OrderView> m_views;
};

} // namespace deskbell
