// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace deskbell::server {

/// Time-based one-time passwords as authenticator apps make them: RFC 6238, HMAC-SHA-1, six digits, 30 s.
inline constexpr int TotpSecretBytes = 20;

/// The code of one step (RFC 4226 section 5.3).
[[nodiscard]] QString totpCode(const QByteArray &secret, qint64 step);
/// The step that `now` is in.
[[nodiscard]] qint64 totpStep(Instant now);
/// The step that `code` belongs to, one before or after `now` included; std::nullopt for a wrong code. Steps up to `usedStep`
/// open nothing any more. Compares in constant time.
[[nodiscard]] std::optional<qint64> matchTotp(const QByteArray &secret, const QString &code, Instant now, qint64 usedStep);

/// RFC 4648 base 32 without padding, as apps take it.
[[nodiscard]] QString totpSecretText(const QByteArray &secret);
/// otpauth://totp/…, what a QR code holds. `account`: "anna@hotel-aurora".
[[nodiscard]] QString totpUri(const QByteArray &secret, const QString &account);

} // namespace deskbell::server
