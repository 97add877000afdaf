// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/refusal.h"

#include "core/wire/words.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace deskbell::http {

Response toResponse(const Refusal &refusal, const QByteArray &requestId)
{
    const QJsonObject error{{QStringLiteral("code"), wire::word(refusal.kind)},
        {QStringLiteral("reason"), QLatin1String(refusal.reason)},
        {QStringLiteral("message"), QLatin1String(refusal.message)},
        {QStringLiteral("request_id"), QLatin1String(requestId)}};
    const QJsonObject envelope{{QStringLiteral("success"), false}, {QStringLiteral("error"), error}};
    Response response;
    response.status = refusal.status;
    response.body = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    if (refusal.status == 503) {
        response.headers.append({QByteArrayLiteral("Retry-After"), QByteArrayLiteral("1")});
    } else if (refusal.status == 405) {
        response.headers.append(
            {QByteArrayLiteral("Allow"), QByteArrayLiteral("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")});
    } else if (refusal.status == 426) {
        response.headers.append({QByteArrayLiteral("Upgrade"), QByteArrayLiteral("websocket")});
        response.headers.append({QByteArrayLiteral("Sec-WebSocket-Version"), QByteArrayLiteral("13")});
    }
    return response;
}

} // namespace deskbell::http
