// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/orderobserver.h"

#include <QList>

namespace deskbell::server {

/// Several that hear of orders, one after another; the first error ends it.
class OrderObservers final : public OrderObserver
{
public:
    /// They outlive it.
    explicit OrderObservers(QList<OrderObserver *> observers) : m_observers(std::move(observers)) {}

    [[nodiscard]] Result<Done> orderChanged(sql::Connection &db, const TenantContext &who, const QString &event, const Order &order) override
    {
        for (auto *observer : m_observers) {
            if (auto heard = observer->orderChanged(db, who, event, order); !heard) {
                return heard;
            }
        }
        return Done{};
    }

private:
    QList<OrderObserver *> m_observers;
};

} // namespace deskbell::server
