// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/credentialshandler.h"

#include "core/wire/json.h"

namespace deskbell::http {
namespace {

Result<Answer> answerOf(const Result<QJsonObject> &data)
{
    if (!data) {
        return data.error();
    }
    Answer answer;
    answer.data = data.value();
    return answer;
}

/// The body, or an empty object where none was sent.
Result<QJsonObject> optionalJson(const RequestContext &context) { return context.request.body.isEmpty() ? Result<QJsonObject>(QJsonObject()) : context.json(); }

} // namespace

void CredentialsHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/credentials", "credentials.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Put, "/v1/credentials/{provider}", "credentials.write", [this](RequestContext c) { return put(std::move(c)); });
    router.add(Method::Post, "/v1/credentials/{provider}/test", "credentials.write", [this](RequestContext c) { return test(std::move(c)); });
    router.add(Method::Post, "/v1/credentials/{provider}/promote", "credentials.write", [this](RequestContext c) { return promote(std::move(c)); });
    router.add(Method::Delete, "/v1/credentials/{provider}/{slot}", "credentials.write", [this](RequestContext c) { return remove(std::move(c)); });
}

QCoro::Task<Result<Answer>> CredentialsHandler::list(RequestContext context)
{
    auto listing = m_credentials.list(context.tenant());
    const auto listed = co_await listing;
    co_return answerOf(listed);
}

QCoro::Task<Result<Answer>> CredentialsHandler::put(RequestContext context)
{
    const auto body = context.json();
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto slot = reader.text("slot", 16);
    const auto values = reader.optionalObject("values");
    if (!values) {
        reader.fail("values", QStringLiteral("is missing"));
    }
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto putting = m_credentials.put(context.tenant(), context.parameter("provider"), slot, *values);
    const auto done = co_await putting;
    co_return answerOf(done);
}

QCoro::Task<Result<Answer>> CredentialsHandler::test(RequestContext context)
{
    const auto body = optionalJson(context);
    if (!body) {
        co_return body.error();
    }
    wire::FieldReader reader(body.value());
    const auto slot = reader.text("slot", 16);
    if (!reader.ok()) {
        co_return reader.error();
    }
    auto testing = m_credentials.test(context.tenant(), context.parameter("provider"), slot);
    const auto tested = co_await testing;
    co_return answerOf(tested);
}

QCoro::Task<Result<Answer>> CredentialsHandler::promote(RequestContext context)
{
    auto promoting = m_credentials.promote(context.tenant(), context.parameter("provider"));
    const auto promoted = co_await promoting;
    co_return answerOf(promoted);
}

QCoro::Task<Result<Answer>> CredentialsHandler::remove(RequestContext context)
{
    auto removing = m_credentials.remove(context.tenant(), context.parameter("provider"), context.parameter("slot"));
    const auto removed = co_await removing;
    co_return answerOf(removed);
}

} // namespace deskbell::http
