// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QString>

namespace deskbell::http {

/// Who a listener is: its certificate with its key, PEM, and what consoles pin.
struct TlsIdentity {
    QByteArray certificatePem;
    QByteArray keyPem;
    QByteArray keyHash; ///< SHA-256 of the public key (SubjectPublicKeyInfo, DER), 32 bytes
};

/// Own PEM files. Validation (code "config") when they can not be read or are none.
[[nodiscard]] Result<TlsIdentity> loadIdentity(const QString &certificateFile, const QString &keyFile);

/// The identity a service makes itself: an ECDSA P-256 key (`keyFile`, mode 0600) and a self-signed certificate for it. The
/// key is made once; the certificate is made anew, with the same key, when it is not there or ends within a year, so
/// consoles that pinned the key go on. Storage when files can not be written, Validation (code "config") when the key is damaged.
[[nodiscard]] Result<TlsIdentity> loadOrCreateIdentity(
    const QString &certificateFile, const QString &keyFile, const QString &hostName, Instant now);

} // namespace deskbell::http
