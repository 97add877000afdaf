// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/callsservice.h"

namespace deskbell::http {

/// GET /v1/calls, /v1/calls/{id}, /v1/calls/{id}/transcript.
class CallsHandler final
{
public:
    explicit CallsHandler(server::CallsService &calls) : m_calls(calls) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    QCoro::Task<Result<Answer>> call(RequestContext context);
    QCoro::Task<Result<Answer>> transcript(RequestContext context);

    server::CallsService &m_calls;
};

} // namespace deskbell::http
