// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/upkeepparts.h"

#include "server/jobs/kinds/orderduesoonjob.h"
#include "server/retention/guestcommands.h"
#include "server/retention/retentionjob.h"

namespace deskbell::server {
namespace {

QList<Scheduler::Property> propertiesOf(const TenantDirectory &directory)
{
    QList<Scheduler::Property> properties;
    const auto tenants = directory.tenants();
    for (const auto &tenant : tenants) {
        properties.append({tenant.id, tenant.timeZone});
    }
    return properties;
}

Scheduler::Options withWake(Scheduler::Options options, const JobQueue &queue)
{
    // The worker sleeps until the next job is due, by a clock that nobody sets.
    options.clockJumped = [&queue] { queue.wake(); };
    return options;
}

/// Asks on the writer's thread and is answered there, after the transaction that is under way.
std::function<void()> truncationOf(Database &database, const GuestEraseJob::Truncations &truncations)
{
    return [&database, truncations] {
        database.writer().truncateLog().then([truncations](const Result<Done> &truncated) {
            if (truncated) {
                ++*truncations;
            }
        });
    };
}

} // namespace

UpkeepParts::UpkeepParts(Database &database, const TenantDirectory &directory, JobQueue &queue, JobLedger &ledger, JobKinds &kinds,
                         const ErasureLedger &erasureLedger, const Clock &clock, Scheduler::Options schedules)
    : erasures(erasureLedger), reminders(queue, ledger, directory, clock), erasure(database.changes(), queue, clock, erasures, database.sealer()),
      guests(database, erasure, erasures, clock), scheduler(database, clock, [&directory] { return propertiesOf(directory); }, withWake(std::move(schedules), queue)), m_clock(clock)
{
    const auto truncations = std::make_shared<std::atomic<quint64>>(0);
    kinds.add(std::make_unique<OrderDueSoonJob>(database.changes(), clock));
    kinds.add(std::make_unique<RetentionJob>(RetentionSweeper(database.changes(), clock), queue, directory));
    kinds.add(std::make_unique<GuestEraseJob>(erasure, queue, truncations, truncationOf(database, truncations)));
    scheduler.add(RetentionJob::schedule(queue));
}

void UpkeepParts::addCommands(CommandRegistry &registry)
{
    using What = GuestCommand::What;
    for (const auto what : {What::Export, What::Erase, What::Hold, What::Release}) {
        registry.add(std::make_unique<GuestCommand>(what, erasure, erasures, m_clock));
    }
}

} // namespace deskbell::server
