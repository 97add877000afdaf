// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/createordertool.h"

#include "core/wire/ordercodec.h"
#include "server/assistant/tools/toolarguments.h"
#include "server/assistant/tools/wantedtime.h"
#include "server/storage/ordersrepository.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

QString confirmation(const Order &order)
{
    const auto place = order.room.isEmpty() ? QString() : QStringLiteral(" for room %1").arg(order.room);
    return QStringLiteral("The request is placed%1: %2. The order code is %3.").arg(place, itemsAsText(order.items), order.code);
}

} // namespace

ToolDefinition CreateOrderTool::definition() const
{
    const QJsonObject item{
        {QStringLiteral("type"), QStringLiteral("object")},
        {QStringLiteral("properties"),
         QJsonObject{{QStringLiteral("name"), textSchema("What is wanted, one thing")},
                     {QStringLiteral("quantity"), QJsonObject{{QStringLiteral("type"), QStringLiteral("integer")}}}}},
        {QStringLiteral("required"), QJsonArray{QStringLiteral("name")}},
    };
    return {QStringLiteral("createOrder"), QStringLiteral("Places a guest's request: food, towels, repairs, a taxi and the like."),
            QJsonObject{
                {QStringLiteral("type"), QStringLiteral("object")},
                {QStringLiteral("properties"),
                 QJsonObject{{QStringLiteral("room"), textSchema("Room number")},
                             {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("array")}, {QStringLiteral("items"), item}}},
                             {QStringLiteral("notes"), textSchema("Anything staff must know, e.g. allergies")},
                             {QStringLiteral("when"), textSchema("When it is wanted, e.g. 20:30, in 30 minutes, tomorrow 8:00")}}},
                {QStringLiteral("required"), QJsonArray{QStringLiteral("items")}},
            }};
}

Result<QString> CreateOrderTool::run(const ToolScene &scene, const ToolCall &call) const
{
    const CallId callId = scene.call ? scene.call->call().id : CallId{};
    if (!callId.isEmpty() && !call.id.isEmpty()) {
        const auto made = OrdersRepository(scene.db, scene.who).byToolCall(callId, call.id);
        if (!made) {
            return made.error();
        }
        if (made.value()) {
            return confirmation(*made.value());
        }
    }
    NewOrder wish;
    wish.items = argumentItems(call.arguments);
    if (wish.items.isEmpty()) {
        return QStringLiteral("I did not catch what you would like. What may I note down?");
    }
    if (wish.items.size() > wire::MaxOrderItems) {
        return QStringLiteral("That is more than I can note at once. Please tell me the first part of it.");
    }
    wish.room = argumentText(call.arguments, {"room", "roomNumber", "room_number"}, 32);
    if (wish.room.isEmpty() && scene.call) {
        wish.room = scene.call->call().room;
    }
    if (wish.room.isEmpty()) {
        return QStringLiteral("I need the room number to place this request. Which room are you in?");
    }
    wish.notes = argumentText(call.arguments, {"notes", "note", "comment"});
    if (const auto when = argumentText(call.arguments, {"when", "time", "due_at"}, 100); !when.isEmpty()) {
        wish.dueAt = wantedTime(when, scene.at, QTimeZone(scene.tenant.timeZone.toUtf8()));
        if (!wish.dueAt) {
            wish.notes = (wish.notes + QStringLiteral("\nWanted: ") + when).trimmed();
        }
    }
    wish.notes.truncate(wire::MaxOrderText);
    const auto order = m_orders.create(scene.db, scene.who, wish, {callId, call.id, scene.at});
    if (!order) {
        return order.error();
    }
    if (scene.call) {
        scene.call->noteRoom(wish.room, scene.at);
        scene.call->noteService(order.value().department, ServiceRank::Order, scene.at);
    }
    return confirmation(order.value());
}

} // namespace deskbell::server
