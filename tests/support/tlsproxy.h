// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/tlsidentity.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>

namespace deskbell::test {

/// The man in the middle: takes TLS connections with a certificate of its own, passes them on to a real service over TLS,
/// whatever certificate that has, and keeps all that clients said to it.
class TlsProxy final : public QTcpServer
{
    Q_OBJECT
public:
    explicit TlsProxy(quint16 target) : m_target(target)
    {
        const auto identity = http::loadOrCreateIdentity(
            m_dir.filePath(QStringLiteral("c.pem")), m_dir.filePath(QStringLiteral("k.pem")), QStringLiteral("evil"), SystemClock().now());
        setIdentity(identity.value());
        listen(QHostAddress::LocalHost);
    }
    void setIdentity(const http::TlsIdentity &identity)
    {
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls.setLocalCertificate(QSslCertificate(identity.certificatePem));
        m_tls.setPrivateKey(QSslKey(identity.keyPem, QSsl::Ec));
        m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_keyHash = identity.keyHash;
    }
    [[nodiscard]] const QByteArray &keyHash() const { return m_keyHash; }

    QByteArray heard; ///< decrypted bytes of all clients
    int connections = 0;
    int handshakes = 0; ///< that clients went through with

protected:
    void incomingConnection(qintptr handle) override
    {
        ++connections;
        auto *client = new QSslSocket(this);
        auto *service = new QSslSocket(client);
        client->setSocketDescriptor(handle);
        client->setSslConfiguration(m_tls);
        connect(client, &QSslSocket::encrypted, this, [this] { ++handshakes; });
        connect(client, &QSslSocket::readyRead, this, [this, client, service] {
            const auto bytes = client->readAll();
            heard += bytes;
            service->write(bytes);
        });
        connect(service, &QSslSocket::readyRead, client, [client, service] { client->write(service->readAll()); });
        connect(service, &QSslSocket::disconnected, client, [client] { client->disconnectFromHost(); });
        connect(client, &QSslSocket::disconnected, client, &QObject::deleteLater);
        service->setPeerVerifyMode(QSslSocket::VerifyNone);
        service->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_target);
        client->startServerEncryption();
    }

private:
    quint16 m_target;
    QTemporaryDir m_dir;
    QSslConfiguration m_tls;
    QByteArray m_keyHash;
};

} // namespace deskbell::test
