// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeworld.h"

#include <QObject>
#include <QTcpServer>
#include <QUrl>
#include <QWebSocketServer>

class QTcpSocket;
class QWebSocket;

namespace deskbell::test {

/// What the server does instead of answering as it should.
struct Mischief {
    enum class Kind {
        Answer,    ///< this answer
        Raw,       ///< these bytes, then the connection is closed
        Hang,      ///< nothing, ever
        LoseReply, ///< does what was asked, then breaks the connection
        Slow,      ///< the right answer after `delay`
    };
    Kind kind = Kind::Answer;
    QString path;  ///< of requests whose path begins so
    int times = 1; ///< how often
    FakeAnswer answer;
    QByteArray raw;
    int delayMs = 0;
};

/// A service on a loopback port that can be told to misbehave.
class FakeServer final : public QObject
{
    Q_OBJECT
public:
    explicit FakeServer(QObject *parent = nullptr);
    ~FakeServer() override;

    /// On the same port again after kill().
    bool listen();
    /// Stops listening and breaks every connection.
    void kill();
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString address() const { return url().toString(); }

    void misbehave(const Mischief &mischief) { m_mischief.append(mischief); }
    void misbehave(const QString &path, const FakeAnswer &answer, int times = 1);
    [[nodiscard]] int requests(const QString &path) const;

    /// Feed: sends a frame to every open socket.
    void send(const QJsonObject &frame);
    void sendHead();
    void sendLive(const QJsonObject &live);
    /// Pushes to every socket what it has not been sent.
    void push();
    void closeFeeds(int code);
    void breakFeeds();
    [[nodiscard]] int feeds() const { return int(m_feeds.size()); }

    FakeWorld world;
    bool isSilent = false;       ///< feed: not even the head after init
    bool repeatsBatches = false; ///< feed: each batch comes twice
    int skipBatches = 0;         ///< feed: so many batches get lost on the way
    int batchLimit = 500;
    int rejectUpgrades = 0;     ///< so many upgrades are answered with rejectStatus
    int rejectStatus = 403;
    int upgrades = 0;           ///< tries to upgrade so far
    QList<QJsonObject> inits;   ///< what clients sent first

private:
    struct Feed {
        QWebSocket *socket = nullptr;
        qint64 sent = 0;
        bool isReading = false;
    };

    void onConnection();
    void onData(QTcpSocket *socket);
    void upgrade(QTcpSocket *socket, const FakeRequest &request);
    void handle(QTcpSocket *socket, const FakeRequest &request);
    void onFeed();
    void onInit(QWebSocket *socket, const QString &text);
    void pushTo(Feed &feed);

    QTcpServer m_tcp;
    QWebSocketServer m_web;
    quint16 m_port = 0;
    QList<QTcpSocket *> m_sockets;
    QList<Feed> m_feeds;
    QList<Mischief> m_mischief;
    QList<QString> m_seen;
};

} // namespace deskbell::test
