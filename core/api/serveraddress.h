// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QUrl>

namespace deskbell {

/// Turns what a person typed ("hotel.local:8080", "10.0.0.5", "https://desk.example/") into the base URL of a service,
/// without a slash at its end. Without a scheme: http for this machine, https elsewhere.
/// Errors: Validation with code "bad_address", or "plain_http_refused" for http to another machine: everybody on the
/// hotel's network could read it.
[[nodiscard]] Result<QUrl> parseServerAddress(const QString &typed, bool allowPlainHttp = false);

/// True for loopback: what is said to it does not leave the machine.
[[nodiscard]] bool isThisMachine(const QString &host);

} // namespace deskbell
