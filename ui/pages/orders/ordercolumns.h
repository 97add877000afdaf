// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/orders/ordermodel.h"

namespace deskbell::ui {

class Theme;

/// The width a column of the orders table begins with: no less than its longest word in the language of the person.
[[nodiscard]] int orderColumnWidth(OrderModel::Column column, const Theme &theme, const Formats &formats);

} // namespace deskbell::ui
