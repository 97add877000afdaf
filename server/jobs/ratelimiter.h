// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/jobs/ratelimit.h"
#include "server/jobs/tokenbucket.h"

#include <QHash>
#include <QStringList>
#include <functional>
#include <vector>

namespace deskbell::server {

/// Names of buckets. A number stands in them as a hash only: buckets outlive guests.
[[nodiscard]] QString providerBucket(const TenantId &tenant, const QString &provider);
[[nodiscard]] QString numberBucket(const TenantId &tenant, const QString &number);
[[nodiscard]] QString guestBucket(const TenantId &tenant, const GuestId &guest);

/// Token buckets in the database (RELIABILITY rule 52): a restart, or another service on the same database, goes on with the
/// same buckets. Lives on the writer's thread, inside the caller's transaction.
class RateLimiter final
{
public:
    /// What limits a bucket; asked at each use, so that a changed setting counts at once.
    using LimitOf = std::function<RateLimit(const QString &bucket)>;

    struct Options {
        /// With more than one service on the database (PostgreSQL) each takes what it needs of about this time in one go and
        /// spends it from memory, so that the row is locked once in this time.
        std::chrono::milliseconds block{1000};
        bool isAlwaysInBlocks = false; ///< on SQLite, too; for tests
        /// Grows whenever a unit of the writer was undone (ChangeLog::generation()): what was taken in it is forgotten then.
        std::function<quint64()> generation;
    };

    RateLimiter(const Clock &clock, LimitOf limitOf, Options options);
    RateLimiter(const Clock &clock, LimitOf limitOf) : RateLimiter(clock, std::move(limitOf), Options{}) {}

    /// 0 = go, the tokens are spent; else how long to wait, and nothing is spent. Waiting is no attempt (rule 48).
    [[nodiscard]] Result<std::chrono::milliseconds> take(sql::Connection &db, const QString &bucket, int tokens);
    /// The same from all of them or from none: the longest wait counts.
    [[nodiscard]] Result<std::chrono::milliseconds> take(sql::Connection &db, QStringList buckets, int tokens);

private:
    struct Lease {
        qint64 tokens = 0;
        std::chrono::steady_clock::time_point until;
    };
    struct Opened {
        QString key;
        RateLimit limit;
        TokenBucket bucket;
    };

    [[nodiscard]] bool takeFromLeases(const QStringList &buckets, int tokens);
    [[nodiscard]] Result<Opened> open(sql::Connection &db, const QString &key, const RateLimit &limit, Instant now);
    [[nodiscard]] Result<Done> spend(sql::Connection &db, Opened &opened, int tokens);
    void forgetUndone();
    /// The database's clock where several services share it (rule 2); the machine's otherwise.
    [[nodiscard]] Result<Instant> now(sql::Connection &db) const;
    [[nodiscard]] bool isInBlocks(sql::Connection &db) const { return m_options.isAlwaysInBlocks || db.dialect().isPostgreSql(); }

    const Clock &m_clock;
    LimitOf m_limitOf;
    Options m_options;
    QHash<QString, Lease> m_leases;
    quint64 m_generation = 0;
};

} // namespace deskbell::server
