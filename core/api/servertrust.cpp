// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/servertrust.h"

#include <QCryptographicHash>
#include <QSslKey>

namespace deskbell {
namespace {

constexpr qsizetype LeastBytes = 8;

} // namespace

QByteArray keyHashOf(const QSslCertificate &certificate)
{
    const auto key = certificate.isNull() ? QByteArray() : certificate.publicKey().toDer();
    return key.isEmpty() ? QByteArray() : QCryptographicHash::hash(key, QCryptographicHash::Sha256);
}

bool ServerTrust::accepts(const QSslCertificate &certificate) const
{
    const auto seen = keyHashOf(certificate);
    return keyHash.size() >= LeastBytes && !seen.isEmpty() && seen.left(keyHash.size()) == keyHash;
}

QSslConfiguration ServerTrust::tls() const
{
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (isPinned()) {
        // Then every certificate is an error that somebody has to look at, and a connection that nobody looks at ends.
        configuration.setCaCertificates({});
    }
    return configuration;
}

} // namespace deskbell
