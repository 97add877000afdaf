// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"

#include <QList>
#include <QString>

namespace deskbell::server {

/// The department a request belongs to, from the words of its items: "room_service", "housekeeping", "maintenance",
/// "concierge", or "front_desk" when nothing tells. English, German, Spanish, French and Russian words.
[[nodiscard]] QString departmentFor(const QList<OrderItem> &items, const QString &notes);

} // namespace deskbell::server
