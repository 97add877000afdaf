// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/limitparts.h"

#include "server/storage/breakersrepository.h"

namespace deskbell::server {
namespace {

BreakerBoard::Options boardOptions()
{
    BreakerBoard::Options options;
    options.waiting = [](sql::Connection &db, const BreakerKey &key) { return BreakersRepository(db).countWaiting(key); };
    return options;
}

RateLimiter::Options limiterOptions(Database &database)
{
    RateLimiter::Options options;
    options.generation = [&changes = database.changes()] { return changes.generation(); };
    return options;
}

} // namespace

LimitParts::LimitParts(Database &database, const TenantDirectory &directory, const Clock &clock)
    : limits(directory), limiter(clock, [this](const QString &bucket) { return limits.limitOf(bucket); }, limiterOptions(database)),
      board(database, clock, boardOptions()), gate(board, limiter)
{
}

QList<BreakerHealth> LimitParts::breakersOf(const TenantId &tenant) const
{
    QList<BreakerHealth> all;
    const auto facts = board.facts(tenant);
    for (const auto &breaker : facts) {
        all.append(healthOf(breaker));
    }
    return all;
}

} // namespace deskbell::server
