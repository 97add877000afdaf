// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/formats.h"

#include <QList>
#include <QString>

namespace deskbell::ui {

/// A field whose wish was refused: what this desk wanted and what it is now.
struct ConflictValue {
    QString field;
    QString mine;
    QString theirs;

    bool operator==(const ConflictValue &) const = default;
};

struct ConflictText {
    QString sentence; ///< what happened, by whom, when, and that nothing is lost
    QList<ConflictValue> values;
};

/// The fields a wish changes: what it says and what `now` says.
[[nodiscard]] QList<ConflictValue> orderChanges(const OrderPatch &patch, const Order &now, const Formats &formats);

/// Explains a refused write of an order.
[[nodiscard]] ConflictText conflictText(const OrderView &view, Instant now, const Formats &formats);

} // namespace deskbell::ui
