// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/kinds/orderduesoonjob.h"

#include "core/wire/ordercodec.h"
#include "server/storage/ordersrepository.h"

namespace deskbell::server {

Result<Done> OrderDueSoonJob::run(sql::Connection &db, const TenantContext &who, const Job &job)
{
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered;
    }
    OrdersRepository orders(db, who);
    const auto found = orders.byId(OrderId{job.args.value(QLatin1String("order_id")).toString()});
    if (!found) {
        return found.error();
    }
    const auto due = fromRfc3339(job.args.value(QLatin1String("due_at")).toString());
    if (!found.value() || !found.value()->isOpen() || found.value()->dueAt != due) {
        return Done{};
    }
    auto order = *found.value();
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    // The order is what it was; only its place in the feed is new.
    order.version = seq.value();
    if (auto stored = orders.update(order); !stored) {
        return stored;
    }
    return m_changes.record(db, who, {0, QStringLiteral("order"), order.id.value, QStringLiteral("upsert"), QStringLiteral("order_due_soon"), {},
                                      m_clock.now(), wire::toJson(order)});
}

} // namespace deskbell::server
