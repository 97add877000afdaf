// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/assistant/tools/gethotelinfotool.h"

#include "server/assistant/tools/toolarguments.h"
#include "server/services/tenantsettings.h"

#include <QJsonArray>

namespace deskbell::server {

ToolDefinition GetHotelInfoTool::definition() const
{
    return {QStringLiteral("getHotelInfo"), QStringLiteral("Looks up a fact about the hotel: breakfast, wifi, check-out and the like."),
            QJsonObject{{QStringLiteral("type"), QStringLiteral("object")},
                        {QStringLiteral("properties"), QJsonObject{{QStringLiteral("question"), textSchema("What the guest wants to know")}}},
                        {QStringLiteral("required"), QJsonArray{QStringLiteral("question")}}}};
}

Result<QString> GetHotelInfoTool::run(const ToolScene &scene, const ToolCall &call) const
{
    const auto question = argumentText(call.arguments, {"question", "topic", "query", "subject"}, 500);
    if (question.isEmpty()) {
        return QStringLiteral("What would you like to know about the hotel?");
    }
    if (scene.call) {
        scene.call->noteService(QStringLiteral("information"), ServiceRank::Question, scene.at);
    }
    const auto settings = TenantSettings::fromJson(scene.tenant.settings, scene.tenant.name);
    if (const auto *fact = settings.findFact(question)) {
        return fact->text;
    }
    return QStringLiteral("I do not have that information here. Shall I ask the front desk to call you back?");
}

} // namespace deskbell::server
