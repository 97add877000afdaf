// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ws/changesource.h"
#include "server/ws/feedhub.h"
#include "server/ws/session.h"
#include "server/ws/socket.h"
#include "tests/integration/http/testserver.h"
#include "tests/integration/http/wsclient.h"

#include <QTest>
#include <atomic>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

namespace {

/// Echoes; "flood" sends 100 messages of 10 KiB, "bye" closes. Counts what happens to it.
class EchoSession final : public ws::Session
{
public:
    struct Counts {
        std::atomic<int> opened{0};
        std::atomic<int> closed{0};
        std::atomic<int> drained{0};
        std::atomic<int> ticks{0};
        std::atomic<qint64> maxPending{0};
    };

    explicit EchoSession(Counts &counts)
        : m_counts(counts)
    {
    }

    void opened(ws::Socket &socket) override
    {
        m_socket = &socket;
        ++m_counts.opened;
    }
    void message(QByteArray text) override
    {
        if (text == "bye") {
            m_socket->send(std::make_shared<const QByteArray>("last"));
            m_socket->close(ws::CloseCode::Normal, "done");
            m_socket->send(std::make_shared<const QByteArray>("never"));
        } else if (text == "drop") {
            flood(3);
            m_socket->dropUnsent();
            m_socket->close(ws::CloseCode::Unauthorized, "cut");
        } else if (text.startsWith("flood")) {
            flood(100);
        } else {
            m_socket->send(std::make_shared<const QByteArray>(std::move(text)));
        }
    }
    void drained() override { ++m_counts.drained; }
    void tick(std::chrono::steady_clock::time_point) override { ++m_counts.ticks; }
    void closed() override { ++m_counts.closed; }

private:
    void flood(int messages)
    {
        const auto frame = std::make_shared<const QByteArray>(10 * 1024, 'f');
        for (int i = 0; i < messages; ++i) {
            m_socket->send(frame);
        }
        m_counts.maxPending = std::max(m_counts.maxPending.load(), m_socket->pendingBytes());
    }

    Counts &m_counts;
    ws::Socket *m_socket = nullptr;
};

class EmptySource final : public ws::ChangeSource
{
public:
    void fetch(const TenantId &, const QString &lineage, qint64 after, int, Done done) override
    {
        done(ws::EncodedBatch{lineage, after + 1, after, after, "[]"});
    }
};

} // namespace

/// Handshakes, frames and ends of WebSockets.
class WebSocketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void handshakeAndEcho();
    void badHandshakesAreRefused_data();
    void badHandshakesAreRefused();
    void ownerCanRefuse();
    void undecidedUpgradeIs500();
    void clientGoneBeforeTheDecision();
    void fragmentsAreOneMessage();
    void badFramesClose_data();
    void badFramesClose();
    void sessionClosesAfterSending();
    void unsentCanBeDropped();
    void neverReadingClientIsBounded();
    void silentClientTimesOut();
    void clientGoneWithoutClose();
    void shutdownSaysGoingAway();
    void feedOverTheWire();

private:
    [[nodiscard]] http::ServerCallbacks accepting();
    std::unique_ptr<EchoSession::Counts> m_counts;
    QList<ws::UpgradeReply> m_undecided;
};

void WebSocketTest::init()
{
    m_counts = std::make_unique<EchoSession::Counts>();
    m_undecided.clear();
}

http::ServerCallbacks WebSocketTest::accepting()
{
    http::ServerCallbacks callbacks;
    callbacks.upgrade = [this](const http::Request &request, const ws::UpgradeReply &reply) {
        if (request.path == "/refuse") {
            reply.refuse(text("no", 403));
        } else if (request.path == "/wait") {
            m_undecided.append(reply);
        } else if (request.path != "/drop") {
            reply.accept(std::make_shared<EchoSession>(*m_counts), "deskbell.v1");
        }
    };
    return callbacks;
}

void WebSocketTest::handshakeAndEcho()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    const Answer answer = client.open("/a", "Sec-WebSocket-Protocol: deskbell.v1\r\n");
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QCOMPARE(answer.field("Sec-WebSocket-Protocol"), "deskbell.v1");
    QVERIFY(!answer.field("X-Request-Id").isEmpty());
    QVERIFY(!answer.head.contains("Beast"));
    for (const qsizetype size : {0, 1, 125, 126, 5000, 65535, 65536}) {
        const QByteArray text(size, 'x');
        QVERIFY(client.sendText(text));
        const WsFrame frame = client.frame();
        QCOMPARE(frame.opcode, 1);
        QCOMPARE(frame.payload, text);
    }
    QVERIFY(client.send(9, "are you there"));
    const WsFrame pong = client.frame();
    QCOMPARE(pong.opcode, 10);
    QCOMPARE(pong.payload, "are you there");
    QCOMPARE(server.server().stats().sockets, 1);
    QTRY_VERIFY(m_counts->ticks > 1);
    QVERIFY(client.send(8, QByteArray::fromHex("03e8")));
    QCOMPARE(client.frame().closeCode(), 1000);
    QVERIFY(client.raw().waitClosed());
    QTRY_COMPARE(m_counts->closed, 1);
    QTRY_COMPARE(server.server().stats().connections, 0);
    QCOMPARE(server.server().stats().sockets, 0);
    QVERIFY(m_counts->drained > 0);
}

void WebSocketTest::badHandshakesAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray base = " /a HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n";
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const QByteArray version = "Sec-WebSocket-Version: 13\r\n";
    const QByteArray connection = "Connection: Upgrade\r\n";
    QTest::newRow("post") << "POST" + base + key + version + connection + "\r\n" << 400;
    QTest::newRow("no connection") << "GET" + base + key + version + "\r\n" << 400;
    QTest::newRow("no key") << "GET" + base + version + connection + "\r\n" << 400;
    QTest::newRow("short key") << "GET" + base + "Sec-WebSocket-Key: abc=\r\n" + version + connection + "\r\n" << 400;
    QTest::newRow("old version") << "GET" + base + key + "Sec-WebSocket-Version: 8\r\n" + connection + "\r\n" << 426;
    QTest::newRow("no version") << "GET" + base + key + connection + "\r\n" << 426;
    QTest::newRow("with body") << "GET" + base + key + version + connection + "Content-Length: 1\r\n\r\na" << 400;
    QTest::newRow("frames too early") << "GET" + base + key + version + connection
            + "\r\n\x81\x80"
              "1234" << 400;
    QTest::newRow("http 1.0") << "GET /a HTTP/1.0\r\nHost: x\r\nUpgrade: websocket\r\n" + key + version + connection
            + "\r\n" << 400;
}

void WebSocketTest::badHandshakesAreRefused()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    TestServer server(quickOptions(), accepting());
    RawClient client(server.port());
    QVERIFY(client.send(request));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Sec-WebSocket-Version"), status == 426 ? "13" : QByteArray());
    QVERIFY(client.waitClosed());
    QCOMPARE(m_counts->opened, 0);
}

void WebSocketTest::ownerCanRefuse()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    const Answer refused = client.open("/refuse");
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body, "no");
    QCOMPARE(client.open("/a").status, 101); // the connection lives on
    TestServer without;
    WsClient other(without.port());
    QCOMPARE(other.open("/a").status, 404);
}

void WebSocketTest::undecidedUpgradeIs500()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/drop").status, 500);
}

void WebSocketTest::clientGoneBeforeTheDecision()
{
    TestServer server(quickOptions(), accepting());
    for (int i = 0; i < 10; ++i) {
        {
            RawClient client(server.port());
            QVERIFY(client.send("GET /wait HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
            QTRY_COMPARE(m_undecided.size(), 1);
            client.abort();
        }
        m_undecided.takeFirst().accept(std::make_shared<EchoSession>(*m_counts), {});
    }
    QTRY_COMPARE(server.server().stats().connections, 0);
    QCOMPARE(m_counts->opened, m_counts->closed);
}

void WebSocketTest::fragmentsAreOneMessage()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    QVERIFY(client.send(1, "one ", false));
    QVERIFY(client.send(0, "two ", false));
    QVERIFY(client.send(9, "between"));
    QVERIFY(client.send(0, "three", true));
    QCOMPARE(client.frame().opcode, 10);
    QCOMPARE(client.frame().payload, "one two three");
}

void WebSocketTest::badFramesClose_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isMasked");
    QTest::addColumn<int>("code");
    QTest::newRow("binary") << 2 << QByteArray("abc") << true << 1003;
    QTest::newRow("too big") << 1 << QByteArray(65537, 'a') << true << 1009;
    QTest::newRow("not utf-8") << 1 << QByteArray("\xff\xfe") << true << 1007;
    QTest::newRow("unmasked") << 1 << QByteArray("abc") << false << 1002;
    QTest::newRow("unknown opcode") << 3 << QByteArray("abc") << true << 1002;
    QTest::newRow("continuation of nothing") << 0 << QByteArray("abc") << true << 1002;
    QTest::newRow("long ping") << 9 << QByteArray(126, 'a') << true << 1002;
}

void WebSocketTest::badFramesClose()
{
    QFETCH(int, opcode);
    QFETCH(QByteArray, payload);
    QFETCH(bool, isMasked);
    QFETCH(int, code);
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    client.send(opcode, payload, true, isMasked);
    QCOMPARE(client.frame().closeCode(), code);
    QVERIFY(client.raw().waitClosed());
    QTRY_COMPARE(m_counts->closed, 1);
}

void WebSocketTest::sessionClosesAfterSending()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    QVERIFY(client.sendText("bye"));
    QCOMPARE(client.frame().payload, "last");
    const WsFrame close = client.frame();
    QCOMPARE(close.closeCode(), 1000);
    QCOMPARE(close.payload.mid(2), "done");
    QVERIFY(client.raw().waitClosed()); // the client never answers the close: closeTimeout ends it
    QTRY_COMPARE(m_counts->closed, 1);
}

void WebSocketTest::unsentCanBeDropped()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    QVERIFY(client.sendText("drop"));
    QCOMPARE(client.frame().payload.size(), 10 * 1024); // was on its way already
    QCOMPARE(client.frame().closeCode(), 4401);
}

void WebSocketTest::neverReadingClientIsBounded()
{
    http::ServerOptions options = quickOptions();
    options.socket.idleTimeout = 30s;
    TestServer server(options, accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    // Asks for far more than the kernel's buffers and our limit take, and reads nothing.
    for (int i = 0; i < 40 && m_counts->closed == 0; ++i) {
        client.sendText("flood");
        QTest::qWait(2);
    }
    QTRY_COMPARE(m_counts->closed, 1);
    QVERIFY(m_counts->maxPending <= options.socket.maxUnsentBytes + 10 * 1024);
    QTRY_COMPARE(server.server().stats().sockets, 0);
}

void WebSocketTest::silentClientTimesOut()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(client.raw().waitClosed()); // does not answer pings
    QVERIFY(timer.elapsed() > 400 && timer.elapsed() < 2500);
    QTRY_COMPARE(m_counts->closed, 1);
}

void WebSocketTest::clientGoneWithoutClose()
{
    TestServer server(quickOptions(), accepting());
    for (int i = 0; i < 5; ++i) {
        WsClient client(server.port());
        QCOMPARE(client.open("/a").status, 101);
        QVERIFY(client.sendText("flood"));
        client.raw().abort();
    }
    QTRY_COMPARE(m_counts->closed, 5);
    QTRY_COMPARE(server.server().stats().connections, 0);
}

void WebSocketTest::shutdownSaysGoingAway()
{
    TestServer server(quickOptions(), accepting());
    WsClient client(server.port());
    QCOMPARE(client.open("/a").status, 101);
    QTRY_COMPARE(m_counts->opened, 1);
    server.server().shutdown(2s);
    QCOMPARE(client.frame().closeCode(), 1001);
    QCOMPARE(m_counts->closed, 1);
}

void WebSocketTest::feedOverTheWire()
{
    EmptySource source;
    std::unique_ptr<ws::FeedHub> hub;
    http::ServerCallbacks callbacks;
    callbacks.upgrade = [&hub](const http::Request &, const ws::UpgradeReply &reply) {
        reply.accept(hub->makeSession(TenantId{QStringLiteral("t")}, SessionId{QStringLiteral("s")}), "deskbell.v1");
    };
    TestServer server(quickOptions(), callbacks);
    hub = std::make_unique<ws::FeedHub>(
        source, [&server](std::function<void()> task) { server.server().post(std::move(task)); });
    const TenantId tenant{QStringLiteral("t")};
    QVERIFY(!hub->hasListeners(tenant));
    WsClient client(server.port());
    QCOMPARE(client.open("/v1/feed", "Sec-WebSocket-Protocol: deskbell.v1\r\n").status, 101);
    QVERIFY(client.sendText(R"({"type":"init","lineage":"L","after":7,"device":"d"})"));
    QCOMPARE(client.frame().payload, R"({"type":"head","seq":7})");
    QVERIFY(hub->hasListeners(tenant));
    hub->publish(tenant, QStringLiteral("L"), 8, 9, R"([{"seq":8},{"seq":9}])");
    QCOMPARE(client.frame().payload,
        R"({"type":"batch","lineage":"L","from":8,"to":9,"head":9,"changes":[{"seq":8},{"seq":9}]})");
    hub->live(tenant, R"({"type":"hang"})");
    QCOMPARE(client.frame().payload, R"({"type":"live","live":{"type":"hang"}})");
    QVERIFY(client.sendText(R"({"type":"ping"})"));
    QCOMPARE(client.frame().payload, R"({"type":"pong"})");
    hub->closeSession(SessionId{QStringLiteral("s")});
    QVERIFY(client.frame().payload.contains("unauthorized"));
    QCOMPARE(client.frame().closeCode(), 4401);
    QTRY_VERIFY(!hub->hasListeners(tenant));
    server.server().shutdown(1s);
}

QTEST_GUILESS_MAIN(WebSocketTest)
#include "tst_websocket.moc"
