// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers/jobshandler.h"

#include "core/wire/jobcodec.h"
#include "server/http/handlers/queryfields.h"
#include "server/http/page.h"

#include <QJsonArray>

namespace deskbell::http {
namespace {

Result<server::JobFilter> filterOf(const RequestContext &context)
{
    QueryFields fields(context);
    server::JobFilter filter;
    const auto states = fields.text("state").split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const auto &word : states) {
        const auto state = wire::jobState(word.trimmed());
        if (state && !filter.states.contains(*state)) {
            filter.states.append(*state);
        } else if (!state) {
            fields.fail("state", QStringLiteral("must list available, scheduled, running, sending, unknown, review, done, dead, cancelled or expired"));
        }
    }
    filter.queue = fields.text("queue");
    if (!filter.queue.isEmpty() && !server::jobQueues().contains(filter.queue)) {
        fields.fail("queue", QStringLiteral("must be one of ") + server::jobQueues().join(QStringLiteral(", ")));
    }
    filter.kind = fields.text("kind");
    return fields.ok() ? Result<server::JobFilter>(filter) : Result<server::JobFilter>(fields.error());
}

} // namespace

void JobsHandler::addRoutes(Router &router)
{
    router.add(Method::Get, "/v1/jobs", "jobs.read", [this](RequestContext c) { return list(std::move(c)); });
    router.add(Method::Get, "/v1/jobs/summary", "jobs.read", [this](RequestContext c) { return summary(std::move(c)); });
    router.add(Method::Get, "/v1/jobs/{id}", "jobs.read", [this](RequestContext c) { return job(std::move(c)); });
}

QCoro::Task<Result<Answer>> JobsHandler::list(RequestContext context)
{
    const auto paging = pageQuery(context.query, TimeAndId);
    if (!paging) {
        co_return paging.error();
    }
    const auto filter = filterOf(context);
    if (!filter) {
        co_return filter.error();
    }
    const auto after = positionOf<server::JobPosition>(paging.value());
    auto read = m_jobs.page(context.tenant(), filter.value(), after, paging.value().limit);
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    Answer answer;
    answer.data = page(itemsOf(found.value().jobs, [](const Job &job) { return wire::toJson(job); }), cursorOf(found.value().next));
    co_return answer;
}

QCoro::Task<Result<Answer>> JobsHandler::job(RequestContext context)
{
    auto read = m_jobs.job(context.tenant(), JobId{context.parameter("id")});
    const auto job = co_await read;
    if (!job) {
        co_return job.error();
    }
    Answer answer;
    answer.data = job.value();
    co_return answer;
}

QCoro::Task<Result<Answer>> JobsHandler::summary(RequestContext context)
{
    auto read = m_jobs.summary(context.tenant());
    const auto summary = co_await read;
    if (!summary) {
        co_return summary.error();
    }
    Answer answer;
    answer.data = summary.value();
    co_return answer;
}

} // namespace deskbell::http
