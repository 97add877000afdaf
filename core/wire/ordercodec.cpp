// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/ordercodec.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QJsonArray>

namespace deskbell::wire {
namespace {

std::optional<OrderStatus> readStatus(FieldReader &reader)
{
    const auto text = reader.optionalText("status", 32);
    if (!text) {
        return std::nullopt;
    }
    const auto status = orderStatus(*text);
    if (!status) {
        reader.fail("status", QStringLiteral("must be pending, accepted, in_progress, done or cancelled"));
    }
    return status;
}

std::optional<QList<OrderItem>> readItems(FieldReader &reader)
{
    const auto array = reader.optionalArray("items");
    if (!array) {
        return std::nullopt;
    }
    auto items = orderItemsFromJson(*array);
    if (!items) {
        reader.fail("items", items.error().detail);
        return std::nullopt;
    }
    return std::move(items).value();
}

} // namespace

QJsonArray toJson(const QList<OrderItem> &items)
{
    QJsonArray json;
    for (const auto &item : items) {
        json.append(QJsonObject{{QStringLiteral("name"), item.name}, {QStringLiteral("quantity"), item.quantity}});
    }
    return json;
}

Result<QList<OrderItem>> orderItemsFromJson(const QJsonArray &json)
{
    const auto invalid = [](const QString &why) { return Error{ErrorKind::Validation, why, 0, {}, {}}; };
    if (json.isEmpty()) {
        return invalid(QStringLiteral("must name at least one item"));
    }
    if (json.size() > MaxOrderItems) {
        return invalid(QStringLiteral("has more than %1 entries").arg(MaxOrderItems));
    }
    QList<OrderItem> items;
    for (const auto &value : json) {
        OrderItem item;
        if (value.isString()) {
            item.name = value.toString().trimmed();
        } else if (value.isObject()) {
            FieldReader reader(value.toObject());
            item.name = reader.requiredText("name", MaxOrderText).trimmed();
            const auto quantity = reader.optionalInteger("quantity").value_or(1);
            if (quantity < 1 || quantity > 999) {
                reader.fail("quantity", QStringLiteral("must be from 1 to 999"));
            }
            if (!reader.ok()) {
                return invalid(QStringLiteral("entry %1: ").arg(items.size() + 1) + reader.error().detail);
            }
            item.quantity = int(quantity);
        }
        if (item.name.isEmpty()) {
            return invalid(QStringLiteral("entry %1 has no name").arg(items.size() + 1));
        }
        if (item.name.size() > MaxOrderText) {
            return invalid(QStringLiteral("entry %1 is longer than %2 characters").arg(items.size() + 1).arg(MaxOrderText));
        }
        items.append(item);
    }
    return items;
}

QJsonObject toJson(const Order &order)
{
    return QJsonObject{
        {QStringLiteral("id"), order.id.value},
        {QStringLiteral("code"), order.code},
        {QStringLiteral("room"), textOrNull(order.room)},
        {QStringLiteral("items"), toJson(order.items)},
        {QStringLiteral("notes"), order.notes},
        {QStringLiteral("status"), word(order.status)},
        {QStringLiteral("department"), textOrNull(order.department)},
        {QStringLiteral("due_at"), toJson(order.dueAt)},
        {QStringLiteral("call_id"), textOrNull(order.callId.value)},
        {QStringLiteral("created_by"), textOrNull(order.createdBy)},
        {QStringLiteral("updated_by"), textOrNull(order.updatedBy)},
        {QStringLiteral("created_at"), toRfc3339(order.createdAt)},
        {QStringLiteral("updated_at"), toRfc3339(order.updatedAt)},
        {QStringLiteral("version"), order.version},
    };
}

Result<Order> orderFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Order order;
    order.id = OrderId{reader.requiredText("id", 64)};
    order.code = reader.text("code");
    order.room = reader.text("room");
    // Only what is asked for has to name something.
    const auto listed = reader.optionalArray("items");
    order.items = listed && !listed->isEmpty() ? readItems(reader).value_or(QList<OrderItem>()) : QList<OrderItem>();
    order.notes = reader.text("notes");
    const auto status = readStatus(reader);
    order.department = reader.text("department");
    order.dueAt = reader.optionalTime("due_at");
    order.callId = CallId{reader.text("call_id")};
    order.createdBy = reader.text("created_by");
    order.updatedBy = reader.text("updated_by");
    order.createdAt = reader.optionalTime("created_at").value_or(Instant{});
    order.updatedAt = reader.optionalTime("updated_at").value_or(Instant{});
    order.version = reader.optionalInteger("version").value_or(0);
    if (!status) {
        reader.fail("status", QStringLiteral("is missing"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    order.status = *status;
    return order;
}

QJsonObject toJson(const NewOrder &order)
{
    return QJsonObject{
        {QStringLiteral("id"), textOrNull(order.id.value)},
        {QStringLiteral("room"), textOrNull(order.room)},
        {QStringLiteral("items"), toJson(order.items)},
        {QStringLiteral("notes"), order.notes},
        {QStringLiteral("department"), textOrNull(order.department)},
        {QStringLiteral("due_at"), toJson(order.dueAt)},
    };
}

Result<NewOrder> newOrderFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    NewOrder order;
    order.id = OrderId{reader.text("id", 64)};
    order.room = reader.text("room", 32).trimmed();
    order.notes = reader.text("notes", MaxOrderText);
    order.department = reader.text("department", 64);
    order.dueAt = reader.optionalTime("due_at");
    const auto items = readItems(reader);
    if (!items) {
        reader.fail("items", QStringLiteral("is missing"));
    }
    if (!order.id.isEmpty() && !isUuid(order.id.value)) {
        reader.fail("id", QStringLiteral("must be a UUID in lower case"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    order.items = *items;
    return order;
}

QJsonObject toJson(const OrderPatch &patch)
{
    QJsonObject json;
    if (patch.status) {
        json.insert(QStringLiteral("status"), word(*patch.status));
    }
    if (patch.notes) {
        json.insert(QStringLiteral("notes"), *patch.notes);
    }
    if (patch.room) {
        json.insert(QStringLiteral("room"), *patch.room);
    }
    if (patch.department) {
        json.insert(QStringLiteral("department"), *patch.department);
    }
    if (patch.items) {
        json.insert(QStringLiteral("items"), toJson(*patch.items));
    }
    if (patch.dueAt) {
        json.insert(QStringLiteral("due_at"), toRfc3339(*patch.dueAt));
    }
    if (patch.baseVersion) {
        json.insert(QStringLiteral("base_version"), *patch.baseVersion);
    }
    return json;
}

Result<OrderPatch> orderPatchFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    OrderPatch patch;
    patch.status = readStatus(reader);
    patch.notes = reader.optionalText("notes", MaxOrderText);
    patch.room = reader.optionalText("room", 32);
    patch.department = reader.optionalText("department", 64);
    patch.items = readItems(reader);
    patch.dueAt = reader.optionalTime("due_at");
    patch.baseVersion = reader.optionalInteger("base_version");
    if (!reader.ok()) {
        return reader.error();
    }
    OrderPatch nothing;
    nothing.baseVersion = patch.baseVersion;
    if (patch == nothing) {
        return Error{ErrorKind::Validation, QStringLiteral("nothing to change: give status, notes, room, department, items or due_at"),
                     0, QStringLiteral("empty_patch"), {}};
    }
    return patch;
}

} // namespace deskbell::wire
