// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/jobs/cronexpression.h"
#include "server/storage/tenantcontext.h"

#include <QList>
#include <QString>
#include <chrono>
#include <functional>

namespace deskbell::server {

/// What happens to times that passed while nobody could run them.
enum class CatchUp {
    None, ///< they are left out
    Last, ///< the newest of them runs
    All,  ///< each of them runs, oldest first
};

/// Something that happens again and again at every property, in the property's own time (RELIABILITY rule 54).
struct Schedule {
    QString name; ///< stable: runs are remembered by it
    CronExpression cron;
    CatchUp catchUp = CatchUp::Last;
    /// A time that is older does not run any more; at most 30 days.
    std::chrono::milliseconds maxLate{std::chrono::hours(24)};
    /// Enqueues the work. Writer's thread, in the transaction that marks this time as run: both happen or neither.
    std::function<Result<Done>(sql::Connection &, const TenantContext &, Instant dueAt)> fire;
};

/// Runs are forgotten after this; longer than any catch-up, and than any clock is wrong by.
inline constexpr std::chrono::hours KeepCronRuns{24 * 90};

/// The times that `schedule` wants to have run by `now`, oldest first, for a property that has it since `since`. Those that did
/// run before are among them: whoever runs them asks cron_runs, so that a clock that jumps neither loses nor repeats one.
[[nodiscard]] QList<Instant> duesBy(const Schedule &schedule, Instant since, Instant now, const QTimeZone &zone);

} // namespace deskbell::server
