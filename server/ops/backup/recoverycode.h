// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// The private half of the recovery key, for paper: 32 bytes and two of checksum in Crockford's base 32
/// (crockford.com/base32.html), eleven groups of five.
[[nodiscard]] QString encodeRecoveryCode(const QByteArray &secretKey);
/// Takes lower case, spaces, other dashes, O for 0 and I or L for 1. Validation "recovery_code" for what is no code, or has a
/// typing error.
[[nodiscard]] Result<QByteArray> decodeRecoveryCode(const QString &code);

} // namespace deskbell::server
