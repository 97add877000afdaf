// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobsservice.h"

#include "core/wire/jobcodec.h"
#include "core/wire/json.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <algorithm>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

constexpr auto OldestAllowed = 15min; ///< rule 56

bool isSecret(const QString &name)
{
    static const QStringList Parts{QStringLiteral("secret"), QStringLiteral("token"), QStringLiteral("password"),
                                   QStringLiteral("authorization"), QStringLiteral("card"), QStringLiteral("cvv")};
    return std::any_of(Parts.begin(), Parts.end(), [&name](const QString &part) { return name.contains(part, Qt::CaseInsensitive); });
}

/// Args hold no secrets by rule 39; this is for the day when somebody forgets.
QJsonValue redacted(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray out;
        const auto in = value.toArray();
        for (const auto &item : in) {
            out.append(redacted(item));
        }
        return out;
    }
    if (!value.isObject()) {
        return value;
    }
    QJsonObject out;
    const auto in = value.toObject();
    for (auto field = in.constBegin(); field != in.constEnd(); ++field) {
        out.insert(field.key(), isSecret(field.key()) ? QJsonValue(QStringLiteral("***")) : redacted(field.value()));
    }
    return out;
}

QJsonValue bodyOf(const Job &job, const JobKinds &kinds)
{
    if (const auto *handler = kinds.outgoing(job.kind)) {
        const auto bytes = handler->body(job);
        const auto json = wire::parseObject(bytes);
        return json ? redacted(json.value()) : QJsonValue(QString::fromUtf8(bytes));
    }
    return redacted(job.args);
}

} // namespace

QCoro::Task<Result<JobPage>> JobsService::page(TenantContext who, JobFilter filter, std::optional<JobPosition> after, int limit)
{
    auto read = m_database.read([who, filter, after, limit](sql::Connection &db) { return JobsRepository(db).page(who.tenant, filter, after, limit); });
    auto page = co_await read;
    co_return page;
}

QCoro::Task<Result<QJsonObject>> JobsService::job(TenantContext who, JobId id)
{
    const auto *kinds = &m_kinds;
    auto read = m_database.read([who, id](sql::Connection &db) { return JobsRepository(db).byId(who.tenant, id); });
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    if (!found.value()) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no such job"), 0, {}, {}};
    }
    auto json = wire::toJson(*found.value());
    json.insert(QStringLiteral("body"), bodyOf(*found.value(), *kinds));
    co_return json;
}

QCoro::Task<Result<QJsonObject>> JobsService::summary(TenantContext who)
{
    const auto breakers = m_breakers ? m_breakers(who.tenant) : QList<BreakerHealth>();
    const auto metrics = m_worker.metrics().toJson();
    auto read = m_database.read([who, now = m_clock.now()](sql::Connection &db) { return JobsRepository(db).summary(who.tenant, now); });
    const auto queues = co_await read;
    if (!queues) {
        co_return queues.error();
    }
    auto json = wire::toJson(JobSummary{queues.value(), breakers});
    json.insert(QStringLiteral("metrics"), metrics);
    co_return json;
}

QCoro::Task<Result<QJsonObject>> JobsService::health()
{
    const auto isSafeMode = m_worker.isSafeMode();
    const auto metrics = m_worker.metrics().toJson();
    auto read = m_database.read([now = m_clock.now()](sql::Connection &db) { return JobsRepository(db).summary(now); });
    const auto queues = co_await read;
    if (!queues) {
        co_return queues.error();
    }
    QueueHealth all;
    for (const auto &queue : queues.value()) {
        all.depth += queue.depth;
        all.review += queue.review;
        all.dead += queue.dead;
        all.expired += queue.expired;
        all.unknown += queue.unknown;
        all.oldestAge = std::max(all.oldestAge, queue.oldestAge);
    }
    const bool isWell = !isSafeMode && all.review == 0 && all.dead == 0 && all.oldestAge <= OldestAllowed;
    auto json = wire::toJson(JobSummary{queues.value(), {}});
    json.remove(QStringLiteral("breakers"));
    json.insert(QStringLiteral("status"), isWell ? QStringLiteral("ok") : QStringLiteral("attention"));
    json.insert(QStringLiteral("safe_mode"), isSafeMode);
    json.insert(QStringLiteral("metrics"), metrics);
    co_return json;
}

} // namespace deskbell::server
