// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/change.h"
#include "core/domain/order.h"

#include <QList>

namespace deskbell {

/// What a console starts from: lists read after `cursor`, so that the changes behind it bring what the lists missed.
struct Snapshot {
    FeedCursor cursor;
    QList<Call> calls;       ///< the newest
    QString olderCalls;      ///< where the list of calls goes on; empty: nowhere
    QList<Order> orders;     ///< those that are open and the newest of the others
    QString moreOpenOrders;  ///< where the list of open orders goes on; empty: they are all here
};

} // namespace deskbell
