// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QTcpSocket>
#include <optional>

namespace deskbell::test {

/// A blocking HTTP client on one kept connection, for a thread beside the service's. Not QNetworkAccessManager: that one needs an event
/// loop and adds 40 ms to every POST on a warm connection.
class FaultClient final
{
public:
    struct Answer {
        int status = 0; ///< 0 when none came
        QJsonObject body;
    };

    explicit FaultClient(quint16 port) : m_port(port) { }

    [[nodiscard]] Answer send(const QByteArray &method, const QByteArray &path, const QByteArray &fields, const QJsonObject &body);

private:
    [[nodiscard]] bool connectToService();

    quint16 m_port;
    QTcpSocket m_socket;
};

} // namespace deskbell::test
