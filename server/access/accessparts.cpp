// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accessparts.h"

namespace deskbell::server {

AccessParts::AccessParts(
    Database &database, const QByteArray &secret, const Options &options, const Clock &clock, Rng &rng)
    : hasher(options.passwordCost), throttle(clock, options.auth.throttle), audit(database, clock),
      auth({database, registry, directory, clock, rng}, secret, options.auth), tenants(database, directory, clock, rng),
      properties({database, tenants, registry, clock}), openid({database, auth, registry, directory, clock, rng}, options.http),
      keys(database, registry, clock, rng), users({database, hasher, registry, keys, directory, clock, rng}), sessions(database, auth, clock),
      signIn({database, hasher, directory, auth, throttle, clock}),
      account({database, hasher, registry, directory, auth, throttle, clock, rng}),
      setup({database, hasher, directory, tenants, auth, clock, rng}, options.setupFile)
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
    if (!loaded) {
        co_return loaded;
    }
    auto loadingKeys = keys.reload();
    const auto loadedKeys = co_await loadingKeys;
    if (!loadedKeys) {
        co_return loadedKeys;
    }
    auto preparing = setup.prepare();
    const auto prepared = co_await preparing;
    co_return prepared;
}

Result<Principal> AccessParts::authenticate(const QByteArray &bearer)
{
    auto who = ApiKeysService::isKey(bearer) ? keys.verify(bearer) : auth.verify(bearer);
    // A suspension ends sessions; keys live on, and open again when it is over.
    const auto tenant = who ? directory.tenant(who.value().tenantId) : nullptr;
    return tenant && tenant->isSuspended ? Result<Principal>(propertySuspended()) : who;
}

QCoro::Task<Result<Done>> AccessParts::reconcile()
{
    auto reconciling = auth.reconcile();
    const auto reconciled = co_await reconciling;
    auto reloading = keys.reload();
    const auto reloaded = co_await reloading;
    co_return reconciled ? reloaded : reconciled;
}

void AccessParts::tick(Instant now)
{
    registry.removeExpired(now);
    keys.noteUses();
}

} // namespace deskbell::server
