// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobdesk.h"

#include "core/wire/jobcodec.h"
#include "core/wire/words.h"
#include "server/jobs/jobrules.h"
#include "server/storage/jobsrepository.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

Result<Done> apply(Job &job, JobDesk::Decision decision, const QString &actor, Instant now)
{
    switch (decision) {
    case JobDesk::Decision::Retry: return JobRules::retried(job, now);
    case JobDesk::Decision::MarkSent: return JobRules::markedSent(job, QStringLiteral("marked by ") + actor, now);
    case JobDesk::Decision::Discard: return JobRules::discarded(job, now);
    }
    return Error{};
}

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, QLatin1String(field) + QLatin1Char(' ') + why, 0, QStringLiteral("invalid_field"),
                 {{QStringLiteral("field"), QLatin1String(field)}}};
}

bool isRefusal(const Error &error) { return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Conflict; }

} // namespace

Result<QJsonObject> JobDesk::decide(sql::Connection &db, const TenantContext &who, Decision decision, const JobId &id)
{
    const auto found = JobsRepository(db).byId(who.tenant, id);
    if (!found) {
        return found.error();
    }
    if (!found.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such job"), 0, {}, {}};
    }
    const auto &before = *found.value();
    auto after = before;
    if (auto applied = apply(after, decision, who.actor, m_clock.now()); !applied) {
        return applied.error();
    }
    if (auto stored = m_ledger.store(db, who.actor, before, after); !stored) {
        auto error = stored.error();
        error.context.insert(QStringLiteral("current"), wire::toJson(before));
        return error;
    }
    m_queue.wake();
    const auto now = JobsRepository(db).byId(id);
    return now && now.value() ? Result<QJsonObject>(wire::toJson(*now.value())) : Result<QJsonObject>(now ? Error{} : now.error());
}

Result<QJsonObject> JobDesk::decideAll(sql::Connection &db, const TenantContext &who, Decision decision, const QList<JobId> &ids)
{
    QJsonArray changed;
    QJsonArray refused;
    for (const auto &id : ids) {
        const auto decided = decide(db, who, decision, id);
        if (decided) {
            changed.append(id.value);
        } else if (isRefusal(decided.error())) {
            refused.append(QJsonObject{{QStringLiteral("id"), id.value},
                                       {QStringLiteral("code"), wire::word(decided.error().kind)},
                                       {QStringLiteral("reason"), decided.error().code}});
        } else {
            return decided.error();
        }
    }
    return QJsonObject{{QStringLiteral("changed"), changed}, {QStringLiteral("refused"), refused}};
}

Result<QJsonObject> JobDesk::run(sql::Connection &db, const TenantContext &who, Decision decision, const QJsonObject &args)
{
    const auto id = args.value(QLatin1String("id"));
    if (id.isString() && !id.toString().isEmpty()) {
        return decide(db, who, decision, JobId{id.toString()});
    }
    const auto list = args.value(QLatin1String("ids"));
    if (!list.isArray()) {
        return invalid("id", QStringLiteral("is missing"));
    }
    const auto given = list.toArray();
    if (given.isEmpty() || given.size() > MaxJobs) {
        return invalid("ids", QStringLiteral("must name 1 to %1 jobs").arg(MaxJobs));
    }
    QList<JobId> ids;
    for (const auto &value : given) {
        if (!value.isString()) {
            return invalid("ids", QStringLiteral("must be a list of texts"));
        }
        ids.append(JobId{value.toString()});
    }
    return decideAll(db, who, decision, ids);
}

} // namespace deskbell::server
