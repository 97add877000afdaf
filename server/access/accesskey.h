// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "core/support/rng.h"

#include <QByteArray>
#include <QString>

namespace deskbell::server {

/// The service's own 256-bit secret. A file of its own (0600) rather than a row, so that copies of the database can not
/// sign tokens; services that share a PostgreSQL database share one there (Database::sharedSecret). When it is lost everybody signs in again and nothing else happens.
[[nodiscard]] Result<QByteArray> loadOrCreateAccessKey(const QString &file, Rng &rng);

/// A key for one purpose, derived from the secret: what one part leaks does not help against another.
[[nodiscard]] QByteArray deriveKey(const QByteArray &secret, const char *purpose);

} // namespace deskbell::server
