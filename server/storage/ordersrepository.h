// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/change.h"
#include "core/domain/order.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// Which orders a list shows. Unset fields do not filter.
struct OrderFilter {
    std::optional<OrderStatus> status;
    std::optional<bool> open;
    QString department;
    QString room;
    CallId callId;
};

struct OrderPosition {
    Instant createdAt{};
    QString id;
};

struct OrderPage {
    QList<Order> orders;
    std::optional<OrderPosition> next;
    FeedCursor asOf{}; ///< where the feed stood, when the reader looked
};

/// Runs on a database thread, inside the caller's transaction.
class OrdersRepository final
{
public:
    OrdersRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<std::optional<Order>> byId(const OrderId &id);
    /// By the code people say; case and a missing "R-" do not matter.
    [[nodiscard]] Result<std::optional<Order>> byCode(const QString &code);
    /// The order a tool call has already made.
    [[nodiscard]] Result<std::optional<Order>> byToolCall(const CallId &call, const QString &toolCallId);
    /// Newest first.
    [[nodiscard]] Result<OrderPage> page(const OrderFilter &filter, const std::optional<OrderPosition> &after, int limit);
    /// Gives `order` its code. The writer is the only one to ask, so no number is given twice.
    [[nodiscard]] Result<Done> assignCode(Order &order);
    [[nodiscard]] Result<Done> insert(const Order &order, const QString &toolCallId);
    [[nodiscard]] Result<Done> update(const Order &order);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
