// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/wire/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

/// Events of the generic source, for tests of what reads them. `at` is milliseconds since the epoch.
namespace deskbell::test::generic {

[[nodiscard]] inline QByteArray event(const QString &id, const QString &type, const QString &object, qint64 at, const QJsonObject &data = {})
{
    return wire::toBytes({{QStringLiteral("id"), id},
                          {QStringLiteral("type"), type},
                          {QStringLiteral("object"), object},
                          {QStringLiteral("at"), toRfc3339(fromMillis(at))},
                          {QStringLiteral("data"), data}});
}

[[nodiscard]] inline QByteArray create(const QString &id, const QString &object, qint64 at, const QString &room, const QString &item)
{
    return event(id, QStringLiteral("order.create"), object, at,
                 {{QStringLiteral("room"), room}, {QStringLiteral("items"), QJsonArray{item}}});
}

[[nodiscard]] inline QByteArray change(const QString &id, const QString &object, qint64 at, const QJsonObject &data)
{
    return event(id, QStringLiteral("order.change"), object, at, data);
}

} // namespace deskbell::test::generic
