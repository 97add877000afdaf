// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/orderbook.h"

#include "core/wire/ordercodec.h"
#include "core/wire/words.h"
#include "server/services/departments.h"
#include "server/storage/ordersrepository.h"

namespace deskbell::server {
namespace {

Error conflict(const Order &current, const QString &code, const QString &detail)
{
    return Error{ErrorKind::Conflict, detail, 0, code, QJsonObject{{QStringLiteral("current"), wire::toJson(current)}}};
}

void applyPatch(Order &order, const OrderPatch &patch)
{
    order.status = patch.status.value_or(order.status);
    order.notes = patch.notes.value_or(order.notes);
    order.room = patch.room.value_or(order.room);
    order.department = patch.department.value_or(order.department);
    order.items = patch.items.value_or(order.items);
    if (patch.dueAt) {
        order.dueAt = patch.dueAt;
    }
}

} // namespace

Result<Order> OrderBook::create(sql::Connection &db, const TenantContext &who, const NewOrder &wish, const Origin &origin)
{
    OrdersRepository orders(db, who);
    if (!wish.id.isEmpty()) {
        const auto existing = orders.byId(wish.id);
        if (!existing) {
            return existing.error();
        }
        if (existing.value()) {
            const auto &order = *existing.value();
            const bool isRepeat = order.room == wish.room && order.items == wish.items && order.notes == wish.notes && order.dueAt == wish.dueAt;
            return isRepeat ? Result<Order>(order) : Result<Order>(conflict(order, QStringLiteral("id_taken"), QStringLiteral("another order has this id")));
        }
    }
    Order order;
    order.id = wish.id.isEmpty() ? m_ids.make<OrderId>() : wish.id;
    order.room = wish.room;
    order.items = wish.items;
    order.notes = wish.notes;
    order.department = wish.department.isEmpty() ? departmentFor(wish.items, wish.notes) : wish.department;
    order.dueAt = wish.dueAt;
    order.callId = origin.callId;
    order.createdBy = order.updatedBy = who.actor;
    order.createdAt = order.updatedAt = std::min(origin.at.value_or(m_clock.now()), m_clock.now());
    if (auto coded = orders.assignCode(order); !coded) {
        return coded.error();
    }
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    order.version = seq.value();
    if (auto stored = orders.insert(order, origin.toolCallId); !stored) {
        return stored.error();
    }
    if (auto recorded = record(db, who, order, QStringLiteral("order_created")); !recorded) {
        return recorded.error();
    }
    return order;
}

Result<Order> OrderBook::change(sql::Connection &db, const TenantContext &who, const OrderId &id, const OrderPatch &patch)
{
    OrdersRepository orders(db, who);
    const auto found = orders.byId(id);
    if (!found) {
        return found.error();
    }
    if (!found.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such order"), 0, {}, {}};
    }
    const Order before = *found.value();
    Order after = before;
    applyPatch(after, patch);
    if (after == before) {
        return before;
    }
    if (patch.baseVersion && *patch.baseVersion != before.version) {
        return conflict(before, QStringLiteral("version_conflict"),
                        QStringLiteral("%1 has changed order %2 meanwhile; it is now %3").arg(before.updatedBy, before.code, wire::word(before.status)));
    }
    if (!isLegalStep(before.status, after.status)) {
        return conflict(before, QStringLiteral("illegal_transition"),
                        QStringLiteral("order %1 is %2 and can not become %3").arg(before.code, wire::word(before.status), wire::word(after.status)));
    }
    after.updatedBy = who.actor;
    after.updatedAt = m_clock.now();
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    after.version = seq.value();
    if (auto stored = orders.update(after); !stored) {
        return stored.error();
    }
    const auto event = after.status != before.status ? QStringLiteral("order_status_update") : QStringLiteral("order_update");
    if (auto recorded = record(db, who, after, event); !recorded) {
        return recorded.error();
    }
    return after;
}

Result<Done> OrderBook::record(sql::Connection &db, const TenantContext &who, const Order &order, const QString &event)
{
    auto recorded = m_changes.record(db, who,
                                     {0, QStringLiteral("order"), order.id.value, QStringLiteral("upsert"), event, {}, order.updatedAt, wire::toJson(order)});
    return recorded && m_observer ? m_observer->orderChanged(db, who, event, order) : recorded;
}

} // namespace deskbell::server
