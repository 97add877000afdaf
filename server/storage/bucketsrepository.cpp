// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/bucketsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectOne = QStringLiteral("SELECT amount, per_ms, parts, updated_at, spent_today, day FROM rate_buckets WHERE key = ?");
const auto Upsert = QStringLiteral(
    "INSERT INTO rate_buckets (key, amount, per_ms, parts, updated_at, spent_today, day) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (key) DO UPDATE SET amount = excluded.amount, per_ms = excluded.per_ms, parts = excluded.parts, "
    "updated_at = excluded.updated_at, spent_today = excluded.spent_today, day = excluded.day");
const auto DeleteIdle = QStringLiteral(
    "DELETE FROM rate_buckets WHERE key IN (SELECT key FROM rate_buckets WHERE updated_at < ? ORDER BY updated_at LIMIT ?)");
const auto DeleteOne = QStringLiteral("DELETE FROM rate_buckets WHERE key = ?");

} // namespace

Result<std::optional<BucketState>> BucketsRepository::find(const QString &key)
{
    auto query = m_db.query(SelectOne + m_db.dialect().forUpdate());
    query.bind(key);
    std::optional<BucketState> state;
    if (query.next()) {
        state = BucketState{query.number(0), query.number(1), query.number(2), query.instant(3), query.number(4),
                            QDate::fromString(query.text(5), Qt::ISODate)};
    }
    return query.error() ? Result<std::optional<BucketState>>(*query.error()) : Result<std::optional<BucketState>>(state);
}

Result<Done> BucketsRepository::put(const QString &key, const BucketState &state)
{
    auto stored = m_db.query(Upsert)
                      .bind(key)
                      .bind(state.amount)
                      .bind(state.perMs)
                      .bind(state.parts)
                      .bind(state.updatedAt)
                      .bind(state.spentToday)
                      .bind(state.day.toString(Qt::ISODate))
                      .run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

Result<qint64> BucketsRepository::removeIdle(Instant before, int limit) { return m_db.query(DeleteIdle).bind(before).bind(limit).run(); }

Result<Instant> BucketsRepository::databaseTime()
{
    auto query = m_db.query(QStringLiteral("SELECT ") + m_db.dialect().nowMillis());
    const auto time = query.next() ? query.instant(0) : Instant{};
    return query.error() ? Result<Instant>(*query.error()) : Result<Instant>(time);
}

Result<qint64> BucketsRepository::remove(const QString &key) { return m_db.query(DeleteOne).bind(key).run(); }

} // namespace deskbell::server
