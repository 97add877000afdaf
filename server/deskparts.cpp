// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/deskparts.h"

#include "server/commands/orderchangecommand.h"
#include "server/commands/ordercreatecommand.h"
#include "server/inbox/inboxreplaycommand.h"
#include "server/ws/feedhub.h"

namespace deskbell::server {

DeskParts::DeskParts(Database &database, AccessParts &access, ws::ChangeSource &source, ws::FeedHub &feed,
    JobQueue &jobs, const Clock &clock, Rng &rng)
    : orderBook(database.changes(), clock, IdSource(clock, rng)), engine(registry, database.changes(), clock),
      commands(database, engine, clock, IdSource(clock, rng)),
      inbox(database, access.directory, jobs, clock, rng), calls(database, access.audit), orders(database),
      analytics(database, access.directory, clock), alerts(database, clock, IdSource(clock, rng)), usage(database, access.directory, clock),
      callWatch(database, orderBook, clock, IdSource(clock, rng), {}), changes(database, source),
      door(database, access.directory, inbox.intake, clock,
          [&feed](const TenantId &tenant, const QByteArray &event) { feed.live(tenant, event); })
{
    registry.add(std::make_unique<OrderCreateCommand>(orderBook));
    registry.add(std::make_unique<OrderChangeCommand>(orderBook));
    registry.add(std::make_unique<InboxReplayCommand>(inbox.intake, access.directory, clock));
}

HookFigures DeskParts::hookFigures() const
{
    const auto &counters = door.counters();
    return HookFigures{counters.accepted, counters.queued, counters.repeats, counters.conflicts, counters.undecodable,
        counters.unauthorized, counters.unknownToken, counters.busy, counters.storageErrors};
}

} // namespace deskbell::server
