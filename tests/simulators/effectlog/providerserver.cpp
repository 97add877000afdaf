// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/effectlog/providerserver.h"

#include <QNetworkReply>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

namespace deskbell::sim {
namespace {

constexpr qsizetype MaxRequest = 1024 * 1024;

QByteArray phrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 202: return "Accepted";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 429: return "Too Many Requests";
    default: return "Internal Server Error";
    }
}

QByteArray encode(const ProviderAnswer &answer)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + phrase(answer.status) + "\r\nContent-Type: application/json\r\n";
    if (answer.retryAfterSeconds > 0) {
        bytes += "Retry-After: " + QByteArray::number(answer.retryAfterSeconds) + "\r\n";
    }
    return bytes + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body;
}

enum class Parsed { Whole, Partial, Broken };

/// Takes one request out of the front of `buffer`.
Parsed take(QByteArray &buffer, ProviderRequest &request)
{
    const auto end = buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return buffer.size() > MaxRequest ? Parsed::Broken : Parsed::Partial;
    }
    const auto lines = buffer.left(end).split('\n');
    const auto words = lines.constFirst().trimmed().split(' ');
    if (words.size() != 3) {
        return Parsed::Broken;
    }
    ProviderRequest found;
    for (const auto &line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        found.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const auto length = found.headers.value("content-length").toLongLong();
    if (length < 0 || length > MaxRequest || found.headers.contains("transfer-encoding")) {
        return Parsed::Broken;
    }
    if (buffer.size() < end + 4 + length) {
        return Parsed::Partial;
    }
    const QUrl target(QString::fromUtf8(words.at(1)));
    found.method = words.at(0);
    found.path = target.path();
    found.key = QUrlQuery(target).queryItemValue(QStringLiteral("key"), QUrl::FullyDecoded);
    found.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    request = std::move(found);
    return Parsed::Whole;
}

constexpr auto Buffer = "buffer"; ///< property of a socket: what came and is not handled
constexpr auto Busy = "busy";     ///< property of a socket: its answer is still to come

} // namespace

ProviderServer::ProviderServer(Provider &provider, QObject *parent) : QObject(parent), m_provider(provider)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ProviderServer::onConnection);
}

ProviderServer::~ProviderServer() = default;

Result<quint16> ProviderServer::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port)) {
        return Error{ErrorKind::Network, m_server.errorString(), 0, {}, {}};
    }
    return m_server.serverPort();
}

void ProviderServer::onConnection()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void ProviderServer::onReadyRead(QTcpSocket *socket)
{
    auto buffer = socket->property(Buffer).toByteArray() + socket->readAll();
    while (!socket->property(Busy).toBool()) {
        ProviderRequest request;
        const auto parsed = take(buffer, request);
        if (parsed == Parsed::Broken) {
            socket->abort();
            return;
        }
        if (parsed == Parsed::Partial) {
            break;
        }
        perform(socket, request);
        if (socket->state() != QAbstractSocket::ConnectedState) {
            return;
        }
    }
    socket->setProperty(Buffer, buffer);
}

void ProviderServer::perform(QTcpSocket *socket, const ProviderRequest &request)
{
    const auto answer = m_provider.handle(request);
    if (answer.callback) {
        callBack(*answer.callback);
    }
    if (answer.isCut) {
        socket->abort();
        return;
    }
    if (answer.delay.count() <= 0) {
        socket->write(encode(answer));
        return;
    }
    socket->setProperty(Busy, true);
    QTimer::singleShot(answer.delay, socket, [this, socket, bytes = encode(answer)] {
        socket->setProperty(Busy, false);
        socket->write(bytes);
        onReadyRead(socket);
    });
}

void ProviderServer::callBack(const ProviderAnswer::Callback &callback)
{
    QTimer::singleShot(callback.after, this, [this, callback] {
        QNetworkRequest request(callback.url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        auto *reply = m_network.post(request, callback.body);
        connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    });
}

} // namespace deskbell::sim
