// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace deskbell {

/// What an invite says: which key the service has, and a secret that is good once. 128 bits, written as 26 characters of
/// Crockford's base32 with two check bits.
struct PairingCode {
    static constexpr int PrefixBytes = 8;
    static constexpr int SecretBytes = 8;
    static constexpr int Length = 26;

    /// The beginning of SHA-256 over the service's public key. All zero: the key is not pinned, because an authority vouches
    /// for the certificate (a reverse proxy), or the line does not leave the machine.
    QByteArray keyPrefix;
    QByteArray secret;

    [[nodiscard]] bool hasKey() const { return keyPrefix.count('\0') != keyPrefix.size(); }
    bool operator==(const PairingCode &) const = default;
};

/// "8H2KQ-3V0MB-…": five characters at a time, six at the end.
[[nodiscard]] QString toText(const PairingCode &code);
/// Takes what people make of it: any case, O for 0, I and L for 1, spaces and hyphens anywhere.
/// Validation: "bad_code" for another length or alphabet, "mistyped_code" when the check bits do not fit.
[[nodiscard]] Result<PairingCode> parsePairingCode(const QString &text);

/// A code together with where the service is: what the QR code holds.
struct PairingLink {
    PairingCode code;
    QUrl server; ///< empty: not told
};
/// "deskbell://pair?server=https://10.0.0.5:8642&code=…"
[[nodiscard]] QString toUri(const PairingLink &link);
/// Takes a link, or just a code.
[[nodiscard]] Result<PairingLink> parsePairingLink(const QString &text);

} // namespace deskbell
