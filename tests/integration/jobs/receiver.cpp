// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/jobs/receiver.h"

#include <QHostAddress>

namespace deskbell::test {

Receiver::Receiver()
{
    connect(&m_server, &QTcpServer::newConnection, this, &Receiver::onConnection);
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("the receiver can not listen");
    }
    m_port = m_server.serverPort();
}

QUrl Receiver::url(const QString &path) const { return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path)); }

QList<Receiver::Request> Receiver::requests(const QByteArray &method) const
{
    QList<Request> found;
    for (const auto &request : m_requests) {
        if (request.method == method) {
            found.append(request);
        }
    }
    return found;
}

void Receiver::onConnection()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onData(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void Receiver::onData(QTcpSocket *socket)
{
    auto &buffer = m_buffers[socket];
    buffer += socket->readAll();
    const auto end = buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return;
    }
    Request request;
    const auto lines = buffer.left(end).split('\n');
    const auto words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines.at(i).indexOf(':');
        request.headers.insert(lines.at(i).left(colon).trimmed().toLower(), lines.at(i).mid(colon + 1).trimmed());
    }
    const auto length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + length) {
        return;
    }
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    m_requests.append(request);
    handle(socket, request);
}

void Receiver::handle(QTcpSocket *socket, const Request &request)
{
    const bool isGet = request.method == "GET";
    if (!isGet && manner == Manner::CutAtOnce) {
        socket->disconnectFromHost();
        return;
    }
    if (!isGet && manner == Manner::Hang) {
        return;
    }
    const auto &body = isGet ? lookupAnswer : answer;
    const int asked = lookupStatus != 0 ? lookupStatus : (body.contains("false") ? 404 : 200);
    const int code = isGet ? asked : status;
    socket->write("HTTP/1.1 " + QByteArray::number(code) + " Word\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size())
                  + "\r\n" + headers + "\r\n" + body);
}

} // namespace deskbell::test
