// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/idempotency.h"

#include "server/storage/idempotencyrepository.h"

namespace deskbell::server {

Result<StoredAnswer> once(sql::Connection &db, const IdempotencyKey &key, Instant now,
    const std::function<Result<StoredAnswer>(sql::Connection &)> &effect)
{
    if (key.key.isEmpty()) {
        return effect(db);
    }
    IdempotencyRepository repository(db);
    const auto known = repository.find(key);
    if (!known) {
        return known.error();
    }
    if (known.value()) {
        if (known.value()->requestHash != key.requestHash) {
            return Error{ErrorKind::Conflict, QStringLiteral("this Idempotency-Key was used for another request"), 0,
                QStringLiteral("idempotency_mismatch"), {}};
        }
        return known.value()->answer;
    }
    auto answer = effect(db);
    if (!answer) {
        return answer;
    }
    if (auto stored = repository.insert(key, answer.value(), now); !stored) {
        return stored.error();
    }
    return answer;
}

} // namespace deskbell::server
