// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

namespace deskbell::ui {

/// Rooms as people write them: "101–110, 201, Penthouse".
[[nodiscard]] QString roomsToText(const QJsonArray &rooms);
/// The other way round. Rooms of `known` keep what else is known of them. A range counts up as long as its ends have the same
/// number of figures; at most 500 rooms come of it.
[[nodiscard]] QJsonArray roomsFromText(const QString &text, const QJsonArray &known);
/// A short word for a thing of this name, unlike those in `taken`: "Room service" → "room-service".
[[nodiscard]] QString wordFor(const QString &name, const QStringList &taken);

} // namespace deskbell::ui
