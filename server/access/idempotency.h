// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace deskbell::server {

/// A write's answer as it is kept for a repeat of the same request.
struct StoredAnswer {
    int status = 200;
    QJsonObject data;
};

/// Names one write of one user. Without a key (the header was absent) every request is a new one.
struct IdempotencyKey {
    TenantId tenant;
    UserId user;
    QString key; ///< empty: no Idempotency-Key
    QByteArray requestHash; ///< SHA-256 over method, target and body
};

/// Runs `effect` at most once per key and stores its answer in the same transaction. Call inside Database::write():
///     return once(db, key, now, [&](sql::Connection &db) -> Result<StoredAnswer> { … write … return StoredAnswer{201, json}; });
/// A repeat with the same request gets the stored answer and changes nothing; another request under the same key is
/// Conflict with code "idempotency_mismatch". Failures are not stored: the unit is rolled back and a retry tries again.
[[nodiscard]] Result<StoredAnswer> once(sql::Connection &db, const IdempotencyKey &key, Instant now,
    const std::function<Result<StoredAnswer>(sql::Connection &)> &effect);

} // namespace deskbell::server
