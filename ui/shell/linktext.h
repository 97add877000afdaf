// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/linkstate.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/formats.h"

#include <QString>
#include <QStringList>

namespace deskbell::ui {

/// The state of the connection in words.
struct LinkText {
    ColorRole meaning = ColorRole::Neutral;
    QString iconName;
    QString word;     ///< for the pill: "Live"
    QString headline; ///< for the popover
    QStringList works;
    QStringList waits;
};

/// False: what a person changes waits at the desk until the server has room again.
[[nodiscard]] bool storageTakesChanges(ServerStorage storage);
[[nodiscard]] LinkText linkText(const LinkState &state, const Formats &formats, Instant now);

} // namespace deskbell::ui
