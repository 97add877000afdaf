// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order.h"

namespace deskbell {

QList<OrderStatus> nextStatuses(OrderStatus from)
{
    switch (from) {
    case OrderStatus::Pending: return {OrderStatus::Accepted, OrderStatus::Cancelled};
    case OrderStatus::Accepted: return {OrderStatus::InProgress, OrderStatus::Cancelled};
    case OrderStatus::InProgress: return {OrderStatus::Done, OrderStatus::Cancelled};
    case OrderStatus::Done:
    case OrderStatus::Cancelled: return {};
    }
    return {};
}

bool isLegalStep(OrderStatus from, OrderStatus to) { return from == to || nextStatuses(from).contains(to); }

} // namespace deskbell
