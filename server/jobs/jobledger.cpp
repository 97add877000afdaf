// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobledger.h"

#include "core/wire/jobcodec.h"
#include "server/jobs/jobrules.h"
#include "server/storage/jobsrepository.h"

namespace deskbell::server {
namespace {

bool isLive(JobState state)
{
    return state == JobState::Unknown || (!isFinished(state) && state != JobState::Review);
}

bool isOpen(JobState state) { return state != JobState::Done && state != JobState::Cancelled && state != JobState::Expired; }

Error lost()
{
    return Error{ErrorKind::Conflict, QStringLiteral("another has had the job since"), 0, QStringLiteral("lease_lost"), {}};
}

} // namespace

Result<Done> JobLedger::store(sql::Connection &db, const QString &actor, const Job &before, Job after)
{
    if (after.state != before.state && !isLegalStep(before.state, after.state)) {
        return Error{ErrorKind::Internal, QStringLiteral("a job can not go from %1 to %2").arg(wire::word(before.state), wire::word(after.state)),
                     0, QStringLiteral("illegal_transition"), {}};
    }
    JobsRepository jobs(db);
    if (!after.uniqueKey.isEmpty() && !isLive(before.state) && isLive(after.state)) {
        const auto other = jobs.byUniqueKey(after.tenant, after.uniqueKey, {});
        if (!other) {
            return other.error();
        }
        if (other.value()) {
            return Error{ErrorKind::Conflict, QStringLiteral("a newer job does the same"), 0, QStringLiteral("unique_taken"),
                         {{QStringLiteral("other"), other.value()->value}}};
        }
    }
    const bool isFeedEvent = !after.tenant.isEmpty() && (needsAttention(before.state) || needsAttention(after.state))
        && before.state != after.state;
    if (isFeedEvent || !after.group.isEmpty()) {
        if (auto entered = enter(db, after.tenant); !entered) {
            return entered;
        }
    }
    if (isFeedEvent) {
        const auto seq = m_changes.nextSeq(db, after.tenant);
        if (!seq) {
            return seq.error();
        }
        after.version = seq.value();
    }
    const auto saved = jobs.save(after, before.fence);
    if (!saved || !saved.value()) {
        return saved ? lost() : saved.error();
    }
    if (isFeedEvent) {
        if (auto told = tellFeed(db, actor, before, after); !told) {
            return told;
        }
    }
    if (!after.group.isEmpty() && !isOpen(before.state) && isOpen(after.state)) {
        if (auto placed = placeInGroup(db, after); !placed) {
            return placed;
        }
    }
    const bool isOver = isOpen(before.state) && !isOpen(after.state);
    return isOver && !after.group.isEmpty() ? unblockNext(db, after) : Result<Done>(Done{});
}

Result<Done> JobLedger::tellFeed(sql::Connection &db, const QString &actor, const Job &before, const Job &after)
{
    const bool isNews = needsAttention(after.state) && before.state != after.state;
    return m_changes.record(db, {after.tenant, actor},
                            {0, QStringLiteral("job"), after.id.value, QStringLiteral("upsert"),
                             isNews ? QStringLiteral("job_needs_attention") : QString(), {}, after.updatedAt, wire::toJson(after)});
}

Result<Done> JobLedger::placeInGroup(sql::Connection &db, const Job &after)
{
    JobsRepository jobs(db);
    const auto other = jobs.hasOtherInGroup(after);
    if (!other) {
        return other.error();
    }
    return jobs.setBlocked(after.rowId, other.value());
}

Result<Done> JobLedger::unblockNext(sql::Connection &db, const Job &after)
{
    JobsRepository jobs(db);
    const auto head = jobs.groupHead(after.tenant, after.group);
    if (!head) {
        return head.error();
    }
    return head.value() && head.value()->isBlocked ? jobs.setBlocked(head.value()->rowId, false) : Result<Done>(Done{});
}

} // namespace deskbell::server
