// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/ordercreatecommand.h"

#include "core/wire/ordercodec.h"

namespace deskbell::server {

Result<QJsonObject> OrderCreateCommand::run(sql::Connection &db, const TenantContext &who, const Command &command)
{
    const auto wish = wire::newOrderFromJson(command.args);
    if (!wish) {
        return wish.error();
    }
    const auto order = m_orders.create(db, who, wish.value());
    return order ? Result<QJsonObject>(wire::toJson(order.value())) : Result<QJsonObject>(order.error());
}

} // namespace deskbell::server
