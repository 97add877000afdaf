// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tlscontext.h"
#include "server/http/tlsidentity.h"
#include "server/ws/session.h"
#include "server/ws/socket.h"
#include "tests/integration/http/rawclient.h"
#include "tests/integration/http/testserver.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

namespace {

const auto Now = fromMillis(1'795'200'000'000);

class EchoSession final : public ws::Session
{
public:
    void opened(ws::Socket &socket) override { m_socket = &socket; }
    void message(QByteArray text) override { m_socket->send(std::make_shared<const QByteArray>(std::move(text))); }
    void closed() override { }

private:
    ws::Socket *m_socket = nullptr;
};

struct Encrypted {
    QTemporaryDir dir;
    Result<http::TlsIdentity> identity = make(Now);

    [[nodiscard]] QString file(const char *name) const { return dir.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] Result<http::TlsIdentity> make(Instant now) const
    {
        return http::loadOrCreateIdentity(file("c.pem"), file("k.pem"), QStringLiteral("desk-host"), now);
    }
    [[nodiscard]] http::ServerOptions options() const
    {
        auto options = quickOptions();
        options.headerTimeout = 1500ms;
        options.idleTimeout = 8s;
        options.tls = http::TlsContext::make(identity.value().certificatePem, identity.value().keyPem).value();
        return options;
    }
};

/// A TLS client that takes any certificate and runs the event loop while it waits.
struct Client {
    QSslSocket socket;

    [[nodiscard]] bool connectTo(quint16 port, QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
    {
        socket.setProtocol(protocol);
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        return QTest::qWaitFor([this] { return socket.isEncrypted() || socket.state() == QAbstractSocket::UnconnectedState; }) && socket.isEncrypted();
    }
    /// What has come when `enough` bytes are here, or the other side has ended.
    [[nodiscard]] QByteArray read(qsizetype enough)
    {
        QByteArray got;
        (void)QTest::qWaitFor([&] {
            got += socket.readAll();
            return got.size() >= enough || socket.state() == QAbstractSocket::UnconnectedState;
        });
        return got + socket.readAll();
    }
};

} // namespace

/// HTTP and WebSocket under TLS, and the certificate the service makes itself.
class TlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theIdentityIsMadeOnce();
    void anEndingCertificateIsRenewedForItsKey();
    void aDamagedKeyIsSaid();
    void foreignPemIsChecked();
    void qtSeesTheSameKeyHash();
    void requestsAndAnswers_data();
    void requestsAndAnswers();
    void pipelinedRequestsAndAChoppedBody();
    void aSlowReaderGetsAll();
    void webSocketsWork();
    void aHandshakeThatStallsIsCut();
    void plainTextIsNotAnswered();
    void manyConnectionsInARow();
};

void TlsTest::theIdentityIsMadeOnce()
{
    const Encrypted one;
    QVERIFY(one.identity.ok());
    QCOMPARE(one.identity.value().keyHash.size(), 32);
    const auto mode = QFile::permissions(one.file("k.pem"));
    QCOMPARE(mode & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    const auto again = one.make(Now + 24h);
    QVERIFY(again.ok());
    QCOMPARE(again.value().keyHash, one.identity.value().keyHash);
    QCOMPARE(again.value().certificatePem, one.identity.value().certificatePem);
}

void TlsTest::anEndingCertificateIsRenewedForItsKey()
{
    const Encrypted one;
    const auto later = one.make(Now + 24h * 365 * 19 + 24h);
    QVERIFY(later.ok());
    QCOMPARE(later.value().keyHash, one.identity.value().keyHash);
    QVERIFY(later.value().certificatePem != one.identity.value().certificatePem);
    QVERIFY(QFile::remove(one.file("c.pem")));
    QCOMPARE(one.make(Now).value().keyHash, one.identity.value().keyHash);
}

void TlsTest::aDamagedKeyIsSaid()
{
    const Encrypted one;
    QFile key(one.file("k.pem"));
    QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
    key.write("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    key.close();
    const auto again = one.make(Now);
    QVERIFY(!again.ok());
    QCOMPARE(again.error().code, QStringLiteral("config"));
}

void TlsTest::foreignPemIsChecked()
{
    const Encrypted one;
    const Encrypted other;
    const auto &own = one.identity.value();
    QVERIFY(http::TlsContext::make(own.certificatePem, own.keyPem).ok());
    QCOMPARE(http::TlsContext::make(own.certificatePem, other.identity.value().keyPem).error().code, QStringLiteral("config"));
    QVERIFY(!http::TlsContext::make("nonsense", own.keyPem).ok());
    QVERIFY(!http::TlsContext::make(own.certificatePem, "nonsense").ok());
    QVERIFY(!http::TlsContext::make({}, {}).ok());
}

void TlsTest::qtSeesTheSameKeyHash()
{
    const Encrypted one;
    const QSslCertificate certificate(one.identity.value().certificatePem);
    QCOMPARE(QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256), one.identity.value().keyHash);
    QVERIFY(certificate.subjectAlternativeNames().values(QSsl::DnsEntry).contains(QStringLiteral("desk-host")));
}

void TlsTest::requestsAndAnswers_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("1.3") << int(QSsl::TlsV1_3);
}

void TlsTest::requestsAndAnswers()
{
    QFETCH(int, protocol);
    const Encrypted tls;
    TestServer server(tls.options());
    Client client;
    QVERIFY(client.connectTo(server.port(), QSsl::SslProtocol(protocol)));
    QCOMPARE(int(client.socket.sessionProtocol()), protocol);
    for (int i = 0; i < 3; ++i) {
        client.socket.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        const auto answer = client.read(150);
        QVERIFY2(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("POST /a hello"), answer.constData());
    }
    QCOMPARE(server.requests.size(), 3);
    QVERIFY(server.requests.first().isSecure);
    QCOMPARE(server.requests.first().peer, "127.0.0.1");
}

void TlsTest::pipelinedRequestsAndAChoppedBody()
{
    const Encrypted tls;
    TestServer server(tls.options());
    Client client;
    QVERIFY(client.connectTo(server.port()));
    const QByteArray body(60'000, 'b');
    QByteArray bytes = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n" + body
        + "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    while (!bytes.isEmpty()) {
        client.socket.write(bytes.left(7777));
        client.socket.flush();
        bytes = bytes.mid(7777);
        QTest::qWait(1);
    }
    const auto answers = client.read(1'000'000);
    QVERIFY(answers.contains("GET /1 "));
    QVERIFY(answers.contains("POST /2 bbb"));
    QVERIFY(answers.endsWith("GET /3 "));
    QCOMPARE(server.requests.size(), 3);
}

void TlsTest::aSlowReaderGetsAll()
{
    const Encrypted tls;
    TestServer server(tls.options());
    Client client;
    QVERIFY(client.connectTo(server.port()));
    client.socket.setReadBufferSize(4096);
    constexpr int Times = 8;
    for (int i = 0; i < Times; ++i) {
        client.socket.write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    QTest::qWait(200);
    qsizetype got = 0;
    QVERIFY(QTest::qWaitFor([&] { return (got += client.socket.read(4096).size()) >= Times * 256 * 1024; }, 20'000));
}

void TlsTest::webSocketsWork()
{
    const Encrypted tls;
    http::ServerCallbacks callbacks;
    callbacks.upgrade = [](const http::Request &, const ws::UpgradeReply &reply) { reply.accept(std::make_shared<EchoSession>(), {}); };
    TestServer server(tls.options(), std::move(callbacks));
    QWebSocket socket;
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.setSslConfiguration(configuration);
    QSignalSpy heard(&socket, &QWebSocket::textMessageReceived);
    socket.open(QUrl(QStringLiteral("wss://127.0.0.1:%1/v1/feed").arg(server.port())));
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    const QString large(60'000, QLatin1Char('w'));
    socket.sendTextMessage(QStringLiteral("one"));
    socket.sendTextMessage(large);
    socket.sendTextMessage(QStringLiteral("three"));
    QTRY_COMPARE(heard.size(), 3);
    QCOMPARE(heard.at(1).first().toString(), large);
    socket.close();
    QTRY_COMPARE(server.server().stats().sockets, 0);
    QTRY_COMPARE(server.server().stats().connections, 0);
}

void TlsTest::aHandshakeThatStallsIsCut()
{
    const Encrypted tls;
    TestServer server(tls.options());
    QElapsedTimer timer;
    timer.start();
    RawClient silent(server.port());
    RawClient half(server.port());
    QVERIFY(half.send(QByteArray::fromHex("160301020001")));
    QVERIFY(silent.waitClosed(6000) && half.waitClosed(6000));
    QVERIFY(timer.elapsed() < 6000); // the time of a header, not of an idle connection
    QCOMPARE(silent.received(), QByteArray());
    QCOMPARE(server.server().stats().timedOut, 2);
}

void TlsTest::plainTextIsNotAnswered()
{
    const Encrypted tls;
    TestServer server(tls.options());
    RawClient client(server.port());
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\n\r\n"));
    QVERIFY(client.waitClosed());
    QVERIFY(!client.received().startsWith("HTTP/"));
    QCOMPARE(server.requests.size(), 0);
}

void TlsTest::manyConnectionsInARow()
{
    const Encrypted tls;
    TestServer server(tls.options());
    for (int i = 0; i < 50; ++i) {
        Client client;
        QVERIFY(client.connectTo(server.port()));
        client.socket.write("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QVERIFY(client.read(1'000'000).endsWith("GET /a "));
    }
    QTRY_COMPARE(server.server().stats().connections, 0);
}

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
