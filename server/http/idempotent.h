// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/idempotency.h"
#include "server/http/router.h"

namespace deskbell::http {

/// Reads `Idempotency-Key` (1…200 visible characters; Validation otherwise) and binds it to this very request.
/// The pattern of a write handler:
///     const auto key = idempotencyKey(context);
///     if (!key) { co_return key.error(); }
///     auto write = m_orders.create(context.tenant(), order, key.value());   // Database::write() + server::once() inside
///     const auto stored = co_await write;
///     if (!stored) { co_return stored.error(); }
///     co_return toAnswer(stored.value());
[[nodiscard]] Result<server::IdempotencyKey> idempotencyKey(const RequestContext &context);

[[nodiscard]] Answer toAnswer(const server::StoredAnswer &stored);

} // namespace deskbell::http
