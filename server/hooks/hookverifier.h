// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/http/message.h"

namespace deskbell::server {

/// True when the request proves knowledge of the source's secret, on its raw bytes, compared in constant time. Any thread.
/// While a secret is being replaced, the one before it will do as well (RELIABILITY rule 70).
///
/// Without configuration any of these will do for Vapi (docs.vapi.ai/server-url/server-authentication): `X-Vapi-Secret:
/// SECRET`, `Authorization: Bearer SECRET`, or an HMAC with Vapi's default plan. Of every other source the HMAC is asked for,
/// in the same form. `verification` of the source narrows and renames:
///     {"method": "secret"|"bearer"|"hmac", "header": "X-Vapi-Secret" (others: "X-Hook-Secret"),
///      "hmac": {"header": "x-signature", "timestamp_header": "x-timestamp", "algorithm": "sha256"|"sha512"|"sha1",
///               "encoding": "hex"|"base64", "prefix": "", "format": "{timestamp}.{body}", "secret_is_base64": false,
///               "max_age_seconds": 300}}
[[nodiscard]] bool isVerified(const HookSource &source, const http::Request &request, Instant now);

/// Validation, naming the field, for a plan that isVerified() would not understand: a typing mistake must not lock a
/// provider out, or let everybody in.
[[nodiscard]] Result<Done> checkVerification(const QJsonObject &verification);

} // namespace deskbell::server
