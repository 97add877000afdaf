// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QString>

namespace deskbell {

/// By what a console knows its service, and the service it.
///
/// With a key, no certificate authority counts, not even for the right name: a connection is used when the certificate has
/// that key and at no other time, and nothing else of the certificate matters. There is no way to accept another key but
/// to pair anew.
struct ServerTrust {
    QByteArray keyHash; ///< SHA-256 of the service's public key, or its first 8 bytes while pairing; empty: authorities vouch
    QString deviceToken; ///< sent with every request; empty: this console is not paired

    [[nodiscard]] bool isPinned() const { return !keyHash.isEmpty(); }
    [[nodiscard]] bool accepts(const QSslCertificate &certificate) const;
    /// What connections are made with.
    [[nodiscard]] QSslConfiguration tls() const;

    bool operator==(const ServerTrust &) const = default;
};

/// SHA-256 of a certificate's SubjectPublicKeyInfo; empty for a key of a kind Qt does not know.
[[nodiscard]] QByteArray keyHashOf(const QSslCertificate &certificate);

} // namespace deskbell
