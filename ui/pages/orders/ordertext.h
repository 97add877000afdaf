// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

/// An icon, a colour and a word for orders that mean the same.
struct OrderMark {
    ColorRole role = ColorRole::Neutral;
    QString iconName;
    QString word;
};

/// Words for orders, in the language of the person.
namespace ordertext {

[[nodiscard]] OrderMark status(OrderStatus status);
/// The verb of the step that leads to `to`: "Accept", "Start", "Done", "Cancel order".
[[nodiscard]] QString step(OrderStatus to);
[[nodiscard]] OrderMark department(const QString &word);
/// Departments a person can choose, as words of the wire.
[[nodiscard]] QStringList departments();
[[nodiscard]] OrderMark writeState(WriteState state);
/// "2 × Towels, 1 × Robe"; one of a thing is just its name.
[[nodiscard]] QString items(const QList<OrderItem> &items);
[[nodiscard]] QString room(const QString &room);
/// When it is due, how urgent that is, in words and colour; for finished orders when that was. Empty word: no due time.
[[nodiscard]] OrderMark due(const Order &order, Instant now, const Formats &formats);
/// Who did it, as staff say it: "assistant", "Maria"; from "user:maria", "assistant", "system".
[[nodiscard]] QString actor(const QString &word);

} // namespace ordertext

} // namespace deskbell::ui
