// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/page.h"

#include "core/wire/json.h"

#include <algorithm>

namespace deskbell::http {
namespace {

constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int MaxCursorLength = 1024;

Error invalid(const char *field, const QString &detail)
{
    return Error{ErrorKind::Validation, detail, 0, QStringLiteral("invalid_field"),
        {{QStringLiteral("field"), QLatin1String(field)}}};
}

bool holds(const QJsonObject &cursor, const CursorField &field)
{
    const auto value = cursor.value(QLatin1String(field.name));
    if (value.type() != field.type) {
        return false;
    }
    return field.type == QJsonValue::String ? !value.toString().isEmpty()
                                            : value.toInteger(0) == value.toInteger(1); // else it is no whole number
}

bool isOfList(const QJsonObject &cursor, const QList<CursorField> &fields)
{
    return cursor.size() == fields.size()
        && std::all_of(fields.begin(), fields.end(), [&cursor](const auto &field) { return holds(cursor, field); });
}

} // namespace

QString encodeCursor(const QJsonObject &position)
{
    return QString::fromLatin1(wire::toBytes(position).toBase64(Base64));
}

Result<QJsonObject> decodeCursor(const QString &cursor, const QList<CursorField> &fields)
{
    const auto bad
        = [] { return invalid("cursor", QStringLiteral("cursor is not one that this service has given out")); };
    if (cursor.size() > MaxCursorLength) {
        return bad();
    }
    const auto decoded
        = QByteArray::fromBase64Encoding(cursor.toLatin1(), Base64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return bad();
    }
    auto object = wire::parseObject(*decoded, 2);
    if (!object || !isOfList(object.value(), fields)) {
        return bad();
    }
    return object;
}

Result<PageQuery> pageQuery(const QUrlQuery &query, const QList<CursorField> &fields)
{
    PageQuery page;
    if (query.hasQueryItem(QStringLiteral("limit"))) {
        bool isNumber = false;
        page.limit = query.queryItemValue(QStringLiteral("limit")).toInt(&isNumber);
        if (!isNumber || page.limit < 1 || page.limit > MaxPageLimit) {
            return invalid("limit", QStringLiteral("limit must be a number from 1 to %1").arg(MaxPageLimit));
        }
    }
    if (query.hasQueryItem(QStringLiteral("cursor"))) {
        auto cursor = decodeCursor(query.queryItemValue(QStringLiteral("cursor"), QUrl::FullyDecoded), fields);
        if (!cursor) {
            return cursor.error();
        }
        page.cursor = std::move(cursor).value();
    }
    return page;
}

QJsonObject page(const QJsonArray &items, const QJsonObject &next)
{
    return QJsonObject{
        {QStringLiteral("items"), items},
        {QStringLiteral("next_cursor"), next.isEmpty() ? QJsonValue() : QJsonValue(encodeCursor(next))},
    };
}

QJsonObject page(const QJsonArray &items, const QJsonObject &next, const FeedCursor &asOf)
{
    auto data = page(items, next);
    data.insert(QStringLiteral("as_of"), QJsonObject{{QStringLiteral("lineage"), asOf.lineage}, {QStringLiteral("seq"), asOf.seq}});
    return data;
}

} // namespace deskbell::http
