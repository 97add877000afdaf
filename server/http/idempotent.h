// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandsservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// Reads `Idempotency-Key` (1…200 visible characters; Validation otherwise) and binds it to this very request.
[[nodiscard]] Result<server::WriteKey> writeKey(const RequestContext &context);

} // namespace deskbell::http
