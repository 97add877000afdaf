// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QString>

#include <functional>

namespace deskbell::ui {

/// A short non-modal message. With an action it stays ten seconds, else six.
struct Toast {
    QString text; ///< plain text
    QString iconName;
    ColorRole role = ColorRole::Neutral;
    QString actionText; ///< e.g. "Undo"; empty: no button
    std::function<void()> action;
};

} // namespace deskbell::ui
