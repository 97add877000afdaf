// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/analyticshandler.h"

#include "core/wire/overviewcodec.h"
#include "server/http/handlers/queryfields.h"

namespace deskbell::http {

void AnalyticsHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/analytics/overview", "analytics.read", [this](RequestContext c) { return overview(std::move(c)); });
}

QCoro::Task<Result<Answer>> AnalyticsHandler::overview(RequestContext context)
{
    QueryFields fields(context);
    const auto from = fields.text("from");
    const auto to = fields.text("to");
    const auto compare = fields.flag("compare").value_or(false);
    if (!fields.ok()) {
        co_return fields.error();
    }
    auto read = m_analytics.overview(context.tenant(), from, to, compare);
    const auto overview = co_await read;
    if (!overview) {
        co_return overview.error();
    }
    Answer answer;
    answer.data = wire::toJson(overview.value());
    co_return answer;
}

} // namespace deskbell::http
