// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/leavemessagetool.h"

#include "core/wire/ordercodec.h"
#include "server/assistant/tools/toolarguments.h"
#include "server/storage/ordersrepository.h"

#include <QJsonArray>

namespace deskbell::server {

ToolDefinition LeaveMessageTool::definition() const
{
    return {QStringLiteral("leaveMessage"), QStringLiteral("Leaves a message for the hotel's staff, for example to call back."),
            QJsonObject{
                {QStringLiteral("type"), QStringLiteral("object")},
                {QStringLiteral("properties"),
                 QJsonObject{{QStringLiteral("message"), textSchema("The message in the guest's own words")},
                             {QStringLiteral("name"), textSchema("Who leaves it")},
                             {QStringLiteral("callback_number"), textSchema("Telephone number to call back")},
                             {QStringLiteral("room"), textSchema("Room number, if any")}}},
                {QStringLiteral("required"), QJsonArray{QStringLiteral("message")}},
            }};
}

Result<QString> LeaveMessageTool::run(const ToolScene &scene, const ToolCall &call) const
{
    const auto done = QStringLiteral("I have passed your message on to the front desk.");
    const CallId callId = scene.call ? scene.call->call().id : CallId{};
    if (!callId.isEmpty() && !call.id.isEmpty()) {
        const auto made = OrdersRepository(scene.db, scene.who).byToolCall(callId, call.id);
        if (!made) {
            return made.error();
        }
        if (made.value()) {
            return done;
        }
    }
    const auto message = argumentText(call.arguments, {"message", "text", "content"});
    if (message.isEmpty()) {
        return QStringLiteral("What message may I pass on to the front desk?");
    }
    const auto name = argumentText(call.arguments, {"name", "from", "guest_name"}, 200);
    auto number = argumentText(call.arguments, {"callback_number", "phone", "number"}, 64);
    if (number.isEmpty() && scene.call) {
        number = scene.call->call().customerNumber;
    }
    NewOrder wish;
    wish.items = {{name.isEmpty() ? QStringLiteral("Message from a guest") : QStringLiteral("Message from %1").arg(name), 1}};
    wish.room = argumentText(call.arguments, {"room", "roomNumber", "room_number"}, 32);
    if (wish.room.isEmpty() && scene.call) {
        wish.room = scene.call->call().room;
    }
    const auto callBack = number.isEmpty() ? QString() : QStringLiteral("\nCall back: ") + number;
    wish.notes = message.left(wire::MaxOrderText - callBack.size()) + callBack;
    wish.department = QStringLiteral("front_desk");
    const auto order = m_orders.create(scene.db, scene.who, wish, {callId, call.id, scene.at});
    if (!order) {
        return order.error();
    }
    if (scene.call) {
        scene.call->noteService(QStringLiteral("message"), ServiceRank::Question, scene.at);
    }
    return done;
}

} // namespace deskbell::server
