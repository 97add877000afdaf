// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/commandshandler.h"

#include "core/wire/commandcodec.h"

namespace deskbell::http {

void CommandsHandler::addRoutes(Router &router)
{
    router.add(Method::Post, "/v1/commands", "commands.write", [this](RequestContext c) { return submit(std::move(c)); });
    router.add(Method::Get, "/v1/commands/{cmd_id}", "commands.read", [this](RequestContext c) { return result(std::move(c)); });
}

QCoro::Task<Result<Answer>> CommandsHandler::submit(RequestContext context)
{
    const auto json = context.json();
    if (!json) {
        co_return json.error();
    }
    const auto batch = wire::commandBatchFromJson(json.value());
    if (!batch) {
        co_return batch.error();
    }
    auto task = m_commands.submit(context.principal, batch.value());
    auto done = co_await task;
    if (!done) {
        co_return done.error();
    }
    auto answer = std::move(done).value();
    if (answer.stopped && !isPublic(answer.stopped->kind)) {
        answer.stopped = Error{answer.stopped->kind, {}, 0, {}, {}};
    }
    Answer out;
    out.data = wire::toJson(answer);
    co_return out;
}

QCoro::Task<Result<Answer>> CommandsHandler::result(RequestContext context)
{
    auto task = m_commands.result(context.principal, CommandId{context.parameter("cmd_id")});
    const auto result = co_await task;
    if (!result) {
        co_return result.error();
    }
    Answer out;
    out.data = wire::toJson(result.value());
    co_return out;
}

} // namespace deskbell::http
