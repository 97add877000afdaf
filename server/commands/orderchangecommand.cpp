// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/orderchangecommand.h"

#include "core/wire/json.h"
#include "core/wire/ordercodec.h"

namespace deskbell::server {

Result<QJsonObject> OrderChangeCommand::run(sql::Connection &db, const TenantContext &who, const Command &command)
{
    wire::FieldReader reader(command.args);
    const OrderId id{reader.requiredText("id", 64)};
    if (!reader.ok()) {
        return reader.error();
    }
    auto patch = wire::orderPatchFromJson(command.args);
    if (!patch) {
        return patch.error();
    }
    if (command.baseVersion) {
        patch.value().baseVersion = command.baseVersion;
    }
    const auto order = m_orders.change(db, who, id, patch.value());
    return order ? Result<QJsonObject>(wire::toJson(order.value())) : Result<QJsonObject>(order.error());
}

} // namespace deskbell::server
