// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/jobs/schedule.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>
#include <vector>

namespace deskbell::server {

/// Runs schedules when their time has come (RELIABILITY rule 54). Each time of a schedule runs once for a property, whatever
/// the clock, a restart or another service does: its row in cron_runs and the work it asks for are one transaction.
/// Main thread.
class Scheduler final : public QObject
{
    Q_OBJECT
public:
    struct Property {
        TenantId id;
        QString timeZone; ///< IANA
    };
    struct Options {
        std::chrono::milliseconds tickEvery{1'000};
        /// Only one service of a group runs schedules. Two that believe it for a moment do no harm.
        std::function<bool()> isLeader = [] { return true; };
        /// Writer's thread, first in each unit: an error when another leads by now.
        std::function<Result<Done>(sql::Connection &)> guard = [](sql::Connection &) { return Result<Done>(Done{}); };
        /// The wall clock was set by more than a moment: whoever waits for a time of day must look again.
        std::function<void()> clockJumped = [] {};
    };

    Scheduler(Database &database, const Clock &clock, std::function<QList<Property>()> properties, Options options);

    /// Before start().
    void add(Schedule schedule);
    void start();
    void stop() { m_timer.stop(); }

    /// Runs what is due; the number of times that ran.
    [[nodiscard]] QCoro::Task<Result<int>> tick();

private:
    /// A schedule of a property, and its next time as it was when this was last decided. Only spares looking into the database.
    struct Next {
        Instant decidedAt{};
        std::optional<Instant> dueAt;
        QString timeZone;
    };
    struct Due {
        size_t schedule = 0;
        Property property;
    };

    void onTimeout();
    void watchClock(Instant now);
    [[nodiscard]] QList<Due> findDue(Instant now) const;
    [[nodiscard]] static QString keyOf(const Schedule &schedule, const Property &property) { return schedule.name + QLatin1Char('\n') + property.id.value; }

    Database &m_database;
    const Clock &m_clock;
    std::function<QList<Property>()> m_properties;
    Options m_options;
    std::vector<std::shared_ptr<const Schedule>> m_schedules;
    QHash<QString, Next> m_next;
    QTimer m_timer;
    bool m_isRunning = false;
    std::optional<std::chrono::steady_clock::time_point> m_warnedAt;
    std::optional<std::chrono::milliseconds> m_wallAhead; ///< of the monotonic clock, at the last tick
};

} // namespace deskbell::server
