// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/ratelimiter.h"

#include "server/storage/bucketsrepository.h"

#include <QCryptographicHash>
#include <algorithm>

namespace deskbell::server {
namespace {

using std::chrono::milliseconds;

/// More names than this are not in use at once; the rest has run out.
constexpr qsizetype ManyLeases = 256;

} // namespace

QString providerBucket(const TenantId &tenant, const QString &provider) { return QStringLiteral("provider:%1@%2").arg(provider, tenant.value); }

QString numberBucket(const TenantId &tenant, const QString &number)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData((tenant.value + QLatin1Char('\n') + number).toUtf8());
    return QStringLiteral("number:%1@%2").arg(QString::fromLatin1(hash.result().toHex().left(32)), tenant.value);
}

QString guestBucket(const TenantId &tenant, const GuestId &guest) { return QStringLiteral("guest:%1@%2").arg(guest.value, tenant.value); }

RateLimiter::RateLimiter(const Clock &clock, LimitOf limitOf, Options options)
    : m_clock(clock), m_limitOf(std::move(limitOf)), m_options(std::move(options))
{
}

Result<milliseconds> RateLimiter::take(sql::Connection &db, const QString &bucket, int tokens) { return take(db, QStringList{bucket}, tokens); }

Result<milliseconds> RateLimiter::take(sql::Connection &db, QStringList buckets, int tokens)
{
    forgetUndone();
    // One order for all, so that two services never wait for each other.
    buckets.removeDuplicates();
    buckets.sort();
    if (takeFromLeases(buckets, tokens)) {
        return milliseconds(0);
    }
    const auto time = now(db);
    if (!time) {
        return time.error();
    }
    std::vector<Opened> opened;
    milliseconds wait{0};
    for (const auto &key : std::as_const(buckets)) {
        const auto limit = m_limitOf(key);
        if (!limit.isLimited()) {
            continue;
        }
        auto bucket = open(db, key, limit, time.value());
        if (!bucket) {
            return bucket.error();
        }
        wait = std::max(wait, bucket.value().bucket.waitFor(tokens));
        opened.push_back(std::move(bucket).value());
    }
    if (wait > milliseconds(0)) {
        return wait;
    }
    for (auto &bucket : opened) {
        if (auto spent = spend(db, bucket, tokens); !spent) {
            return spent.error();
        }
    }
    return milliseconds(0);
}

bool RateLimiter::takeFromLeases(const QStringList &buckets, int tokens)
{
    if (m_leases.isEmpty()) {
        return false;
    }
    const auto time = m_clock.monotonic();
    QList<Lease *> leases;
    for (const auto &key : buckets) {
        const auto lease = m_leases.find(key);
        const bool isEnough = lease != m_leases.end() && lease->until > time && lease->tokens >= tokens;
        if (!isEnough && m_limitOf(key).isLimited()) {
            return false;
        }
        if (isEnough) {
            leases.append(&*lease);
        }
    }
    for (auto *lease : leases) {
        lease->tokens -= tokens;
    }
    return true;
}

Result<RateLimiter::Opened> RateLimiter::open(sql::Connection &db, const QString &key, const RateLimit &limit, Instant now)
{
    const auto stored = BucketsRepository(db).find(key);
    if (!stored) {
        return stored.error();
    }
    Opened opened{key, limit, stored.value() ? TokenBucket(limit, *stored.value(), now) : TokenBucket(limit, now)};
    // What this service holds of the bucket and has not used.
    if (const auto lease = m_leases.constFind(key); lease != m_leases.constEnd()) {
        opened.bucket.giveBack(lease->tokens);
    }
    return opened;
}

Result<Done> RateLimiter::spend(sql::Connection &db, Opened &opened, int tokens)
{
    auto block = qint64(tokens);
    if (isInBlocks(db) && opened.limit.tokens > 0) {
        const auto ofBlock = opened.limit.tokens * m_options.block.count() / std::max<qint64>(1, opened.limit.per.count());
        block = std::max(block, std::min(ofBlock, opened.bucket.available()));
        if (m_leases.size() > ManyLeases) {
            m_leases.removeIf([time = m_clock.monotonic()](const auto &lease) { return lease.value().until <= time; });
        }
        m_leases.insert(opened.key, {block - tokens, m_clock.monotonic() + m_options.block});
    }
    opened.bucket.spend(block);
    return BucketsRepository(db).put(opened.key, opened.bucket.state());
}

void RateLimiter::forgetUndone()
{
    const auto generation = m_options.generation ? m_options.generation() : 0;
    if (generation != m_generation) {
        m_generation = generation;
        m_leases.clear();
    }
}

Result<Instant> RateLimiter::now(sql::Connection &db) const 
{
    return db.dialect().isPostgreSql() ? BucketsRepository(db).databaseTime() : Result<Instant>(m_clock.now());
}

} // namespace deskbell::server
