// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/retentionsweeper.h"

#include "core/wire/ordercodec.h"
#include "server/jobs/schedule.h"
#include "server/storage/bucketsrepository.h"
#include "server/storage/changesrepository.h"
#include "server/storage/cronrepository.h"
#include "server/storage/jobsrepository.h"
#include "server/storage/ordersrepository.h"
#include "server/storage/sessionsrepository.h"
#include "server/storage/userticketsrepository.h"

namespace deskbell::server {
namespace {

using Slice = RetentionSweeper::Slice;
using OldCall = RetentionRepository::OldCall;

/// Calls looked at in one slice; most have nothing old any more.
constexpr int CallsAtOnce = 100;

QString cursorOf(const OldCall &call) { return QStringLiteral("%1|%2").arg(toMillis(call.sortAt)).arg(call.id.value); }

OldCall positionOf(const QString &cursor)
{
    return {CallId{cursor.section(QLatin1Char('|'), 1)}, fromMillis(cursor.section(QLatin1Char('|'), 0, 0).toLongLong())};
}

Result<Slice> whole(const Result<qint64> &removed)
{
    return removed ? Result<Slice>(Slice{removed.value(), {}, removed.value() < RetentionSweeper::MostRows}) : Result<Slice>(removed.error());
}

} // namespace

Result<Slice> RetentionSweeper::sweep(sql::Connection &db, const TenantContext &who, RetentionClass what, const RetentionRules &rules,
                                      const QString &cursor, Instant today)
{
    if (rules.isOnHold && what != RetentionClass::Service) {
        return Slice{};
    }
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered.error();
    }
    const Work work{db, who, rules, cursor, today, m_clock.monotonic() + MostTime};
    RetentionRepository old(db, who);
    switch (what) {
    case RetentionClass::Messages: return sweepMessages(work);
    case RetentionClass::Calls: return sweepCalls(work);
    case RetentionClass::InboxBodies: return sweepInboxBodies(work);
    case RetentionClass::InboxRows: return whole(old.removeInboxRows(today - rules.inboxRows, MostRows));
    case RetentionClass::Changes: return sweepChanges(work);
    case RetentionClass::Commands: return whole(old.removeCommandResults(today - rules.commands, today - rules.writes, MostRows));
    case RetentionClass::Service: return sweepService(work);
    }
    return Slice{};
}

Result<Slice> RetentionSweeper::sweepMessages(const Work &work)
{
    RetentionRepository old(work.db, work.who);
    const auto before = work.today - work.rules.messages;
    const auto calls = old.endedCalls(positionOf(work.cursor), before, CallsAtOnce);
    if (!calls) {
        return calls.error();
    }
    Slice slice{0, work.cursor, calls.value().size() < CallsAtOnce};
    for (const auto &call : calls.value()) {
        const auto room = int(MostRows - slice.removed);
        const auto removed = old.removeLines(call.id, before, room);
        if (!removed) {
            return removed.error();
        }
        if (removed.value() > 0) {
            slice.removed += removed.value();
            if (auto told = tell(work, QStringLiteral("transcript"), call.id.value); !told) {
                return told.error();
            }
        }
        if (removed.value() >= room || m_clock.monotonic() >= work.until) {
            // This call may have more of them.
            slice.isLast = false;
            slice.cursor = removed.value() >= room ? slice.cursor : cursorOf(call);
            return slice;
        }
        slice.cursor = cursorOf(call);
    }
    return slice;
}

Result<Slice> RetentionSweeper::sweepCalls(const Work &work)
{
    RetentionRepository old(work.db, work.who);
    const auto calls = old.endedCalls(positionOf(work.cursor), work.today - work.rules.calls, CallsAtOnce);
    if (!calls) {
        return calls.error();
    }
    Slice slice{0, work.cursor, calls.value().size() < CallsAtOnce};
    for (const auto &call : calls.value()) {
        const auto hasLines = old.hasLines(call.id);
        if (!hasLines) {
            return hasLines.error();
        }
        if (!hasLines.value()) {
            if (auto removed = removeCall(work, call.id); !removed) {
                return removed.error();
            }
            ++slice.removed;
        }
        slice.cursor = cursorOf(call);
        if (m_clock.monotonic() >= work.until) {
            slice.isLast = false;
            break;
        }
    }
    return slice;
}

Result<Done> RetentionSweeper::removeCall(const Work &work, const CallId &call)
{
    if (auto detached = detachOrders(work, call); !detached) {
        return detached;
    }
    if (auto removed = RetentionRepository(work.db, work.who).removeCall(call); !removed) {
        return removed;
    }
    return tell(work, QStringLiteral("call"), call.value);
}

Result<Done> RetentionSweeper::detachOrders(const Work &work, const CallId &call)
{
    OrderFilter filter;
    filter.callId = call;
    const auto page = OrdersRepository(work.db, work.who).page(filter, std::nullopt, MostRows);
    if (!page) {
        return page.error();
    }
    for (auto order : page.value().orders) {
        const auto seq = m_changes.nextSeq(work.db, work.who.tenant);
        if (!seq) {
            return seq.error();
        }
        order.version = seq.value();
        order.callId = {};
        if (auto detached = RetentionRepository(work.db, work.who).detachOrder(order.id, order.version); !detached) {
            return detached;
        }
        const Change change{0, QStringLiteral("order"), order.id.value, QStringLiteral("upsert"), {}, {}, m_clock.now(), wire::toJson(order)};
        if (auto recorded = m_changes.record(work.db, work.who, change); !recorded) {
            return recorded;
        }
    }
    return Done{};
}

Result<Done> RetentionSweeper::tell(const Work &work, const QString &entity, const QString &id)
{
    return m_changes.record(work.db, work.who, {0, entity, id, QStringLiteral("delete"), {}, {}, m_clock.now(), {}});
}

Result<Slice> RetentionSweeper::sweepInboxBodies(const Work &work)
{
    const auto walk = RetentionRepository(work.db, work.who).dropInboxBodies(work.cursor.toLongLong(), work.today - work.rules.inboxBodies, MostRows);
    if (!walk) {
        return walk.error();
    }
    return Slice{walk.value().changed, QString::number(walk.value().lastId), walk.value().seen < MostRows};
}

Result<Slice> RetentionSweeper::sweepChanges(const Work &work)
{
    RetentionRepository old(work.db, work.who);
    const auto floor = ChangesRepository(work.db, work.who).floor();
    if (!floor) {
        return floor.error();
    }
    const auto upTo = old.prunableUpTo(floor.value(), work.today - work.rules.changes, MostRows);
    if (!upTo) {
        return upTo.error();
    }
    if (upTo.value() == floor.value()) {
        return Slice{};
    }
    const auto removed = old.pruneChanges(upTo.value(), m_clock.now());
    return removed ? Result<Slice>(Slice{removed.value(), {}, upTo.value() < floor.value() + MostRows}) : Result<Slice>(removed.error());
}

Result<Slice> RetentionSweeper::sweepService(const Work &work)
{
    const auto now = work.today;
    qint64 removed = 0;
    bool isLast = true;
    JobsRepository jobs(work.db);
    for (const auto &gone : {jobs.countAndDropDone(now - work.rules.doneJobs, MostRows), jobs.dropAttended(now - work.rules.attendedJobs, MostRows),
                             CronRepository(work.db, work.who).removeOlder(now - KeepCronRuns, MostRows),
                             BucketsRepository(work.db).removeIdle(now - work.rules.idleBuckets, MostRows)}) {
        if (!gone) {
            return gone.error();
        }
        removed += gone.value();
        isLast = isLast && gone.value() < MostRows;
    }
    for (const auto &gone : {SessionsRepository(work.db).removeEnded(now - work.rules.sessions),
                             UserTicketsRepository::removeExpired(work.db, now - work.rules.sessions)}) {
        if (!gone) {
            return gone.error();
        }
        removed += gone.value();
    }
    return Slice{removed, {}, isLast};
}

} // namespace deskbell::server
