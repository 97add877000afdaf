// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/getorderstatustool.h"

#include "server/assistant/tools/toolarguments.h"
#include "server/storage/ordersrepository.h"

namespace deskbell::server {
namespace {

QString sentence(const Order &order)
{
    const auto what = QStringLiteral("Order %1, %2,").arg(order.code, itemsAsText(order.items));
    switch (order.status) {
    case OrderStatus::Pending: return what + QStringLiteral(" has been received and waits for the team.");
    case OrderStatus::Accepted: return what + QStringLiteral(" has been accepted and will be started soon.");
    case OrderStatus::InProgress: return what + QStringLiteral(" is being worked on now.");
    case OrderStatus::Done: return what + QStringLiteral(" is done.");
    case OrderStatus::Cancelled: return what + QStringLiteral(" was cancelled.");
    }
    return {};
}

Result<std::optional<Order>> newest(OrdersRepository &orders, const OrderFilter &filter)
{
    auto page = orders.page(filter, std::nullopt, 1);
    if (!page) {
        return page.error();
    }
    return page.value().orders.isEmpty() ? std::optional<Order>() : std::optional(page.value().orders.first());
}

} // namespace

ToolDefinition GetOrderStatusTool::definition() const
{
    return {QStringLiteral("getOrderStatus"), QStringLiteral("Tells how far a guest's request is."),
            QJsonObject{{QStringLiteral("type"), QStringLiteral("object")},
                        {QStringLiteral("properties"),
                         QJsonObject{{QStringLiteral("code"), textSchema("The order code, e.g. R-1042")},
                                     {QStringLiteral("room"), textSchema("Room number, when the guest has no code")}}}}};
}

Result<QString> GetOrderStatusTool::run(const ToolScene &scene, const ToolCall &call) const
{
    OrdersRepository orders(scene.db, scene.who);
    const auto code = argumentText(call.arguments, {"code", "order_code", "orderId", "order_id"}, 64);
    auto room = argumentText(call.arguments, {"room", "roomNumber", "room_number"}, 32);
    if (room.isEmpty() && scene.call) {
        room = scene.call->call().room;
    }
    Result<std::optional<Order>> found = std::optional<Order>();
    if (!code.isEmpty()) {
        found = orders.byCode(code);
        if (!found) {
            return found.error();
        }
        if (!found.value()) {
            return QStringLiteral("I can not find an order with the code %1. Could you repeat the code or tell me your room number?").arg(code);
        }
        return sentence(*found.value());
    }
    if (!room.isEmpty()) {
        OrderFilter filter;
        filter.room = room;
        found = newest(orders, filter);
    } else if (scene.call) {
        OrderFilter filter;
        filter.callId = scene.call->call().id;
        found = newest(orders, filter);
    } else {
        return QStringLiteral("Which order do you mean? The order code or your room number helps me find it.");
    }
    if (!found) {
        return found.error();
    }
    return found.value() ? sentence(*found.value()) : QStringLiteral("I can not find a request for you. What is your room number or order code?");
}

} // namespace deskbell::server
