// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/sql/connection.h"
#include "server/storage/tenantcontext.h"

namespace deskbell::server {

/// Hears of each change of an order in the transaction that makes it. Writer's thread.
class OrderObserver
{
public:
    virtual ~OrderObserver() = default;
    /// `event` as on the change feed: "order_created", "order_status_update", "order_update". An error undoes the change.
    [[nodiscard]] virtual Result<Done> orderChanged(sql::Connection &db, const TenantContext &who, const QString &event, const Order &order) = 0;
};

} // namespace deskbell::server
