// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/shell/page.h"

#include <functional>

namespace deskbell::ui {

using Jump = std::function<void(const PageTarget &)>;

/// The calls and orders this desk has, as entries of the command palette.
[[nodiscard]] QList<PaletteAction> storeActions(const Store &store, Instant now, const Jump &jump);

} // namespace deskbell::ui
