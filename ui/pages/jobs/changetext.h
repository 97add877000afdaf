// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/pages/orders/conflicttext.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

/// A wish of this desk that is not settled, in words.
struct ChangeText {
    QString title;               ///< "Order R-1042", "New order for room 204"
    QString sentence;            ///< why it was refused, or that it goes out by itself
    QList<ConflictValue> values; ///< all it says; `theirs` is what the server has, empty while nothing was refused
};

[[nodiscard]] QString changeTitle(const PendingCommand &command);
/// "Order R-1042: mark as done" in one line, for lists.
[[nodiscard]] QString changeLine(const PendingCommand &command);
[[nodiscard]] ChangeText changeText(const PendingCommand &command, const Store &store, Instant now, const Formats &formats);

} // namespace deskbell::ui
