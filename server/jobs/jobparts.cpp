// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobparts.h"

#include "server/commands/jobdecisioncommand.h"
#include "server/jobs/kinds/ordernotifyjob.h"

namespace deskbell::server {
namespace {

JobStore::Options storeOptions(const QString &bootId, bool isGroup)
{
    JobStore::Options options;
    options.bootId = bootId;
    options.isGroup = isGroup;
    return options;
}

JobWorker::Options workerOptions(const JobParts::Options &options)
{
    auto worker = options.worker;
    worker.isGroup = options.isGroup;
    return worker;
}

} // namespace

JobParts::JobParts(Database &database, const TenantDirectory &directory, const Clock &clock, Rng &rng, const QString &bootId, Options options)
    : queue(clock, IdSource(clock, rng), options.queue), ledger(database.changes()), rules(rng, options.rules), http(options.http),
      webhook(http, clock), store(ledger, kinds, rules, clock, storeOptions(bootId, options.isGroup)), notifications(queue, directory),
      desk(ledger, queue, clock), worker(database, store, kinds, rules, options.gate, clock, timers, workerOptions(options)),
      service(database, kinds, worker, clock, options.breakers)
{
    kinds.add(std::make_unique<OrderNotifyJob>(webhook, directory));
    queue.setWaker([this] { worker.wake(); });
}

void JobParts::addCommands(CommandRegistry &registry)
{
    using Decision = JobDesk::Decision;
    for (const auto decision : {Decision::Retry, Decision::MarkSent, Decision::Discard}) {
        registry.add(std::make_unique<JobDecisionCommand>(desk, decision));
    }
}

} // namespace deskbell::server
