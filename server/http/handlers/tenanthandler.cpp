// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/tenanthandler.h"

#include "core/wire/json.h"
#include "server/access/tenantstate.h"
#include "server/http/handlers/queryfields.h"
#include "server/http/page.h"

#include <QJsonArray>
#include <algorithm>

namespace deskbell::http {
namespace {

using server::Role;

const QList<CursorField> Version{{"version", QJsonValue::Double}};
const QList<CursorField> Slug{{"slug", QJsonValue::String}};

/// Settings name systems and numbers that are not for everybody.
QJsonObject shownTo(const server::Principal &who, const server::TenantInfo &tenant)
{
    auto shown = server::tenantFacts(tenant);
    const auto state = server::tenantState(tenant);
    shown.insert(QStringLiteral("profile"), tenant.profile);
    shown.insert(QStringLiteral("settings"), who.role >= Role::Manager ? state.value(QLatin1String("settings")) : QJsonObject());
    return shown;
}

Result<server::TenantEdit> editOf(const RequestContext &context)
{
    auto body = context.json();
    if (!body) {
        return body.error();
    }
    wire::FieldReader reader(body.value());
    server::TenantEdit edit;
    edit.baseVersion = reader.optionalInteger("base_version");
    if (!reader.ok()) {
        return reader.error();
    }
    edit.patch = std::move(body).value();
    edit.patch.remove(QStringLiteral("base_version"));
    return edit;
}

std::optional<Error> forbiddenMember(const QJsonObject &patch, std::initializer_list<const char *> names)
{
    const auto found = std::find_if(names.begin(), names.end(), [&patch](const char *name) { return patch.contains(QLatin1String(name)); });
    if (found == names.end()) {
        return std::nullopt;
    }
    return Error{ErrorKind::Forbidden, QStringLiteral("%1 is not yours to change").arg(QLatin1String(*found)), 0, QStringLiteral("role"),
        {{QStringLiteral("field"), QLatin1String(*found)}}};
}

QJsonObject toJson(const server::TenantVersion &version)
{
    return QJsonObject{
        {QStringLiteral("version"), version.version},
        {QStringLiteral("at"), toRfc3339(version.at)},
        {QStringLiteral("actor"), version.actor},
        {QStringLiteral("changed"), version.changed},
    };
}

} // namespace

void TenantHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/tenant", "tenant.read", [this](RequestContext c) { return show(std::move(c)); });
    router.add(Method::Patch, "/v1/tenant", "tenant.write", [this](RequestContext c) { return change(std::move(c)); });
    router.add(Method::Get, "/v1/tenant/history", "audit.read", [this](RequestContext c) { return history(std::move(c)); });
    router.add(Method::Post, "/v1/tenant/history/{version}/restore", "tenant.write", [this](RequestContext c) { return restore(std::move(c)); });
    router.add(Method::Get, "/v1/tenants", "tenants.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Post, "/v1/tenants", "tenants.write", [this](RequestContext c) { return add(std::move(c)); });
    router.add(Method::Patch, "/v1/tenants/{id}", "tenants.write", [this](RequestContext c) { return changeOther(std::move(c)); });
}

QCoro::Task<Result<Answer>> TenantHandler::show(RequestContext context)
{
    auto reading = m_properties.current(context.tenant());
    const auto tenant = co_await reading;
    if (!tenant) {
        co_return tenant.error();
    }
    Answer answer;
    answer.data = shownTo(context.principal, tenant.value());
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::change(RequestContext context)
{
    const auto edit = editOf(context);
    if (!edit) {
        co_return edit.error();
    }
    if (auto forbidden = forbiddenMember(edit.value().patch, {"slug", "plan", "status"})) {
        co_return *forbidden;
    }
    auto changing = apply(std::move(context), edit.value());
    auto answer = co_await changing;
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::apply(RequestContext context, server::TenantEdit edit)
{
    auto changing = m_properties.change(context.tenant(), edit);
    const auto changed = co_await changing;
    if (!changed) {
        co_return changed.error();
    }
    Answer answer;
    answer.data = shownTo(context.principal, changed.value());
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::history(RequestContext context)
{
    const auto paging = pageQuery(context.query, Version);
    if (!paging) {
        co_return paging.error();
    }
    const auto before = paging.value().cursor.value(QStringLiteral("version")).toInteger();
    auto reading = m_properties.history(context.tenant(), before, paging.value().limit);
    const auto found = co_await reading;
    if (!found) {
        co_return found.error();
    }
    QJsonArray items;
    for (const auto &version : found.value().versions) {
        items.append(toJson(version));
    }
    QJsonObject next;
    if (found.value().next > 0) {
        next.insert(QStringLiteral("version"), found.value().next);
    }
    Answer answer;
    answer.data = page(items, next);
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::restore(RequestContext context)
{
    bool isNumber = false;
    server::TenantEdit edit;
    edit.restores = context.parameter("version").toLongLong(&isNumber);
    if (!isNumber) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no such version"), 0, QStringLiteral("unknown_version"), {}};
    }
    auto changing = apply(std::move(context), edit);
    auto answer = co_await changing;
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::list(RequestContext context)
{
    const auto paging = pageQuery(context.query, Slug);
    if (!paging) {
        co_return paging.error();
    }
    const auto after = paging.value().cursor.value(QStringLiteral("slug")).toString();
    QJsonArray items;
    QJsonObject next;
    QString last;
    const auto tenants = m_tenants.list();
    for (const auto &tenant : tenants) {
        if (!after.isEmpty() && tenant.slug <= after) {
            continue;
        }
        if (items.size() == paging.value().limit) {
            next.insert(QStringLiteral("slug"), last);
            break;
        }
        items.append(server::tenantFacts(tenant));
        last = tenant.slug;
    }
    Answer answer;
    answer.data = page(items, next);
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::add(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    server::NewTenant wanted;
    wanted.slug = reader.requiredText("slug", 100);
    wanted.name = reader.text("name", 200);
    wanted.timeZone = reader.requiredText("time_zone", 100);
    wanted.currency = reader.requiredText("currency", 10);
    if (const auto plan = reader.optionalText("plan", 100)) {
        wanted.plan = *plan;
    }
    const auto languages = reader.optionalArray("languages").value_or(QJsonArray());
    for (const auto &language : languages) {
        wanted.languages.append(language.toString());
    }
    if (!reader.ok()) {
        co_return reader.error();
    }
    wanted.actor = QStringLiteral("superadmin:") + context.principal.username;
    auto adding = m_tenants.add(wanted);
    const auto added = co_await adding;
    if (!added) {
        co_return added.error();
    }
    Answer answer;
    answer.status = 201;
    answer.data = server::tenantFacts(added.value());
    co_return answer;
}

QCoro::Task<Result<Answer>> TenantHandler::changeOther(RequestContext context)
{
    const TenantId id{context.parameter("id")};
    const auto edit = editOf(context);
    if (!edit) {
        co_return edit.error();
    }
    if (auto forbidden = forbiddenMember(edit.value().patch, {"time_zone", "currency", "languages", "profile", "settings"})) {
        co_return *forbidden; // the house decides about these itself
    }
    if (id == context.principal.tenantId && edit.value().patch.value(QLatin1String("status")).toString() == QLatin1String("suspended")) {
        co_return Error{ErrorKind::Conflict, QStringLiteral("you are of this property yourself, and would be locked out"), 0,
            QStringLiteral("own_tenant"), {}};
    }
    const server::TenantContext who{id, QStringLiteral("superadmin:") + context.principal.username};
    auto changing = m_properties.change(who, edit.value());
    const auto changed = co_await changing;
    if (!changed) {
        co_return changed.error();
    }
    Answer answer;
    answer.data = server::tenantFacts(changed.value());
    co_return answer;
}

} // namespace deskbell::http
