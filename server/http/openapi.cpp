// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/openapi.h"

#include <QFile>

namespace deskbell::http {

QByteArray openApiDocument()
{
    QFile file(QStringLiteral(":/deskbell/openapi/openapi.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void addOpenApi(Router &router)
{
    const auto document = openApiDocument();
    Q_ASSERT(!document.isEmpty());
    router.addInline(Method::Get, "/v1/openapi.json",
        [document](const Request &request, const PathParameters &, const Reply &reply) {
            reply(Response{
                200, "application/json", {{"X-Request-Id", request.id}, {"Cache-Control", "max-age=300"}}, document});
        });
}

} // namespace deskbell::http
