// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QCoroTask>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace deskbell;
using namespace deskbell::test;

Q_DECLARE_METATYPE(deskbell::test::Mischief)

class ApiClientTest final : public QObject
{
    Q_OBJECT

    static Result<QJsonObject> ask(ApiClient &client, ApiRequest request)
    {
        auto task = client.send(std::move(request));
        return QCoro::waitFor(std::move(task));
    }

    static Mischief raw(const QByteArray &bytes)
    {
        Mischief mischief;
        mischief.kind = Mischief::Kind::Raw;
        mischief.raw = bytes;
        return mischief;
    }

    static Mischief page(int status, const QByteArray &body, const QByteArray &extra = {})
    {
        return raw("HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + extra + "Content-Length: " + QByteArray::number(body.size())
                   + "\r\n\r\n" + body);
    }

    static Mischief says(int status, const char *code, const char *reason = "")
    {
        Mischief mischief;
        mischief.answer = failure(status, QString::fromLatin1(code), QString::fromLatin1(reason));
        return mischief;
    }

private Q_SLOTS:
    void everyAnswerHasItsKind_data()
    {
        QTest::addColumn<Mischief>("mischief");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const Mischief &mischief, ErrorKind kind, const char *code) {
            QTest::newRow(name) << mischief << int(kind) << QString::fromLatin1(code);
        };
        row("html", page(200, "<html>Welcome to Hotel Wi-Fi</html>"), ErrorKind::Protocol, "not_deskbell");
        row("html 404", page(404, "<html>Not Found</html>"), ErrorKind::Protocol, "not_deskbell");
        row("foreign json", page(200, "{\"hello\":\"world\"}"), ErrorKind::Protocol, "not_deskbell");
        row("foreign json error", page(400, "{\"error\":\"bad\"}"), ErrorKind::Protocol, "not_deskbell");
        row("json list", page(200, "[]"), ErrorKind::Protocol, "not_deskbell");
        row("empty", page(200, ""), ErrorKind::Protocol, "not_deskbell");
        row("no content", raw("HTTP/1.1 204 No Content\r\n\r\n"), ErrorKind::Protocol, "not_deskbell");
        row("success in an error", page(500, "{\"success\":true,\"data\":{}}"), ErrorKind::Protocol, "not_deskbell");
        row("redirect", page(302, "", "Location: http://127.0.0.1:1/\r\n"), ErrorKind::Protocol, "not_deskbell");
        row("proxy 502", page(502, "<html>Bad Gateway</html>"), ErrorKind::Unavailable, "proxy");
        row("proxy 504", page(504, "<html>Gateway Timeout</html>"), ErrorKind::Timeout, "proxy");
        row("cut answer", raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"succ"), ErrorKind::Network, "connection_closed");
        row("cut at once", raw(""), ErrorKind::Network, "connection_closed");
        row("deep json", page(200, QByteArray(40, '[').prepend("{\"a\":").append(QByteArray(40, ']')).append('}')), ErrorKind::Protocol, "not_deskbell");
        row("validation", says(400, "validation", "invalid_field"), ErrorKind::Validation, "invalid_field");
        row("expired", says(401, "unauthorized", "session_expired"), ErrorKind::Auth, "session_expired");
        row("forbidden", says(403, "forbidden"), ErrorKind::Forbidden, "");
        row("not found", says(404, "not_found"), ErrorKind::NotFound, "");
        row("conflict", says(409, "conflict", "version_conflict"), ErrorKind::Conflict, "version_conflict");
        row("resync", says(410, "conflict", "resync"), ErrorKind::Conflict, "resync");
        row("too large", says(413, "too_large"), ErrorKind::TooLarge, "");
        row("rate", says(429, "rate_limited"), ErrorKind::RateLimited, "");
        row("storage", says(503, "storage"), ErrorKind::Storage, "");
        row("unavailable", says(503, "unavailable"), ErrorKind::Unavailable, "");
        row("timeout", says(504, "timeout"), ErrorKind::Timeout, "");
        row("internal", says(500, "internal"), ErrorKind::Internal, "");
        row("a newer server's word", says(403, "quota_used_up"), ErrorKind::Forbidden, "quota_used_up");
    }
    void everyAnswerHasItsKind()
    {
        QFETCH(Mischief, mischief);
        QFETCH(int, kind);
        QFETCH(QString, code);
        FakeServer server;
        mischief.path = QStringLiteral("/v1/");
        mischief.times = -1;
        server.misbehave(mischief);
        ApiClient client(server.url());
        const auto answer = ask(client, ApiRequest::get(QStringLiteral("/v1/calls")));
        QVERIFY(!answer.ok());
        QVERIFY2(int(answer.error().kind) == kind, qPrintable(answer.error().detail));
        QCOMPARE(answer.error().code, code);
    }

    void factsComeWithTheError()
    {
        FakeServer server;
        const QJsonObject current{{QStringLiteral("current"), QJsonObject{{QStringLiteral("id"), QStringLiteral("o-1")}}}};
        server.misbehave(QStringLiteral("/v1/orders"), failure(409, QStringLiteral("conflict"), QStringLiteral("version_conflict"), current));
        auto busy = failure(429, QStringLiteral("rate_limited"));
        busy.headers.insert("Retry-After", "7");
        server.misbehave(QStringLiteral("/v1/calls"), busy);
        ApiClient client(server.url());
        const auto conflict = ask(client, ApiRequest::get(QStringLiteral("/v1/orders")));
        QCOMPARE(conflict.error().context, current);
        QCOMPARE(conflict.error().httpStatus, 409);
        const auto limited = ask(client, ApiRequest::get(QStringLiteral("/v1/calls")));
        QCOMPARE(limited.error().context.value(QLatin1String("retry_after")).toInt(), 7);
    }

    void unreachableServersAreNetworkErrors()
    {
        QTcpServer port;
        QVERIFY(port.listen(QHostAddress::LocalHost));
        const QUrl closed(QStringLiteral("http://127.0.0.1:%1").arg(port.serverPort()));
        port.close();
        ApiClient nobody(closed);
        const auto refused = ask(nobody, ApiRequest::get(QStringLiteral("/v1/calls")));
        QCOMPARE(refused.error().kind, ErrorKind::Network);
        QCOMPARE(refused.error().code, QStringLiteral("connection_refused"));
        ApiClient nowhere(QUrl(QStringLiteral("http://no-such-host.invalid")));
        const auto unknown = ask(nowhere, ApiRequest::get(QStringLiteral("/v1/calls")));
        QCOMPARE(unknown.error().kind, ErrorKind::Network);
        QCOMPARE(unknown.error().code, QStringLiteral("host_not_found"));
    }

    void tlsToAPlainServerFails()
    {
        QTcpServer port;
        connect(&port, &QTcpServer::newConnection, &port, [&port] {
            auto *socket = port.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        QVERIFY(port.listen(QHostAddress::LocalHost));
        ApiClient client(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(port.serverPort())));
        const auto answer = ask(client, ApiRequest::get(QStringLiteral("/v1/calls")));
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QCOMPARE(answer.error().code, QStringLiteral("tls_failed"));
    }

    void somethingThatIsNotHttpIsNotDeskbell()
    {
        FakeServer server;
        auto mischief = raw("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
        mischief.times = -1;
        server.misbehave(mischief);
        ApiClient client(server.url());
        const auto answer = ask(client, ApiRequest::get(QStringLiteral("/v1/calls")));
        QVERIFY2(answer.error().kind == ErrorKind::Protocol || answer.error().kind == ErrorKind::Network, qPrintable(answer.error().detail));
    }

    void aHangingServerTimesOut()
    {
        FakeServer server;
        Mischief hang;
        hang.kind = Mischief::Kind::Hang;
        server.misbehave(hang);
        ApiClient client(server.url());
        auto request = ApiRequest::get(QStringLiteral("/v1/calls"));
        request.timeout = std::chrono::milliseconds(80);
        QCOMPARE(ask(client, request).error().kind, ErrorKind::Timeout);
    }

    /// Qt's thread has an error on its way while we leave. With QNetworkReply::abort() that made two of them, and a fatal warning.
    void leavingWhileTheConnectionBreaksIsQuiet()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("must only be called once")));
        for (int round = 0; round < 20; ++round) {
            QTcpServer port;
            QVERIFY(port.listen(QHostAddress::LocalHost));
            ApiClient client(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port.serverPort())));
            std::stop_source stop;
            auto task = client.send(ApiRequest::get(QStringLiteral("/v1/calls")), stop.get_token());
            QTRY_VERIFY(port.hasPendingConnections());
            auto *socket = port.nextPendingConnection();
            QTRY_VERIFY(socket->bytesAvailable() > 0);
            socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            QVERIFY(socket->waitForBytesWritten());
            socket->disconnectFromHost();
            // Blocks this thread, where the reply lives, until the other side has seen the end and closed.
            QVERIFY(socket->state() == QAbstractSocket::UnconnectedState || socket->waitForDisconnected());
            stop.request_stop();
            QCOMPARE(QCoro::waitFor(std::move(task)).error().kind, ErrorKind::Cancelled);
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    void aDripOfBytesTimesOutToo()
    {
        QTcpServer port;
        connect(&port, &QTcpServer::newConnection, &port, [&port] {
            auto *socket = port.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            auto *drip = new QTimer(socket);
            connect(drip, &QTimer::timeout, socket, [socket] { socket->write("x"); });
            drip->start(20);
        });
        QVERIFY(port.listen(QHostAddress::LocalHost));
        ApiClient client(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port.serverPort())));
        auto request = ApiRequest::get(QStringLiteral("/v1/calls"));
        request.timeout = std::chrono::milliseconds(200);
        QCOMPARE(ask(client, request).error().kind, ErrorKind::Timeout);
    }

    void answersOverTheLimitAreCut_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("fits");
        QTest::newRow("at the limit") << int(ApiClient::MaxAnswerBytes) << true;
        QTest::newRow("one more") << int(ApiClient::MaxAnswerBytes) + 1 << false;
        QTest::newRow("much more") << int(ApiClient::MaxAnswerBytes) * 3 << false;
    }
    void answersOverTheLimitAreCut()
    {
        QFETCH(int, size);
        QFETCH(bool, fits);
        FakeServer server;
        const QByteArray frame = "{\"success\":true,\"data\":{\"x\":\"\"}}";
        QByteArray body = frame;
        body.insert(frame.size() - 3, QByteArray(size - frame.size(), 'a'));
        QCOMPARE(body.size(), size);
        server.misbehave(page(200, body));
        ApiClient client(server.url());
        const auto answer = ask(client, ApiRequest::get(QStringLiteral("/v1/calls")));
        QCOMPARE(answer.ok(), fits);
        if (!fits) {
            QCOMPARE(answer.error().kind, ErrorKind::TooLarge);
        }
    }

    void stoppedRequestsAreCancelled()
    {
        FakeServer server;
        Mischief hang;
        hang.kind = Mischief::Kind::Hang;
        hang.times = -1;
        server.misbehave(hang);
        ApiClient client(server.url());
        std::stop_source stop;
        auto task = client.send(ApiRequest::get(QStringLiteral("/v1/calls")), stop.get_token());
        QTRY_COMPARE(server.requests(QStringLiteral("/v1/calls")), 1);
        stop.request_stop();
        QCOMPARE(QCoro::waitFor(std::move(task)).error().kind, ErrorKind::Cancelled);
        auto late = client.send(ApiRequest::get(QStringLiteral("/v1/calls")), stop.get_token());
        QCOMPARE(QCoro::waitFor(std::move(late)).error().kind, ErrorKind::Cancelled);
    }

    void destroyingTheClientEndsItsRequests()
    {
        FakeServer server;
        Mischief hang;
        hang.kind = Mischief::Kind::Hang;
        server.misbehave(hang);
        auto client = std::make_unique<ApiClient>(server.url());
        auto task = client->send(ApiRequest::get(QStringLiteral("/v1/calls")));
        QTRY_COMPARE(server.requests(QStringLiteral("/v1/calls")), 1);
        client.reset();
        QCOMPARE(QCoro::waitFor(std::move(task)).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(ApiClientTest)
#include "tst_apiclient.moc"
