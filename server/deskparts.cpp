// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/deskparts.h"

#include "server/ws/feedhub.h"

namespace deskbell::server {

DeskParts::DeskParts(Database &database, const TenantDirectory &directory, ws::ChangeSource &source, ws::FeedHub &feed,
    const Clock &clock, Rng &rng)
    : orderBook(database.changes(), clock, IdSource(clock, rng)), inbox(database, directory, clock, rng), calls(database),
      orders(database, orderBook, clock),
      analytics(database, directory, clock), changes(database, source),
      door(database, directory, inbox.intake, clock,
          [&feed](const TenantId &tenant, const QByteArray &event) { feed.live(tenant, event); })
{
}

} // namespace deskbell::server
