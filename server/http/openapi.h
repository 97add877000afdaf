// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"

#include <QByteArray>

namespace deskbell::http {

/// The description of the API that is built into the program (resources/openapi/openapi.json).
[[nodiscard]] QByteArray openApiDocument();

/// GET /v1/openapi.json, inline.
void addOpenApi(Router &router);

} // namespace deskbell::http
