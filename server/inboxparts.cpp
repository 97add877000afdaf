// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inboxparts.h"

namespace deskbell::server {

InboxParts::InboxParts(Database &database, const TenantDirectory &directory, JobQueue &jobs, const Clock &clock, Rng &rng)
    : voice(database.changes(), clock, IdSource(clock, rng)), orders(database.changes(), clock, IdSource(clock, rng)), vapi(voice),
      generic(orders, clock, IdSource(clock, rng)), intake(directory, database.changes(), jobs, database.sealer()), admin(database, directory, intake, clock)
{
    intake.add(vapi);
    intake.add(generic);
}

} // namespace deskbell::server
