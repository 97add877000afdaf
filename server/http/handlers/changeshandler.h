// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/changesservice.h"

namespace deskbell::http {

/// GET /v1/changes.
class ChangesHandler final
{
public:
    explicit ChangesHandler(server::ChangesService &changes) : m_changes(changes) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);

    server::ChangesService &m_changes;
};

} // namespace deskbell::http
