// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/idempotencyrepository.h"

#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto SelectOne = QStringLiteral(
    "SELECT request_hash, status, response FROM idempotency WHERE tenant_id = ? AND user_id = ? AND key = ?");
const auto InsertOne = QStringLiteral("INSERT INTO idempotency (tenant_id, user_id, key, request_hash, status, "
                                      "response, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
const auto DeleteOlder = QStringLiteral("DELETE FROM idempotency WHERE created_at < ?");

} // namespace

Result<std::optional<IdempotencyRepository::Row>> IdempotencyRepository::find(const IdempotencyKey &key)
{
    auto query = m_db.query(SelectOne);
    query.bind(key.tenant.value).bind(key.user.value).bind(key.key);
    if (!query.next()) {
        return query.error() ? Result<std::optional<Row>>(*query.error())
                             : Result<std::optional<Row>>(std::optional<Row>());
    }
    auto data = wire::parseObject(query.text(2).toUtf8());
    if (!data) {
        return Error{ErrorKind::Storage, QStringLiteral("a stored answer is not JSON"), 0, {}, {}};
    }
    return std::optional(Row{query.blob(0), {int(query.number(1)), std::move(data).value()}});
}

Result<Done> IdempotencyRepository::insert(const IdempotencyKey &key, const StoredAnswer &answer, Instant now)
{
    auto inserted = m_db.query(InsertOne)
                        .bind(key.tenant.value)
                        .bind(key.user.value)
                        .bind(key.key)
                        .bind(key.requestHash)
                        .bind(answer.status)
                        .bind(QString::fromUtf8(wire::toBytes(answer.data)))
                        .bind(now)
                        .run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<qint64> IdempotencyRepository::removeOlder(Instant before) { return m_db.query(DeleteOlder).bind(before).run(); }

} // namespace deskbell::server
