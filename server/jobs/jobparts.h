// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/systemtimers.h"
#include "server/access/tenantdirectory.h"
#include "server/bridges/httpclient.h"
#include "server/bridges/webhook/webhookbridge.h"
#include "server/commands/commandregistry.h"
#include "server/jobs/jobdesk.h"
#include "server/jobs/jobkinds.h"
#include "server/jobs/jobledger.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/jobrules.h"
#include "server/jobs/jobsservice.h"
#include "server/jobs/jobstore.h"
#include "server/jobs/jobworker.h"
#include "server/services/ordernotifications.h"

namespace deskbell::server {

/// What jobs are made of, put together. Everything given must outlive it. Main thread. Further kinds are added to `kinds`
/// before start().
struct JobParts {
    struct Options {
        JobQueue::Options queue{};
        JobRules::Options rules{};
        JobWorker::Options worker{};
        HttpClient::Options http{};
        bool isGroup = false; ///< other services work on the same database
        SendGate *gate = nullptr; ///< outlives the parts; null: nothing is held back
        JobsService::BreakersOf breakers{};
    };

    /// `bootId`: new at each start of the process (rule 3).
    JobParts(Database &database, const TenantDirectory &directory, const Clock &clock, Rng &rng, const QString &bootId, Options options);
    Q_DISABLE_COPY_MOVE(JobParts)

    /// job.retry, job.mark_sent, job.discard.
    void addCommands(CommandRegistry &registry);

    SystemTimers timers;
    JobQueue queue;
    JobLedger ledger;
    JobRules rules;
    HttpClient http;
    WebhookBridge webhook;
    JobKinds kinds;
    JobStore store;
    OrderNotifications notifications;
    JobDesk desk;
    JobWorker worker;
    JobsService service;
};

} // namespace deskbell::server
