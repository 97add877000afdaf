// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/scheduler.h"

#include "server/jobs/zonetime.h"
#include "server/storage/cronrepository.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcScheduler, "deskbell.server.jobs.scheduler", QtInfoMsg)

/// Less than this is what time services do all day.
constexpr std::chrono::milliseconds SetByMore{2000};
/// A full disk fails every tick.
constexpr std::chrono::minutes WarnEvery{1};

/// One unit of the writer: all that this schedule owes this property by `now`.
Result<int> runDue(sql::Connection &db, ChangeLog &changes, const Schedule &schedule, const TenantContext &who, const QTimeZone &zone, Instant now)
{
    if (auto entered = changes.enter(db, who.tenant); !entered) {
        return entered.error();
    }
    CronRepository runs(db, who);
    const auto since = runs.knownSince(schedule.name, now);
    if (!since) {
        return since.error();
    }
    int ran = 0;
    const auto dues = duesBy(schedule, since.value(), now, zone);
    for (const auto due : dues) {
        const auto isMine = runs.begin(schedule.name, due, now);
        if (!isMine) {
            return isMine.error();
        }
        if (!isMine.value()) {
            continue;
        }
        if (auto fired = schedule.fire(db, who, due); !fired) {
            return fired.error();
        }
        ++ran;
    }
    return ran;
}

} // namespace

Scheduler::Scheduler(Database &database, const Clock &clock, std::function<QList<Property>()> properties, Options options)
    : m_database(database), m_clock(clock), m_properties(std::move(properties)), m_options(std::move(options))
{
    m_timer.setInterval(m_options.tickEvery);
    connect(&m_timer, &QTimer::timeout, this, &Scheduler::onTimeout);
}

void Scheduler::start()
{
    watchClock(m_clock.now());
    m_timer.start();
}

void Scheduler::add(Schedule schedule) { m_schedules.push_back(std::make_shared<const Schedule>(std::move(schedule))); }

QList<Scheduler::Due> Scheduler::findDue(Instant now) const
{
    QList<Due> due;
    const auto properties = m_properties();
    for (size_t i = 0; i < m_schedules.size(); ++i) {
        for (const auto &property : properties) {
            const auto next = m_next.constFind(keyOf(*m_schedules.at(i), property));
            // After a jump backwards the next time may be one that is already past it.
            const bool isOpen = next == m_next.cend() || now < next->decidedAt || (next->dueAt && now >= *next->dueAt)
                || next->timeZone != property.timeZone;
            if (isOpen) {
                due.append({i, property});
            }
        }
    }
    return due;
}

void Scheduler::watchClock(Instant now)
{
    using namespace std::chrono;
    const auto ahead = now.time_since_epoch() - duration_cast<milliseconds>(m_clock.monotonic().time_since_epoch());
    const auto before = std::exchange(m_wallAhead, ahead);
    if (before && abs(ahead - *before) > SetByMore) {
        qCWarning(lcScheduler) << "the clock was set by" << (ahead - *before).count() << "ms";
        m_options.clockJumped();
    }
}

QCoro::Task<Result<int>> Scheduler::tick()
{
    watchClock(m_clock.now());
    if (m_isRunning || !m_options.isLeader()) {
        co_return 0;
    }
    m_isRunning = true;
    const QPointer<Scheduler> self(this);
    int ran = 0;
    std::optional<Error> failure;
    const auto now = m_clock.now();
    const auto due = findDue(now);
    for (const auto &item : due) {
        const auto schedule = m_schedules.at(item.schedule);
        const auto zone = zoneOf(item.property.timeZone);
        const TenantContext who{item.property.id, QStringLiteral("system")};
        auto running = m_database.write([&changes = m_database.changes(), guard = m_options.guard, schedule, who, zone, now](sql::Connection &db) {
            auto guarded = guard(db);
            return guarded ? runDue(db, changes, *schedule, who, zone, now) : Result<int>(guarded.error());
        });
        const auto done = co_await running;
        if (!self) {
            co_return Error{ErrorKind::Cancelled, QStringLiteral("the service is stopping"), 0, {}, {}};
        }
        if (!done) {
            // It stays open and is tried again with the next tick; the others go on.
            failure = done.error();
            continue;
        }
        ran += done.value();
        m_next.insert(keyOf(*schedule, item.property), {now, schedule->cron.nextAfter(now, zone), item.property.timeZone});
    }
    m_isRunning = false;
    if (failure) {
        co_return *failure;
    }
    co_return ran;
}

void Scheduler::onTimeout()
{
    QCoro::connect(tick(), this, [this](const Result<int> &ran) {
        const bool isNews = !m_warnedAt || m_clock.monotonic() - *m_warnedAt > WarnEvery;
        if (!ran && ran.error().kind != ErrorKind::Cancelled && isNews) {
            m_warnedAt = m_clock.monotonic();
            qCWarning(lcScheduler) << "a schedule could not be run, and is tried again:" << ran.error().detail;
        }
    });
}

} // namespace deskbell::server
