// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/audithandler.h"

#include "server/http/handlers/queryfields.h"
#include "server/http/page.h"

#include <QJsonArray>

namespace deskbell::http {
namespace {

const QList<CursorField> Number{{"number", QJsonValue::Double}};

Result<server::AuditFilter> filterOf(const RequestContext &context)
{
    QueryFields fields(context);
    server::AuditFilter filter;
    filter.entity = fields.text("entity");
    filter.entityId = fields.text("id");
    filter.actor = fields.text("actor");
    filter.from = fields.time("from");
    filter.to = fields.time("to");
    return fields.ok() ? Result<server::AuditFilter>(filter) : Result<server::AuditFilter>(fields.error());
}

} // namespace

void AuditHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/audit", "audit.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Get, "/v1/audit/state", "audit.read", [this](RequestContext c) { return state(std::move(c)); });
}

QCoro::Task<Result<Answer>> AuditHandler::list(RequestContext context)
{
    const auto paging = pageQuery(context.query, Number);
    if (!paging) {
        co_return paging.error();
    }
    const auto filter = filterOf(context);
    if (!filter) {
        co_return filter.error();
    }
    const auto before = paging.value().cursor.value(QStringLiteral("number")).toInteger();
    auto read = m_audit.page(context.tenant(), filter.value(), before, paging.value().limit);
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    QJsonArray items;
    for (const auto &entry : found.value().entries) {
        items.append(server::toJson(entry));
    }
    QJsonObject next;
    if (found.value().next > 0) {
        next.insert(QStringLiteral("number"), found.value().next);
    }
    Answer answer;
    answer.data = page(items, next);
    co_return answer;
}

QCoro::Task<Result<Answer>> AuditHandler::state(RequestContext context)
{
    auto checking = m_audit.state(context.principal.tenantId);
    const auto state = co_await checking;
    if (!state) {
        co_return state.error();
    }
    const auto &verdict = state.value().verdict;
    Answer answer;
    answer.data = QJsonObject{
        {QStringLiteral("is_valid"), !verdict.broken.has_value()},
        {QStringLiteral("entries"), verdict.entries},
        {QStringLiteral("checked_at"), toRfc3339(state.value().at)},
        {QStringLiteral("broken_number"), verdict.broken ? QJsonValue(verdict.broken->number) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("broken_how"), verdict.broken ? QJsonValue(server::word(verdict.broken->kind)) : QJsonValue(QJsonValue::Null)},
    };
    co_return answer;
}

} // namespace deskbell::http
