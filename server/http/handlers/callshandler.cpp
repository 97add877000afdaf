// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/callshandler.h"

#include "core/wire/callcodec.h"
#include "core/wire/transcriptcodec.h"
#include "core/wire/words.h"
#include "server/http/handlers/queryfields.h"
#include "server/http/page.h"

#include <QJsonArray>
#include <algorithm>
#include <limits>

namespace deskbell::http {
namespace {

Result<server::CallFilter> filterOf(const RequestContext &context)
{
    QueryFields fields(context);
    server::CallFilter filter;
    filter.live = fields.flag("live");
    if (const auto state = fields.text("state"); !state.isEmpty()) {
        filter.state = wire::callState(state);
        if (!filter.state) {
            fields.fail("state", QStringLiteral("must be queued, ringing, greeting, live, holding, transferring, with_person, ended, incomplete, lost or failed"));
        }
    }
    filter.from = fields.time("from");
    filter.to = fields.time("to");
    filter.text = fields.text("q", 200);
    return fields.ok() ? Result<server::CallFilter>(filter) : Result<server::CallFilter>(fields.error());
}

} // namespace

void CallsHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/calls", "calls.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Get, "/v1/calls/{id}", "calls.read", [this](RequestContext c) { return call(std::move(c)); });
    router.add(Method::Get, "/v1/calls/{id}/transcript", "calls.read", [this](RequestContext c) { return transcript(std::move(c)); });
}

QCoro::Task<Result<Answer>> CallsHandler::list(RequestContext context)
{
    const auto paging = pageQuery(context.query, TimeAndId);
    if (!paging) {
        co_return paging.error();
    }
    const auto filter = filterOf(context);
    if (!filter) {
        co_return filter.error();
    }
    const auto after = positionOf<server::CallPosition>(paging.value());
    auto read = m_calls.page(context.tenant(), filter.value(), after, paging.value().limit);
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    Answer answer;
    answer.data = page(itemsOf(found.value().calls, [](const Call &call) { return wire::toJson(call); }), cursorOf(found.value().next), found.value().asOf);
    co_return answer;
}

QCoro::Task<Result<Answer>> CallsHandler::call(RequestContext context)
{
    auto read = m_calls.call(context.tenant(), CallId{context.parameter("id")});
    const auto call = co_await read;
    if (!call) {
        co_return call.error();
    }
    Answer answer;
    answer.data = wire::toJson(call.value());
    co_return answer;
}

QCoro::Task<Result<Answer>> CallsHandler::transcript(RequestContext context)
{
    const auto paging = pageQuery(context.query, Offset);
    if (!paging) {
        co_return paging.error();
    }
    const auto asked = paging.value().cursor.value(QStringLiteral("offset")).toInteger();
    const auto offset = int(std::clamp<qint64>(asked, 0, std::numeric_limits<int>::max()));
    auto read = m_calls.transcript(context.tenant(), CallId{context.parameter("id")}, offset, paging.value().limit);
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    QJsonObject next;
    if (found.value().nextOffset > 0) {
        next = {{QStringLiteral("offset"), found.value().nextOffset}};
    }
    Answer answer;
    answer.data = page(itemsOf(found.value().lines, [](const TranscriptLine &line) { return wire::toJson(line); }), next);
    co_return answer;
}

} // namespace deskbell::http
