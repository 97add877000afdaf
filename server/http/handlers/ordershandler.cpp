// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/ordershandler.h"

#include "core/wire/ordercodec.h"
#include "core/wire/words.h"
#include "server/http/handlers/queryfields.h"
#include "server/http/idempotent.h"
#include "server/http/page.h"

#include <QJsonArray>

namespace deskbell::http {
namespace {

Result<server::OrderFilter> filterOf(const RequestContext &context)
{
    QueryFields fields(context);
    server::OrderFilter filter;
    if (const auto status = fields.text("status"); !status.isEmpty()) {
        filter.status = wire::orderStatus(status);
        if (!filter.status) {
            fields.fail("status", QStringLiteral("must be pending, accepted, in_progress, done or cancelled"));
        }
    }
    filter.open = fields.flag("open");
    filter.department = fields.text("department");
    filter.room = fields.text("room");
    filter.callId = CallId{fields.text("call_id")};
    return fields.ok() ? Result<server::OrderFilter>(filter) : Result<server::OrderFilter>(fields.error());
}

} // namespace

void OrdersHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/orders", "orders.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Post, "/v1/orders", "order.create", [this](RequestContext c) { return create(std::move(c)); });
    router.add(Method::Get, "/v1/orders/{id}", "orders.read", [this](RequestContext c) { return order(std::move(c)); });
    router.add(Method::Patch, "/v1/orders/{id}", "order.change", [this](RequestContext c) { return change(std::move(c)); });
}

QCoro::Task<Result<Answer>> OrdersHandler::list(RequestContext context)
{
    const auto paging = pageQuery(context.query, TimeAndId);
    if (!paging) {
        co_return paging.error();
    }
    const auto filter = filterOf(context);
    if (!filter) {
        co_return filter.error();
    }
    const auto after = positionOf<server::OrderPosition>(paging.value());
    auto read = m_orders.page(context.tenant(), filter.value(), after, paging.value().limit);
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    Answer answer;
    answer.data = page(itemsOf(found.value().orders, [](const Order &order) { return wire::toJson(order); }), cursorOf(found.value().next), found.value().asOf);
    co_return answer;
}

QCoro::Task<Result<Answer>> OrdersHandler::order(RequestContext context)
{
    auto read = m_orders.order(context.tenant(), OrderId{context.parameter("id")});
    const auto order = co_await read;
    if (!order) {
        co_return order.error();
    }
    Answer answer;
    answer.data = wire::toJson(order.value());
    co_return answer;
}

QCoro::Task<Result<Answer>> OrdersHandler::create(RequestContext context)
{
    auto task = write(std::move(context), QStringLiteral("order.create"), 201);
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> OrdersHandler::change(RequestContext context)
{
    auto task = write(std::move(context), QStringLiteral("order.change"), 200);
    auto answer = co_await task;
    co_return answer;
}

QCoro::Task<Result<Answer>> OrdersHandler::write(RequestContext context, QString command, int status)
{
    const auto key = writeKey(context);
    if (!key) {
        co_return key.error();
    }
    const auto json = context.json();
    if (!json) {
        co_return json.error();
    }
    auto args = json.value();
    if (const auto id = context.parameter("id"); !id.isEmpty()) {
        args.insert(QStringLiteral("id"), id);
    }
    auto task = m_commands.write(context.principal, command, args, key.value());
    const auto order = co_await task;
    if (!order) {
        co_return order.error();
    }
    Answer answer;
    answer.status = status;
    answer.data = order.value();
    co_return answer;
}

} // namespace deskbell::http
