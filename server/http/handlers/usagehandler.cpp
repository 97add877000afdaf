// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/usagehandler.h"

#include "server/http/handlers/queryfields.h"

namespace deskbell::http {

void UsageHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/usage", "usage.read", [this](RequestContext c) { return usage(std::move(c)); });
}

QCoro::Task<Result<Answer>> UsageHandler::usage(RequestContext context)
{
    QueryFields fields(context);
    const auto from = fields.text("from");
    const auto to = fields.text("to");
    if (!fields.ok()) {
        co_return fields.error();
    }
    auto read = m_usage.usage(context.tenant(), from, to);
    auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    Answer answer;
    answer.data = std::move(found).value();
    co_return answer;
}

} // namespace deskbell::http
