// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/nthfailure/faultclient.h"

#include <QHostAddress>
#include <QJsonDocument>

namespace deskbell::test {
namespace {

constexpr int Patience = 30'000;

} // namespace

bool FaultClient::connectToService()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        return true;
    }
    m_socket.abort();
    m_socket.connectToHost(QHostAddress::LocalHost, m_port);
    if (!m_socket.waitForConnected(Patience)) {
        return false;
    }
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return true;
}

FaultClient::Answer FaultClient::send(const QByteArray &method, const QByteArray &path, const QByteArray &fields, const QJsonObject &body)
{
    if (!connectToService()) {
        return {};
    }
    const auto sent = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    m_socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(sent.size()) + "\r\n" + fields + "\r\n" + sent);
    QByteArray received;
    for (;;) {
        const auto end = received.indexOf("\r\n\r\n");
        if (end >= 0) {
            const auto head = received.left(end).toLower();
            const auto field = head.indexOf("content-length:");
            const auto line = field < 0 ? QByteArray("0") : head.mid(field + 15).split('\n').constFirst().trimmed();
            if (received.size() >= end + 4 + line.toLongLong()) {
                return {received.mid(9, 3).toInt(), QJsonDocument::fromJson(received.mid(end + 4)).object()};
            }
        }
        if (!m_socket.waitForReadyRead(Patience)) {
            m_socket.abort();
            return {};
        }
        received += m_socket.readAll();
    }
}

} // namespace deskbell::test
