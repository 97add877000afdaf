// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/jobs/localjob.h"
#include "server/storage/changelog.h"

namespace deskbell::server {

/// Reminds the desk of an order that is due soon: the change feed gets it with the event `order_due_soon`, once for each due
/// time. Nothing happens when the order has been closed or has another time meanwhile. `args`: {"order_id", "due_at"}.
class OrderDueSoonJob final : public LocalJob
{
public:
    static inline const QString Kind = QStringLiteral("order.due_soon");

    OrderDueSoonJob(ChangeLog &changes, const Clock &clock) : m_changes(changes), m_clock(clock) {}

    [[nodiscard]] QString kind() const override { return Kind; }
    [[nodiscard]] Result<Done> run(sql::Connection &db, const TenantContext &who, const Job &job) override;

private:
    ChangeLog &m_changes;
    const Clock &m_clock;
};

} // namespace deskbell::server
