// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/change.h"
#include "core/support/clock.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrlQuery>
#include <optional>

namespace deskbell::http {

inline constexpr int DefaultPageLimit = 50;
inline constexpr int MaxPageLimit = 500;

/// ?limit= and ?cursor= of a list.
struct PageQuery {
    int limit = DefaultPageLimit;
    QJsonObject cursor; ///< what encodeCursor() was given for the page before; empty on the first page
};

/// One member of a cursor. Numbers are whole ones.
struct CursorField {
    const char *name;
    QJsonValue::Type type; ///< Double or String
};
/// Of lists that are sorted by time and id.
inline const QList<CursorField> TimeAndId{{"at", QJsonValue::Double}, {"id", QJsonValue::String}};
/// Of lists that are counted through.
inline const QList<CursorField> Offset{{"offset", QJsonValue::Double}};

/// Validation (code "invalid_field") for a limit outside 1…500 or a cursor that is not one this list gives out: it has
/// exactly `fields`.
[[nodiscard]] Result<PageQuery> pageQuery(const QUrlQuery &query, const QList<CursorField> &fields);

/// Opaque to clients: base64url of the JSON. Holds the sort key of the last row, e.g. {"at":…,"id":…}.
[[nodiscard]] QString encodeCursor(const QJsonObject &position);
[[nodiscard]] Result<QJsonObject> decodeCursor(const QString &cursor, const QList<CursorField> &fields);

/// {"items":[…],"next_cursor":text or null}; an empty `next` means there is no further page.
[[nodiscard]] QJsonObject page(const QJsonArray &items, const QJsonObject &next);
/// The same with "as_of": {"lineage", "seq"}: the items hold every change up to `seq` and none after it.
[[nodiscard]] QJsonObject page(const QJsonArray &items, const QJsonObject &next, const FeedCursor &asOf);

/// Of a list with the cursor TimeAndId: the row after which the page begins. `Position` is an aggregate of Instant and QString.
template<typename Position>
[[nodiscard]] std::optional<Position> positionOf(const PageQuery &query)
{
    if (query.cursor.isEmpty()) {
        return std::nullopt;
    }
    return Position{fromMillis(query.cursor.value(QLatin1String("at")).toInteger()), query.cursor.value(QLatin1String("id")).toString()};
}
/// What page() takes as `next` for it.
template<typename Position>
[[nodiscard]] QJsonObject cursorOf(const std::optional<Position> &next)
{
    if (!next) {
        return {};
    }
    const auto &[at, id] = *next;
    return {{QStringLiteral("at"), toMillis(at)}, {QStringLiteral("id"), id}};
}
/// `show` makes the JSON of a row.
template<typename Rows, typename Show>
[[nodiscard]] QJsonArray itemsOf(const Rows &rows, Show show)
{
    QJsonArray items;
    for (const auto &row : rows) {
        items.append(show(row));
    }
    return items;
}

} // namespace deskbell::http
