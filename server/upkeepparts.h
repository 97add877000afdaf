// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/access/tenantdirectory.h"
#include "server/commands/commandregistry.h"
#include "server/jobs/jobkinds.h"
#include "server/jobs/jobledger.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/scheduler.h"
#include "server/retention/guesterasejob.h"
#include "server/retention/guestservice.h"
#include "server/services/orderreminders.h"

namespace deskbell::server {

/// What happens by the clock, and what is forgotten, put together. Everything given must outlive it. Main thread. Adds its kinds
/// of jobs, so it is built before the worker starts.
struct UpkeepParts {
    UpkeepParts(Database &database, const TenantDirectory &directory, JobQueue &queue, JobLedger &ledger, JobKinds &kinds, const ErasureLedger &erasures,
                const Clock &clock, Scheduler::Options schedules = {});
    Q_DISABLE_COPY_MOVE(UpkeepParts)

    /// guest.export, guest.erase, guest.hold, guest.release.
    void addCommands(CommandRegistry &registry);

    ErasureLedger erasures;
    OrderReminders reminders;
    GuestErasure erasure;
    GuestService guests;
    Scheduler scheduler;

private:
    const Clock &m_clock;
};

} // namespace deskbell::server
