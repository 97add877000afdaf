// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/message.h"

namespace deskbell::http {

QByteArray methodName(Method method)
{
    switch (method) {
    case Method::Get: return QByteArrayLiteral("GET");
    case Method::Head: return QByteArrayLiteral("HEAD");
    case Method::Post: return QByteArrayLiteral("POST");
    case Method::Put: return QByteArrayLiteral("PUT");
    case Method::Patch: return QByteArrayLiteral("PATCH");
    case Method::Delete: return QByteArrayLiteral("DELETE");
    case Method::Options: return QByteArrayLiteral("OPTIONS");
    }
    return {};
}

} // namespace deskbell::http
