// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>

namespace deskbell::http {

inline constexpr int DefaultPageLimit = 50;
inline constexpr int MaxPageLimit = 500;

/// ?limit= and ?cursor= of a list.
struct PageQuery {
    int limit = DefaultPageLimit;
    QJsonObject cursor; ///< what encodeCursor() was given for the page before; empty on the first page
};

/// Validation (code "invalid_field") for a limit outside 1…500 or a cursor that is not one of ours.
[[nodiscard]] Result<PageQuery> pageQuery(const QUrlQuery &query);

/// Opaque to clients: base64url of the JSON. Holds the sort key of the last row, e.g. {"at":…,"id":…}.
[[nodiscard]] QString encodeCursor(const QJsonObject &position);
[[nodiscard]] Result<QJsonObject> decodeCursor(const QString &cursor);

/// {"items":[…],"next_cursor":text or null}; an empty `next` means there is no further page.
[[nodiscard]] QJsonObject page(const QJsonArray &items, const QJsonObject &next);

} // namespace deskbell::http
