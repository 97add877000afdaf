// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/loopbacklistener.h"
#include "tests/support/manualclock.h"
#include "tests/support/manualtimers.h"

#include <QNetworkInterface>
#include <QTcpSocket>
#include <QTest>
#include <memory>
#include <optional>

using namespace deskbell;

class LoopbackListenerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesTheRightAnswer();
    void listensOnThisMachineOnly();
    void strangersGetNothingAndChangeNothing_data();
    void strangersGetNothingAndChangeNothing();
    void theFirstRightAnswerWins();
    void denialIsAnAnswer();
    void endsByItself();
    void cancelEndsIt();
    void aHeadWithoutEndIsRefused();
    void readsTheStateOfAnAddress();

private:
    /// The whole answer to a request.
    QByteArray send(const QByteArray &request)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (!socket.waitForConnected(5000)) {
            return "refused";
        }
        socket.write(request);
        QByteArray answer;
        while (socket.state() != QAbstractSocket::UnconnectedState) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
            socket.waitForReadyRead(10);
            answer += socket.readAll();
        }
        QCoreApplication::processEvents();
        return answer;
    }
    QByteArray get(const QByteArray &target) { return send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n\r\n"); }

    test::ManualClock m_clock;
    test::ManualTimers m_timers{m_clock};
    std::unique_ptr<LoopbackListener> m_listener;
    std::optional<Result<OpenIdCallback>> m_result;
    quint16 m_port = 0;
    int m_finished = 0;
};

void LoopbackListenerTest::init()
{
    m_result.reset();
    m_finished = 0;
    m_listener = std::make_unique<LoopbackListener>(m_timers);
    connect(m_listener.get(), &LoopbackListener::finished, this, [this](const Result<OpenIdCallback> &result) {
        m_result = result;
        ++m_finished;
    });
    const auto uri = m_listener->listen();
    QVERIFY(uri.ok());
    const QUrl url(uri.value());
    QCOMPARE(url.host(), QStringLiteral("127.0.0.1"));
    QCOMPARE(url.path(), QStringLiteral("/callback"));
    m_port = quint16(url.port());
    QVERIFY(!m_listener->listen().ok());
    m_listener->expect(QStringLiteral("right"));
}

void LoopbackListenerTest::takesTheRightAnswer()
{
    // Google's codes have slashes, and browsers encode them once.
    const auto answer = get("/callback?state=right&code=4%2F0Ab%2Bc&iss=https%3A%2F%2Flogin.example");
    QVERIFY(answer.startsWith("HTTP/1.1 200 "));
    for (const auto *header : {"Connection: close", "Cache-Control: no-store", "Referrer-Policy: no-referrer", "Content-Security-Policy: default-src 'none'"}) {
        QVERIFY2(answer.contains(header), header);
    }
    QVERIFY(!answer.contains("4%2F0Ab") && !answer.contains("4/0Ab"));
    QTRY_VERIFY(m_result.has_value());
    QCOMPARE(m_result->value().code, QStringLiteral("4/0Ab+c"));
    QCOMPARE(m_result->value().state, QStringLiteral("right"));
    QCOMPARE(m_result->value().issuer, QStringLiteral("https://login.example"));
    QVERIFY(!m_listener->isListening());
}

void LoopbackListenerTest::listensOnThisMachineOnly()
{
    const auto addresses = QNetworkInterface::allAddresses();
    for (const auto &address : addresses) {
        if (address.isLoopback() || address.isLinkLocal()) {
            continue;
        }
        QTcpSocket socket;
        socket.connectToHost(address, m_port);
        QVERIFY2(!socket.waitForConnected(500), qPrintable(address.toString()));
    }
}

void LoopbackListenerTest::strangersGetNothingAndChangeNothing_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    const auto host = QByteArrayLiteral("\r\nHost: 127.0.0.1:PORT\r\n\r\n");
    const auto row = [](const char *name, const QByteArray &request, const char *status) { QTest::newRow(name) << request << QByteArray(status); };
    row("other path", "GET /favicon.ico HTTP/1.1" + host, "404");
    row("path above", "GET /x/../callback?state=right&code=c HTTP/1.1" + host, "404");
    row("post", "POST /callback?state=right&code=c HTTP/1.1" + host, "404");
    row("wrong state", "GET /callback?state=wrong&code=c HTTP/1.1" + host, "400");
    row("no state", "GET /callback?code=c HTTP/1.1" + host, "400");
    row("empty state", "GET /callback?state=&code=c HTTP/1.1" + host, "400");
    row("no code", "GET /callback?state=right HTTP/1.1" + host, "400");
    row("two codes", "GET /callback?state=right&code=a&code=b HTTP/1.1" + host, "400");
    row("other host", "GET /callback?state=right&code=c HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n", "404");
    row("no host", "GET /callback?state=right&code=c HTTP/1.1\r\n\r\n", "404");
    row("whole address", "GET http://127.0.0.1/callback?state=right&code=c HTTP/1.1" + host, "404");
    row("no http", "hello" + host, "404");
    row("denial of another", "GET /callback?state=wrong&error=access_denied HTTP/1.1" + host, "400");
    row("script", "GET /callback?state=<script>alert(1)</script> HTTP/1.1" + host, "400");
}

void LoopbackListenerTest::strangersGetNothingAndChangeNothing()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    const auto answer = send(request.replace("PORT", QByteArray::number(m_port)));
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.left(40).constData());
    QVERIFY(!answer.contains("script"));
    QVERIFY(!m_result.has_value());
    QVERIFY(m_listener->isListening());
    QVERIFY(get("/callback?state=right&code=c").startsWith("HTTP/1.1 200"));
    QTRY_VERIFY(m_result.has_value());
    QCOMPARE(m_result->value().code, QStringLiteral("c"));
}

void LoopbackListenerTest::theFirstRightAnswerWins()
{
    QTcpSocket first;
    QTcpSocket second;
    const auto request = [this](const QByteArray &code) {
        return "GET /callback?state=right&code=" + code + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n\r\n";
    };
    for (auto *socket : {&first, &second}) {
        socket->connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(socket->waitForConnected(5000));
    }
    first.write(request("one"));
    first.flush();
    QTRY_VERIFY(m_result.has_value());
    second.write(request("two"));
    second.flush();
    QTRY_COMPARE(second.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_finished, 1);
    QCOMPARE(m_result->value().code, QStringLiteral("one"));
}

void LoopbackListenerTest::denialIsAnAnswer()
{
    QVERIFY(get("/callback?state=right&error=access_denied&error_description=%3Cb%3Eno").startsWith("HTTP/1.1 200"));
    QTRY_VERIFY(m_result.has_value());
    QCOMPARE(m_result->error().kind, ErrorKind::Auth);
    QCOMPARE(m_result->error().code, QStringLiteral("openid_denied"));
    QCOMPARE(m_result->error().detail, QStringLiteral("access_denied"));
}

void LoopbackListenerTest::endsByItself()
{
    m_timers.advance(LoopbackListener::Patience);
    QVERIFY(m_result.has_value());
    QCOMPARE(m_result->error().kind, ErrorKind::Timeout);
    QVERIFY(!m_listener->isListening());
}

void LoopbackListenerTest::cancelEndsIt()
{
    m_listener->cancel();
    m_listener->cancel();
    QCOMPARE(m_finished, 1);
    QCOMPARE(m_result->error().kind, ErrorKind::Cancelled);
    QVERIFY(!m_listener->isListening());
}

void LoopbackListenerTest::aHeadWithoutEndIsRefused()
{
    QVERIFY(send("GET /callback?state=" + QByteArray(20'000, 'a')).startsWith("HTTP/1.1 400"));
    QVERIFY(!m_result.has_value());
}

void LoopbackListenerTest::readsTheStateOfAnAddress()
{
    QCOMPARE(stateOf(QUrl(QStringLiteral("https://login.example/auth?client_id=a&state=x%2Fy&nonce=z"))), QStringLiteral("x/y"));
    QCOMPARE(stateOf(QUrl(QStringLiteral("https://login.example/auth"))), QString());
}

QTEST_GUILESS_MAIN(LoopbackListenerTest)
#include "tst_loopbacklistener.moc"
