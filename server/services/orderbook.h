// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/services/orderobserver.h"
#include "server/storage/changelog.h"

namespace deskbell::server {

/// The rules of orders, whoever makes them: staff over the API or the assistant in a call. Lives on the writer's thread,
/// inside the caller's transaction.
class OrderBook final
{
public:
    OrderBook(ChangeLog &changes, const Clock &clock, const IdSource &ids) : m_changes(changes), m_clock(clock), m_ids(ids) {}

    /// Where an order comes from, when not from a person's form.
    struct Origin {
        CallId callId;
        QString toolCallId; ///< a repeat of the same tool call finds the order it made
        std::optional<Instant> at; ///< when the guest asked; a message may arrive late, but not before it was sent
    };

    /// Told of every change, in its transaction; may be null. It outlives the last change.
    void setObserver(OrderObserver *observer) { m_observer = observer; }

    /// An id that exists already gives back that order when the wish is the same: the request was a repeat. Another wish under
    /// the same id is Conflict "id_taken".
    [[nodiscard]] Result<Order> create(sql::Connection &db, const TenantContext &who, const NewOrder &wish, const Origin &origin = {});
    /// Errors: NotFound; Conflict with `context["current"]` and code "version_conflict" when `patch.baseVersion` is not the
    /// present version, or "illegal_transition" for a status step that the table does not allow.
    [[nodiscard]] Result<Order> change(sql::Connection &db, const TenantContext &who, const OrderId &id, const OrderPatch &patch);

private:
    [[nodiscard]] Result<Done> record(sql::Connection &db, const TenantContext &who, const Order &order, const QString &event);

    ChangeLog &m_changes;
    const Clock &m_clock;
    IdSource m_ids;
    OrderObserver *m_observer = nullptr;
};

} // namespace deskbell::server
