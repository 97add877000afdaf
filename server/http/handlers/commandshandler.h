// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandsservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// POST /v1/commands, GET /v1/commands/{cmd_id}.
class CommandsHandler final
{
public:
    explicit CommandsHandler(server::CommandsService &commands) : m_commands(commands) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> submit(RequestContext context);
    QCoro::Task<Result<Answer>> result(RequestContext context);

    server::CommandsService &m_commands;
};

} // namespace deskbell::http
