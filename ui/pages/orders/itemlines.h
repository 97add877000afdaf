// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"

namespace deskbell::ui {

struct ItemLines {
    QList<OrderItem> items;
    QString problem; ///< a sentence about the first line that can not be used
};

/// One thing a line; a quantity before or after it: "2x towels", "2 towels", "towels x2". Empty lines do not count.
[[nodiscard]] ItemLines parseItems(const QString &text);

} // namespace deskbell::ui
