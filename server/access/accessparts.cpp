// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accessparts.h"

namespace deskbell::server {

AccessParts::AccessParts(
    Database &database, const QByteArray &secret, const Options &options, const Clock &clock, Rng &rng)
    : hasher(options.passwordCost), audit(database, clock), auth({database, hasher, registry, directory, clock, rng}, secret, options.auth),
      tenants(database, directory, clock, rng), properties({database, tenants, registry, clock}),
      openid({database, auth, registry, directory, clock, rng}), users({database, hasher, registry, directory, clock, rng})
{
}

QCoro::Task<Result<Done>> AccessParts::load()
{
    auto reading = tenants.reload();
    const auto read = co_await reading;
    if (!read) {
        co_return read;
    }
    auto loading = auth.load();
    const auto loaded = co_await loading;
    co_return loaded;
}

} // namespace deskbell::server
