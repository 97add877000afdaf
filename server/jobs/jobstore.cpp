// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobstore.h"

#include "server/storage/jobsrepository.h"

#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcJobs, "deskbell.server.jobs.store", QtInfoMsg)

using namespace std::chrono_literals;

constexpr int Batch = 500; ///< rows that one statement of the upkeep touches
constexpr auto UncleanStartsWithin = 5min; ///< rule 50
const auto System = QStringLiteral("system");

Error lost() { return Error{ErrorKind::Conflict, QStringLiteral("another has had the job since"), 0, QStringLiteral("lease_lost"), {}}; }

} // namespace

JobStore::JobStore(JobLedger &ledger, const JobKinds &kinds, const JobRules &rules, const Clock &clock, Options options)
    : m_ledger(ledger), m_kinds(kinds), m_rules(rules), m_clock(clock), m_options(std::move(options))
{
}

Result<Instant> JobStore::now(sql::Connection &db) const
{
    return m_options.isGroup ? JobClaims(db).databaseTime() : Result<Instant>(m_clock.now());
}

Result<JobStore::Recovered> JobStore::recover(sql::Connection &db, bool isStart)
{
    const auto at = now(db);
    if (!at) {
        return at.error();
    }
    JobClaims claims(db);
    Recovered recovered;
    // What has been handled has no owner any more, so each round sees only what is left.
    for (;;) {
        const auto orphans = m_options.isGroup ? claims.lapsed(at.value(), Batch) : claims.ownedByOthers(m_options.bootId, Batch);
        if (!orphans) {
            return orphans.error();
        }
        for (const auto &orphan : orphans.value()) {
            auto after = orphan;
            m_rules.orphaned(after, m_kinds.isRepeatHarmless(after.kind), at.value());
            ++after.fence;
            if (auto stored = m_ledger.store(db, System, orphan, after); !stored) {
                return stored.error();
            }
            qCWarning(lcJobs) << "orphan" << orphan.id.value << orphan.kind << orphan.subject << "was" << int(orphan.state) << "is" << int(after.state);
        }
        recovered.orphans += orphans.value().size();
        if (orphans.value().size() < Batch) {
            break;
        }
    }
    if (isStart && !m_options.isGroup && recovered.orphans > 0) {
        const auto before = claims.noteUncleanStart(at.value());
        if (!before) {
            return before.error();
        }
        recovered.isSecondWithinMinutes = before.value() && at.value() - *before.value() <= UncleanStartsWithin;
    }
    return recovered;
}

Result<JobStore::Claimed> JobStore::claim(sql::Connection &db, const Plan &plan)
{
    const auto at = now(db);
    if (!at) {
        return at.error();
    }
    JobClaims claims(db);
    Claimed claimed;
    claimed.now = at.value();
    const auto expired = expireOverdue(db, at.value());
    if (!expired) {
        return expired.error();
    }
    claimed.expired = expired.value();
    if (auto promoted = claims.promoteDue(at.value(), Batch); !promoted) {
        return promoted.error();
    }
    const JobClaims::Lease lease{m_options.bootId, at.value(), at.value() + m_options.lease};
    const auto waiting = claims.queuesWaiting();
    if (!waiting) {
        return waiting.error();
    }
    for (const bool isWithoutSuspects : {true, false}) {
        if (isWithoutSuspects != plan.isSafeMode && isWithoutSuspects) {
            continue; // only safe mode makes two rounds
        }
        for (const auto &room : plan.rooms) {
            if (plan.isSafeMode && !claimed.jobs.isEmpty()) {
                break;
            }
            if (!waiting.value().contains(room.queue)) {
                continue;
            }
            if (auto taken = claimRoom(claims, room, lease, isWithoutSuspects, claimed); !taken) {
                return taken.error();
            }
        }
    }
    if (plan.lookups > 0) {
        auto lookups = claims.claimLookups(lease, plan.lookups);
        if (!lookups) {
            return lookups.error();
        }
        claimed.lookups = std::move(lookups).value();
    }
    auto due = claims.nextDue();
    if (!due) {
        return due.error();
    }
    claimed.nextDue = due.value();
    return claimed;
}

Result<qint64> JobStore::expireOverdue(sql::Connection &db, Instant now)
{
    const auto overdue = JobClaims(db).overdue(now, Batch);
    if (!overdue) {
        return overdue.error();
    }
    for (const auto &job : overdue.value()) {
        auto after = job;
        JobRules::expired(after, now);
        ++after.fence;
        if (auto stored = m_ledger.store(db, System, job, after); !stored) {
            return stored.error();
        }
    }
    return qint64(overdue.value().size());
}

Result<Done> JobStore::claimRoom(JobClaims &claims, const Room &room, const JobClaims::Lease &lease, bool isWithoutSuspects, Claimed &claimed)
{
    JobClaims::Wish wish{room.queue, room.lastTenant, std::max(0, room.free - room.reserved), false, isWithoutSuspects};
    const auto ordinary = claimTurns(claims, wish, lease, claimed);
    if (!ordinary) {
        return ordinary.error();
    }
    if (ordinary.value() < wish.limit) {
        return Done{}; // nothing is left, urgent or not
    }
    wish.tenant = claimed.lastTenants.value(room.queue, room.lastTenant);
    wish.limit = std::min(room.reserved, room.free - ordinary.value());
    wish.isUrgentOnly = true;
    const auto urgent = claimTurns(claims, wish, lease, claimed);
    return urgent ? Result<Done>(Done{}) : Result<Done>(urgent.error());
}

Result<int> JobStore::claimTurns(JobClaims &claims, const JobClaims::Wish &wish, const JobClaims::Lease &lease, Claimed &claimed)
{
    int left = wish.limit;
    auto next = wish;
    bool hasFound = true;
    while (left > 0 && hasFound) {
        hasFound = false;
        const auto tenants = claims.tenantsInTurn(next.queue, next.tenant, next.isUrgentOnly, left);
        if (!tenants) {
            return tenants.error();
        }
        const int share = std::max(1, left / std::max(1, int(tenants.value().size())));
        for (const auto &tenant : tenants.value()) {
            next.tenant = tenant;
            next.limit = std::min(share, left);
            if (next.limit == 0) {
                break;
            }
            const auto taken = claims.claim(next, lease);
            if (!taken) {
                return taken.error();
            }
            left -= int(taken.value().size());
            hasFound = hasFound || !taken.value().isEmpty();
            claimed.jobs.append(taken.value());
            claimed.lastTenants.insert(wish.queue, tenant);
        }
    }
    return wish.limit > 0 ? wish.limit - left : 0;
}

Result<JobState> JobStore::beginSending(sql::Connection &db, const Job &claimed, const QJsonObject &intent, SendGate *gate)
{
    const auto at = now(db);
    if (!at) {
        return at.error();
    }
    const auto before = ours(db, claimed);
    if (!before) {
        return before.error();
    }
    auto after = before.value();
    const bool isTooLate = after.expiresAt && *after.expiresAt <= at.value();
    const auto hold = gate && !isTooLate ? gate->takeToken(db, after, intent.value(QLatin1String("provider")).toString()) : Result<SendHold>(SendHold{});
    if (!hold) {
        return hold.error();
    }
    if (isTooLate) {
        JobRules::expired(after, at.value());
    } else if (!hold.value().isOpen()) {
        JobRules::snoozed(after, hold.value().wait, hold.value().why, at.value());
    } else {
        JobRules::sending(after, intent, at.value());
    }
    auto stored = m_ledger.store(db, System, before.value(), after);
    return stored ? Result<JobState>(after.state) : Result<JobState>(stored.error());
}

Result<JobStore::Settled> JobStore::runLocal(sql::Connection &db, LocalJob &handler, const Job &claimed)
{
    if (auto entered = m_ledger.enter(db, claimed.tenant); !entered) {
        return entered.error();
    }
    auto before = ours(db, claimed);
    if (!before) {
        return before.error();
    }
    if (auto done = handler.run(db, {claimed.tenant, System}, before.value()); !done) {
        return done.error();
    }
    return settle(db, claimed, [](Job &job, Instant at) { JobRules::doneLocally(job, at); });
}

Result<JobStore::Settled> JobStore::settle(sql::Connection &db, const Job &claimed, const Change &change)
{
    const auto at = now(db);
    if (!at) {
        return at.error();
    }
    const auto before = ours(db, claimed);
    if (!before) {
        return before.error();
    }
    auto after = before.value();
    change(after, at.value());
    if (auto stored = m_ledger.store(db, System, before.value(), after); !stored) {
        return stored.error();
    }
    return Settled{after.state, after.attempt};
}

Result<QList<JobId>> JobStore::heartbeat(sql::Connection &db, const QList<Job> &claimed)
{
    const auto at = now(db);
    if (!at) {
        return at.error();
    }
    QList<JobId> gone;
    for (const auto &job : claimed) {
        const auto extended = JobClaims(db).extend(job.rowId, job.fence, at.value() + m_options.lease);
        if (!extended) {
            return extended.error();
        }
        if (!extended.value()) {
            gone.append(job.id);
        }
    }
    return gone;
}

Result<Job> JobStore::ours(sql::Connection &db, const Job &claimed)
{
    auto row = JobsRepository(db).byId(claimed.id);
    if (!row) {
        return row.error();
    }
    if (!row.value() || row.value()->fence != claimed.fence || row.value()->owner != m_options.bootId) {
        return lost();
    }
    return *row.value();
}

} // namespace deskbell::server
