// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobqueue.h"

#include "server/storage/jobsrepository.h"

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

/// From here on work can be done later, or be asked for again.
constexpr int FirstRefusable = 5;
/// To count a long queue takes milliseconds, so it is done at most this often.
constexpr auto CountEvery = 500ms;

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, QLatin1String(field) + QLatin1Char(' ') + why, 0, QStringLiteral("invalid_field"),
                 {{QStringLiteral("field"), QLatin1String(field)}}};
}

Result<Done> check(const NewJob &job)
{
    if (!jobQueues().contains(job.queue)) {
        return invalid("queue", QStringLiteral("%1 does not exist").arg(job.queue));
    }
    if (job.kind.isEmpty()) {
        return invalid("kind", QStringLiteral("is missing"));
    }
    if (job.priority < 0 || job.priority > 9) {
        return invalid("priority", QStringLiteral("must be a number from 0 to 9"));
    }
    if (job.maxAttempts < 1) {
        return invalid("max_attempts", QStringLiteral("must be at least 1"));
    }
    return Done{};
}

} // namespace

const QStringList &jobQueues()
{
    static const QStringList Queues{QStringLiteral("booking"), QStringLiteral("notification"), QStringLiteral("calendar"),
                                    QStringLiteral("analytics"), QStringLiteral("followup"), QStringLiteral("files"),
                                    QStringLiteral("crawl"), QStringLiteral("webhook")};
    return Queues;
}

Result<JobId> JobQueue::enqueue(sql::Connection &db, const TenantContext &who, const NewJob &wish)
{
    if (auto checked = check(wish); !checked) {
        return checked.error();
    }
    JobsRepository jobs(db);
    const auto now = m_clock.now();
    const auto doneSince = wish.uniqueFor.count() > 0 ? std::optional(now - wish.uniqueFor) : std::nullopt;
    if (!wish.uniqueKey.isEmpty()) {
        const auto known = jobs.byUniqueKey(who.tenant, wish.uniqueKey, doneSince);
        if (!known || known.value()) {
            return known ? Result<JobId>(*known.value()) : Result<JobId>(known.error());
        }
    }
    if (wish.priority >= FirstRefusable) {
        const auto full = isFull(db, wish.queue);
        if (!full || full.value()) {
            return full ? Error{ErrorKind::Unavailable, QStringLiteral("too much work waits in the queue %1").arg(wish.queue), 0,
                                QStringLiteral("queue_full"), {{QStringLiteral("queue"), wish.queue}}}
                        : full.error();
        }
    }
    Job job;
    job.id = m_ids.make<JobId>();
    job.tenant = who.tenant;
    job.queue = wish.queue;
    job.kind = wish.kind;
    job.args = wish.args;
    job.effectClass = wish.effectClass;
    job.subject = wish.subject.isEmpty() ? wish.kind : wish.subject;
    job.priority = wish.priority;
    job.createdAt = job.updatedAt = now;
    job.runAt = wish.runAt.value_or(now);
    job.state = *job.runAt > now ? JobState::Scheduled : JobState::Available;
    job.expiresAt = wish.expiresAt;
    job.maxAttempts = wish.maxAttempts;
    job.uniqueKey = wish.uniqueKey;
    job.group = wish.groupKey;
    if (!job.group.isEmpty()) {
        const auto head = jobs.groupHead(who.tenant, job.group);
        if (!head) {
            return head.error();
        }
        job.isBlocked = head.value().has_value();
    }
    const auto inserted = jobs.insert(job);
    if (!inserted) {
        return inserted.error();
    }
    if (!inserted.value()) {
        // Another service was quicker.
        const auto known = jobs.byUniqueKey(who.tenant, wish.uniqueKey, doneSince);
        return known && known.value() ? Result<JobId>(*known.value())
                                      : Result<JobId>(known ? Error{ErrorKind::Unavailable, QStringLiteral("the unique key is being used"), 0,
                                                                    QStringLiteral("busy"), {}}
                                                            : known.error());
    }
    ++m_depths[wish.queue].waiting;
    wake();
    return job.id;
}

Result<bool> JobQueue::isFull(sql::Connection &db, const QString &queue)
{
    const auto limit = m_options.maxWaitingOf.value(queue, m_options.maxWaiting);
    auto &depth = m_depths[queue];
    const auto now = m_clock.monotonic();
    if (depth.countedAt == std::chrono::steady_clock::time_point{} || now - depth.countedAt >= CountEvery) {
        const auto counted = JobsRepository(db).countWaiting(queue, limit);
        if (!counted) {
            return counted.error();
        }
        depth = {counted.value(), now};
    }
    return depth.waiting >= limit;
}

} // namespace deskbell::server
