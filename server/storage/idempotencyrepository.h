// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/access/idempotency.h"

#include <optional>

namespace deskbell::server {

/// Answers of writes under their Idempotency-Key. Use inside one Database::write().
class IdempotencyRepository final
{
public:
    struct Row {
        QByteArray requestHash;
        StoredAnswer answer;
    };

    explicit IdempotencyRepository(sql::Connection &db) : m_db(db) { }

    [[nodiscard]] Result<std::optional<Row>> find(const IdempotencyKey &key);
    [[nodiscard]] Result<Done> insert(const IdempotencyKey &key, const StoredAnswer &answer, Instant now);
    /// Forgets answers from before `before`.
    [[nodiscard]] Result<qint64> removeOlder(Instant before);

private:
    sql::Connection &m_db;
};

} // namespace deskbell::server
