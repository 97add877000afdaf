// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeserver.h"

#include "core/wire/changecodec.h"
#include "core/wire/json.h"

#include <QPointer>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

namespace deskbell::test {
namespace {

std::optional<FakeRequest> parseHead(const QByteArray &bytes)
{
    const auto end = bytes.indexOf("\r\n\r\n");
    if (end < 0) {
        return std::nullopt;
    }
    const auto lines = bytes.left(end).split('\n');
    const auto start = lines.first().trimmed().split(' ');
    FakeRequest request;
    request.method = start.value(0);
    const QUrl url(QString::fromUtf8(start.value(1)));
    request.path = url.path();
    request.query = QUrlQuery(url);
    for (const auto &line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    return request;
}

QByteArray toBytes(const FakeAnswer &answer)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + " Word\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(answer.body.size()) + "\r\n";
    for (auto it = answer.headers.cbegin(); it != answer.headers.cend(); ++it) {
        out += it.key() + ": " + it.value() + "\r\n";
    }
    return out + "\r\n" + answer.body;
}

} // namespace

FakeServer::FakeServer(QObject *parent) : QObject(parent), m_web(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
{
    m_web.setSupportedSubprotocols({QStringLiteral("deskbell.v1")});
    connect(&m_tcp, &QTcpServer::newConnection, this, &FakeServer::onConnection);
    connect(&m_web, &QWebSocketServer::newConnection, this, &FakeServer::onFeed);
    world.onChange = [this] { push(); };
    listen();
}

FakeServer::~FakeServer() { kill(); }

bool FakeServer::listen()
{
    const bool listening = m_tcp.listen(QHostAddress::LocalHost, m_port);
    m_port = m_tcp.serverPort();
    return listening;
}

void FakeServer::kill()
{
    m_tcp.close();
    breakFeeds();
    const auto sockets = std::exchange(m_sockets, {});
    for (auto *socket : sockets) {
        socket->abort();
        socket->deleteLater();
    }
}

QUrl FakeServer::url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }

void FakeServer::misbehave(const QString &path, const FakeAnswer &answer, int times)
{
    Mischief mischief;
    mischief.path = path;
    mischief.answer = answer;
    mischief.times = times;
    misbehave(mischief);
}

int FakeServer::requests(const QString &path) const
{
    return int(std::count_if(m_seen.cbegin(), m_seen.cend(), [&path](const QString &seen) { return seen.startsWith(path); }));
}

void FakeServer::onConnection()
{
    while (auto *socket = m_tcp.nextPendingConnection()) {
        m_sockets.append(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onData(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            if (m_sockets.removeOne(socket)) {
                socket->deleteLater();
            }
        });
    }
}

void FakeServer::onData(QTcpSocket *socket)
{
    while (m_sockets.contains(socket)) {
        const auto bytes = socket->peek(1 << 20);
        auto request = parseHead(bytes);
        if (!request) {
            return;
        }
        if (request->headers.contains("upgrade")) {
            upgrade(socket, *request);
            return;
        }
        const auto head = bytes.indexOf("\r\n\r\n") + 4;
        const auto length = request->headers.value("content-length").toInt();
        if (bytes.size() < head + length) {
            return;
        }
        request->body = socket->read(head + length).mid(head);
        handle(socket, *request);
    }
}

void FakeServer::handle(QTcpSocket *socket, const FakeRequest &request)
{
    m_seen.append(request.path);
    for (qsizetype i = 0; i < m_mischief.size(); ++i) {
        if (!request.path.startsWith(m_mischief.at(i).path) || m_mischief.at(i).times == 0) {
            continue;
        }
        const auto mischief = m_mischief.at(i);
        --m_mischief[i].times;
        switch (mischief.kind) {
        case Mischief::Kind::Answer: socket->write(toBytes(mischief.answer)); return;
        case Mischief::Kind::Raw:
            socket->write(mischief.raw);
            socket->disconnectFromHost();
            return;
        case Mischief::Kind::Hang: return;
        case Mischief::Kind::LoseReply:
            (void)world.answer(request);
            socket->abort();
            return;
        case Mischief::Kind::Slow: {
            QTimer::singleShot(mischief.delayMs, socket, [this, socket, request] { socket->write(toBytes(world.answer(request))); });
            return;
        }
        }
    }
    socket->write(toBytes(world.answer(request)));
}

void FakeServer::upgrade(QTcpSocket *socket, const FakeRequest &request)
{
    ++upgrades;
    const bool isKnown = world.accessTokens.contains(request.token());
    if (rejectUpgrades > 0 || !isKnown) {
        socket->readAll();
        socket->write(toBytes(failure(isKnown ? rejectStatus : 401, QStringLiteral("unauthorized"))));
        socket->disconnectFromHost();
        rejectUpgrades -= isKnown ? 1 : 0;
        return;
    }
    m_sockets.removeOne(socket);
    QObject::disconnect(socket, nullptr, this, nullptr);
    m_web.handleConnection(socket);
}

void FakeServer::onFeed()
{
    while (auto *socket = m_web.nextPendingConnection()) {
        socket->setParent(this);
        m_feeds.append({socket, 0, false});
        connect(socket, &QWebSocket::textMessageReceived, this, [this, socket](const QString &text) { onInit(socket, text); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            m_feeds.removeIf([socket](const Feed &feed) { return feed.socket == socket; });
            socket->deleteLater();
        });
    }
}

void FakeServer::onInit(QWebSocket *socket, const QString &text)
{
    const auto init = wire::parseObject(text.toUtf8()).value();
    inits.append(init);
    const auto after = qint64(init.value(QLatin1String("after")).toDouble());
    if (isSilent) {
        return;
    }
    if (!world.canResume(init.value(QLatin1String("lineage")).toString(), after)) {
        socket->sendTextMessage(QStringLiteral("{\"type\":\"error\",\"code\":\"resync\",\"message\":\"start again\"}"));
        socket->close();
        return;
    }
    for (auto &feed : m_feeds) {
        if (feed.socket == socket) {
            feed.sent = after;
            feed.isReading = true;
            socket->sendTextMessage(QStringLiteral("{\"type\":\"head\",\"seq\":%1}").arg(world.head()));
            pushTo(feed);
        }
    }
}

void FakeServer::pushTo(Feed &feed)
{
    while (feed.isReading && feed.sent < world.head()) {
        const auto batch = world.batch(feed.sent, batchLimit);
        auto frame = wire::toJson(batch);
        frame.insert(QStringLiteral("type"), QStringLiteral("batch"));
        feed.sent = batch.to;
        if (skipBatches > 0) {
            --skipBatches;
            continue;
        }
        const auto text = QString::fromUtf8(wire::toBytes(frame));
        feed.socket->sendTextMessage(text);
        if (repeatsBatches) {
            feed.socket->sendTextMessage(text);
        }
    }
}

void FakeServer::push()
{
    for (auto &feed : m_feeds) {
        pushTo(feed);
    }
}

void FakeServer::send(const QJsonObject &frame)
{
    for (const auto &feed : std::as_const(m_feeds)) {
        feed.socket->sendTextMessage(QString::fromUtf8(wire::toBytes(frame)));
    }
}

void FakeServer::sendHead() { send({{QStringLiteral("type"), QStringLiteral("head")}, {QStringLiteral("seq"), world.head()}}); }

void FakeServer::sendLive(const QJsonObject &live) { send({{QStringLiteral("type"), QStringLiteral("live")}, {QStringLiteral("live"), live}}); }

void FakeServer::closeFeeds(int code)
{
    const auto feeds = m_feeds;
    for (const auto &feed : feeds) {
        feed.socket->close(QWebSocketProtocol::CloseCode(code));
    }
}

void FakeServer::breakFeeds()
{
    const auto feeds = std::exchange(m_feeds, {});
    for (const auto &feed : feeds) {
        feed.socket->abort();
        feed.socket->deleteLater();
    }
}

} // namespace deskbell::test
