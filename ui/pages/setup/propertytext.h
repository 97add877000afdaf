// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace deskbell::ui::propertytext {

/// "profile.opening_hours" → "Opening hours".
[[nodiscard]] QString field(const QString &path);
/// What stood there, as people read it; at most some hundred characters.
[[nodiscard]] QString value(const QJsonValue &value);

} // namespace deskbell::ui::propertytext
