// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/auditlog.h"
#include "server/access/principal.h"
#include "server/access/sessionregistry.h"
#include "server/jobs/tokenbucket.h"
#include "server/storage/apikeysrepository.h"

#include <QCoroTask>
#include <QHash>
#include <QList>
#include <optional>

namespace deskbell::server {

class Database;

struct NewApiKey {
    QString name;
    QStringList scopes;
    std::optional<Instant> expiresAt;
};

/// API keys: programs' way in. A key is "dbk_<id>_<secret>" and is shown once; of the secret a hash is kept. It acts for the
/// person who made it, within its scopes and never above that person's present role. The living ones are in memory, so that no
/// request waits for the database. Main thread; outlives the tasks it has given out.
class ApiKeysService final
{
public:
    /// What one key may ask for, whatever its address.
    static RateLimit rateLimit() { return RateLimit{10, std::chrono::seconds(1), 60, 0, {}}; }

    ApiKeysService(Database &database, SessionRegistry &registry, const Clock &clock, Rng &rng)
        : m_database(database), m_registry(registry), m_clock(clock), m_ids(clock, rng), m_audit(clock)
    {
    }
    Q_DISABLE_COPY_MOVE(ApiKeysService)

    /// Reads all again, and cuts the sockets of those that have gone. At start, and when another service has changed some.
    [[nodiscard]] QCoro::Task<Result<Done>> reload();
    /// Keys of somebody who is switched off stop at once; those of somebody who is switched on again come back with reload().
    void personChanged(const UserId &user, const TenantId &tenant, Role role, bool isActive);
    [[nodiscard]] static bool isKey(const QByteArray &bearer) { return bearer.startsWith("dbk_"); }
    /// Auth "key_invalid" or "key_expired"; RateLimited with `context.retry_after`.
    [[nodiscard]] Result<Principal> verify(const QByteArray &key);

    [[nodiscard]] QCoro::Task<Result<QList<ApiKey>>> list(Principal who);
    /// The key itself comes back once. Validation for scopes that do not exist or that no key may have, Forbidden "role" for what
    /// the person may not do either, Conflict "name_taken".
    [[nodiscard]] QCoro::Task<Result<std::pair<ApiKey, QString>>> make(Principal who, NewApiKey wish);
    /// NotFound, also for another property's.
    [[nodiscard]] QCoro::Task<Result<Done>> end(Principal who, ApiKeyId id);
    /// Writes down which keys were used, at most once a minute. Call it now and then.
    void noteUses();

private:
    Database &m_database;
    SessionRegistry &m_registry;
    const Clock &m_clock;
    IdSource m_ids;
    AuditLog m_audit;
    QHash<ApiKeyId, ApiKey> m_keys;
    QHash<ApiKeyId, TokenBucket> m_buckets;
    QHash<ApiKeyId, Instant> m_used; ///< not written down yet
    Instant m_notedAt{};
    quint64 m_asked = 0;
};

/// The beginning of a key that is safe to show, so that people find it again.
[[nodiscard]] QString keyPrefix(const ApiKeyId &id);

} // namespace deskbell::server
