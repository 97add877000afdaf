// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/secrets/masterkeys.h"

#include <QByteArray>

namespace deskbell::server {

/// Copies of the master key for a safe place and for another machine, sealed to the recovery key of the backups (libsodium's
/// sealed box): the code on paper opens backups and these copies alike. Text: a note and one line of base 64.
[[nodiscard]] QByteArray exportKeys(const MasterKeys &keys, const QByteArray &recoveryPublicKey);
/// Validation "key_copy" for what is no copy, or was made for another recovery code.
[[nodiscard]] Result<MasterKeys> importKeys(const QByteArray &copy, const QByteArray &recoverySecretKey);

} // namespace deskbell::server
