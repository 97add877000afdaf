// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

#include <QByteArray>
#include <QList>

namespace deskbell::http {

/// Who asks, by the Origin field that browsers add and programs leave out.
enum class OriginKind {
    None, ///< no browser, or a page's plain link
    Own, ///< a page of this very host
    Allowed, ///< a page of a place on the list
    Foreign, ///< any other page, more than one Origin, or "null"
};

/// `allowed`: whole origins in lower case, "https://site.example". There is no wildcard.
[[nodiscard]] OriginKind originKind(const Headers &headers, const QList<QByteArray> &allowed);

} // namespace deskbell::http
