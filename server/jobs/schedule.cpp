// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/schedule.h"

#include <algorithm>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

/// A tick of the scheduler that comes this late is no missed time yet.
constexpr auto Punctual = 2min;
constexpr auto OldestCatchUp = std::chrono::hours(24 * 30);
/// More than this is no catching up but a flood: the newest are run.
constexpr int MostDues = 1000;

} // namespace

QList<Instant> duesBy(const Schedule &schedule, Instant since, Instant now, const QTimeZone &zone)
{
    const std::chrono::milliseconds late = schedule.catchUp == CatchUp::None
        ? Punctual
        : std::clamp<std::chrono::milliseconds>(schedule.maxLate, Punctual, OldestCatchUp);
    const auto from = std::max(since, now - late);
    return schedule.cron.between(from, now, zone, schedule.catchUp == CatchUp::All ? MostDues : 1);
}

} // namespace deskbell::server
