// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulators/effectlog/provider.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTcpServer>

class QTcpSocket;

namespace deskbell::sim {

/// A Provider on a loopback port. HTTP/1.1 with kept connections, one request after the other on each; bodies need a Content-Length.
/// Not the service's own listener: that one never cuts a connection before its answer, which is what this is for.
class ProviderServer final : public QObject
{
    Q_OBJECT
public:
    explicit ProviderServer(Provider &provider, QObject *parent = nullptr);
    ~ProviderServer() override;

    /// The port in use; 0 picks one. Network when it can not be had.
    [[nodiscard]] Result<quint16> listen(quint16 port);

private:
    void onConnection();
    void onReadyRead(QTcpSocket *socket);
    void perform(QTcpSocket *socket, const ProviderRequest &request);
    void callBack(const ProviderAnswer::Callback &callback);

    Provider &m_provider;
    QTcpServer m_server;
    QNetworkAccessManager m_network;
};

} // namespace deskbell::sim
