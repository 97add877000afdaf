// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/inbox/inboxprovider.h"
#include "server/services/orderbook.h"

namespace deskbell::server {

struct GenericEvent;

/// Requests of other systems, such as a property's management system: signed JSON events that become orders. Each event has
/// an id, so two bodies under one id are a conflict.
///
/// Events of an object come in any order. Of each field the value of the latest event counts, by the sender's time; a status
/// only goes forward; and what is said of an order before it was created is kept until it is. What staff have changed stays
/// until the sender says something newer about that very field.
class GenericProvider final : public InboxProvider
{
public:
    /// `orders` and `clock` outlive it.
    GenericProvider(OrderBook &orders, const Clock &clock, const IdSource &ids) : m_orders(orders), m_clock(clock), m_ids(ids) {}

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Result<InboxEventPtr> decode(const QByteArray &body, Instant receivedAt) const override;
    [[nodiscard]] Result<Applied> apply(sql::Connection &db, const HookSource &source, const InboxEvent &event, Mode mode) override;

private:
    /// The order as it shall be, out of nothing.
    [[nodiscard]] Result<Order> create(sql::Connection &db, const TenantContext &who, const OrderId &id, const QJsonObject &evidence, Instant at);
    /// The order after `news`, which may be nothing. NotFound when it was removed.
    [[nodiscard]] Result<Order> change(sql::Connection &db, const TenantContext &who, const OrderId &id, const QJsonObject &news);
    /// Walks the order towards `target` by legal steps. False when it is closed otherwise already.
    [[nodiscard]] Result<bool> advance(sql::Connection &db, const TenantContext &who, Order order, OrderStatus target);

    OrderBook &m_orders;
    const Clock &m_clock;
    IdSource m_ids;
};

} // namespace deskbell::server
