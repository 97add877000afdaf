// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"

#include <QJsonObject>
#include <QString>

namespace deskbell::server {

/// Reads arguments as language models write them: numbers where text is wanted, one thing where a list is wanted.
/// The first of `names` that holds something counts; empty when none does. At most `maxLength` characters.
[[nodiscard]] QString argumentText(const QJsonObject &arguments, std::initializer_list<const char *> names, int maxLength = 2000);

/// Items from a list of objects or texts, one object, or a sentence ("2 towels and a pillow").
[[nodiscard]] QList<OrderItem> argumentItems(const QJsonObject &arguments);

/// "2x towels", "two coffees" and "towels" as quantity and name.
[[nodiscard]] OrderItem itemFromText(const QString &text);

/// "2 towels, 1 pillow" for reading back.
[[nodiscard]] QString itemsAsText(const QList<OrderItem> &items);

/// The schema of one text argument.
[[nodiscard]] QJsonObject textSchema(const char *description);

} // namespace deskbell::server
