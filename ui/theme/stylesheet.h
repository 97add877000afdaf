// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::ui {

class Theme;

/// What the palette can not say. Buttons choose their weight by the dynamic property "kind": "primary", "quiet", "danger".
[[nodiscard]] QString styleSheetFor(const Theme &theme);

} // namespace deskbell::ui
