// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"

#include <QJsonArray>
#include <QList>
#include <utility>

namespace deskbell::admin {

/// Sends and decodes; `read` turns the answer's `data` into a Result<T>.
template<typename T, typename Read>
void ask(AdminLink &link, ApiRequest request, QObject *context, Answer<T> done, Read read)
{
    link.send(std::move(request), context, [done = std::move(done), read](const Result<QJsonObject> &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        const Result<T> decoded = read(answer.value());
        done(decoded);
    });
}

/// For answers without content.
inline void tell(AdminLink &link, ApiRequest request, QObject *context, Answer<Done> done)
{
    ask<Done>(link, std::move(request), context, std::move(done), [](const QJsonObject &) -> Result<Done> { return Done{}; });
}

/// The members of `items`, each by `read`. The first one that can not be read fails the whole.
template<typename T, typename Read>
Result<QList<T>> readItems(const QJsonObject &data, Read read)
{
    QList<T> rows;
    const auto items = data.value(QLatin1String("items")).toArray();
    rows.reserve(items.size());
    for (const auto &item : items) {
        const Result<T> row = read(item.toObject());
        if (!row) {
            return row.error();
        }
        rows.append(row.value());
    }
    return rows;
}

[[nodiscard]] inline QStringList readWords(const QJsonValue &value)
{
    QStringList words;
    const auto array = value.toArray();
    for (const auto &each : array) {
        words.append(each.toString());
    }
    return words;
}

/// An answer that does not fit the contract.
[[nodiscard]] inline Error unreadable(const Error &why)
{
    return Error{ErrorKind::Protocol, why.detail, 200, QStringLiteral("not_deskbell"), {}};
}

} // namespace deskbell::admin
