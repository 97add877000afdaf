// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

enum class OrderStatus { Pending, Accepted, InProgress, Done, Cancelled };

struct OrderItem {
    QString name;
    int quantity = 1;

    bool operator==(const OrderItem &) const = default;
};

/// A guest's request: something to bring, repair, arrange or pass on.
struct Order {
    OrderId id;
    QString code; ///< short, unique in the property, what staff and guests say aloud, e.g. "R-1042"
    QString room;
    QList<OrderItem> items;
    QString notes;
    OrderStatus status = OrderStatus::Pending;
    QString department; ///< e.g. "room_service", "housekeeping", "maintenance", "concierge", "front_desk"
    std::optional<Instant> dueAt;
    CallId callId; ///< empty when staff made it by hand
    QString createdBy;
    QString updatedBy;
    Instant createdAt{};
    Instant updatedAt{};
    qint64 version = 0; ///< seq of its last change; send it back as base_version

    [[nodiscard]] bool isOpen() const { return status != OrderStatus::Done && status != OrderStatus::Cancelled; }
    bool operator==(const Order &) const = default;
};

/// What a person fills in to make an order by hand.
struct NewOrder {
    OrderId id; ///< made by the originator
    QString room;
    QList<OrderItem> items;
    QString notes;
    QString department; ///< empty: derived from the items
    std::optional<Instant> dueAt;

    bool operator==(const NewOrder &) const = default;
};

/// The fields to change; what is not set stays as it is.
struct OrderPatch {
    std::optional<OrderStatus> status;
    std::optional<QString> notes;
    std::optional<QString> room;
    std::optional<QString> department;
    std::optional<QList<OrderItem>> items;
    std::optional<Instant> dueAt;
    std::optional<qint64> baseVersion; ///< refuse with Conflict when the order has moved on since

    bool operator==(const OrderPatch &) const = default;
};

/// pending → accepted → in_progress → done; cancelled from any open status. A step to the present status is no step.
/// The same table serves the server's check and the console's buttons.
[[nodiscard]] bool isLegalStep(OrderStatus from, OrderStatus to);
/// The statuses a person may choose next, in the order they are offered.
[[nodiscard]] QList<OrderStatus> nextStatuses(OrderStatus from);

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::Order)
