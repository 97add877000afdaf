// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/http/message.h"

namespace deskbell::http {

/// Why the transport itself does not serve a request. The texts are literals.
struct Refusal {
    int status = 400;
    ErrorKind kind = ErrorKind::Validation;
    const char *reason = "bad_request";
    const char *message = "the request is malformed";
};

/// The refusal as an answer in the envelope of docs/protocol.md.
[[nodiscard]] Response toResponse(const Refusal &refusal, const QByteArray &requestId);

} // namespace deskbell::http
