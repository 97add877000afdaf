// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/alertshandler.h"

#include "core/wire/alertcodec.h"
#include "server/http/handlers/queryfields.h"
#include "server/http/page.h"

#include <QJsonArray>

namespace deskbell::http {
namespace {

const QList<CursorField> Id{{"id", QJsonValue::String}};

} // namespace

void AlertsHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/alerts", "alerts.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Post, "/v1/alerts/{id}/acknowledge", "alerts.write", [this](RequestContext c) { return acknowledge(std::move(c)); });
}

QCoro::Task<Result<Answer>> AlertsHandler::list(RequestContext context)
{
    const auto paging = pageQuery(context.query, Id);
    if (!paging) {
        co_return paging.error();
    }
    QueryFields fields(context);
    const auto isOpen = fields.flag("open").value_or(false);
    if (!fields.ok()) {
        co_return fields.error();
    }
    const auto limit = paging.value().limit;
    auto read = m_alerts.page(context.tenant(), isOpen, paging.value().cursor.value(QStringLiteral("id")).toString(), limit);
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    QJsonArray items;
    QJsonObject next;
    for (const auto &alert : found.value()) {
        if (items.size() == limit) {
            next = {{QStringLiteral("id"), found.value().at(limit - 1).id}};
            break;
        }
        items.append(wire::toJson(alert));
    }
    Answer answer;
    answer.data = page(items, next);
    co_return answer;
}

QCoro::Task<Result<Answer>> AlertsHandler::acknowledge(RequestContext context)
{
    auto write = m_alerts.acknowledge(context.tenant(), context.parameter("id"));
    const auto alert = co_await write;
    if (!alert) {
        co_return alert.error();
    }
    Answer answer;
    answer.data = wire::toJson(alert.value());
    co_return answer;
}

} // namespace deskbell::http
