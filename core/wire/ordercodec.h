// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/support/result.h"

namespace deskbell::wire {

/// Longest list of items and longest texts an order may carry.
inline constexpr int MaxOrderItems = 50;
inline constexpr int MaxOrderText = 2000;

[[nodiscard]] QJsonObject toJson(const Order &order);
[[nodiscard]] Result<Order> orderFromJson(const QJsonObject &json);

[[nodiscard]] QJsonObject toJson(const NewOrder &order);
/// Needs at least one item; `id` is optional on the wire (the server makes one).
[[nodiscard]] Result<NewOrder> newOrderFromJson(const QJsonObject &json);

[[nodiscard]] QJsonObject toJson(const OrderPatch &patch);
[[nodiscard]] Result<OrderPatch> orderPatchFromJson(const QJsonObject &json);

[[nodiscard]] QJsonArray toJson(const QList<OrderItem> &items);
/// Accepts objects {"name","quantity"} and plain strings. Quantity 1…999.
[[nodiscard]] Result<QList<OrderItem>> orderItemsFromJson(const QJsonArray &json);

} // namespace deskbell::wire
