// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/http/rawclient.h"
#include "tests/integration/http/testserver.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTest>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

/// Time-outs, quantities, and a process that runs out of descriptors.
class HttpLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowHeaderIsCut();
    void slowBodyIsCut();
    void bodyUnderTheMinimumRateIsCut();
    void idleConnectionIsClosed();
    void waitingForTheHandlerIsNotIdle();
    void hugeBodyIsRefusedUnread();
    void connectionsAreLimited();
    void requestsInFlightAreLimited();
    void bufferedBodiesAreLimited();
    void runningOutOfDescriptorsPausesAccept();
    void manyConnections();
};

namespace {

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

} // namespace

void HttpLimitsTest::slowHeaderIsCut()
{
    TestServer server;
    RawClient client(server.port());
    QElapsedTimer timer;
    timer.start();
    const QByteArray request = "GET /a HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(1000, 'a');
    for (qsizetype i = 0; i < request.size() && client.received().isEmpty(); ++i) {
        if (!client.send(request.mid(i, 1)) || client.waitClosed(20)) {
            break;
        }
    }
    QVERIFY(timer.elapsed() > 250 && timer.elapsed() < 1500);
    QCOMPARE(client.answer().status, 408);
    QVERIFY(client.waitClosed());
    QCOMPARE(server.server().stats().timedOut, 1);
}

void HttpLimitsTest::slowBodyIsCut()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"));
    QCOMPARE(client.answer().status, 408);
    QVERIFY(client.waitClosed());
    QCOMPARE(server.requests.size(), 0);
}

void HttpLimitsTest::bodyUnderTheMinimumRateIsCut()
{
    http::ServerOptions options = quickOptions();
    options.bodyTimeout = 60s;
    options.minBodyBytesPerSecond = 10'000;
    TestServer server(options);
    RawClient slow(server.port());
    QVERIFY(slow.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"));
    RawClient fast(server.port());
    QVERIFY(fast.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"));
    int sent = 0;
    for (; sent < 60000 && !fast.isClosed(); sent += 2000) {
        QVERIFY(fast.send(QByteArray(2000, 'a')));
        slow.send(QByteArray(10, 'a'));
        slow.waitClosed(20);
    }
    QCOMPARE(fast.answer().status, 200);
    QCOMPARE(slow.answer().status, 408);
}

void HttpLimitsTest::idleConnectionIsClosed()
{
    TestServer server;
    RawClient silent(server.port());
    RawClient used(server.port());
    QVERIFY(used.send(get("/a")));
    QCOMPARE(used.answer().status, 200);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(silent.waitClosed() && used.waitClosed());
    QVERIFY(timer.elapsed() > 300);
    QCOMPARE(silent.received(), QByteArray());
}

void HttpLimitsTest::waitingForTheHandlerIsNotIdle()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/hold")));
    QTRY_COMPARE(server.held.size(), 1);
    QVERIFY(!client.waitClosed(800));
    server.held.takeFirst()(text("at last"));
    QCOMPARE(client.answer().body, "at last");
}

void HttpLimitsTest::hugeBodyIsRefusedUnread()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 52428800\r\n\r\n"));
    const bool tookAll = client.send(QByteArray(50 * 1024 * 1024, 'a'), 2000);
    QVERIFY(!tookAll);
    // The client reads what came before the reset, if its kernel still has it; a client that looks first always does.
    RawClient looking(server.port());
    QVERIFY(looking.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 52428800\r\n\r\n" + QByteArray(200'000, 'a')));
    const Answer answer = looking.answer();
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.field("Connection"), "close");
    QTRY_COMPARE(server.server().stats().connections, 0);
}

void HttpLimitsTest::connectionsAreLimited()
{
    http::ServerOptions options = quickOptions();
    options.maxConnections = 2;
    options.idleTimeout = 10s;
    TestServer server(options);
    RawClient first(server.port());
    auto second = std::make_unique<RawClient>(server.port());
    QTRY_COMPARE(server.server().stats().connections, 2);
    RawClient third(server.port());
    const Answer answer = third.answer();
    QCOMPARE(answer.status, 503);
    QVERIFY(third.waitClosed());
    QCOMPARE(third.received(), QByteArray());
    QCOMPARE(answer.body.size(), answer.field("Content-Length").toInt());
    QVERIFY(QJsonDocument::fromJson(answer.body).isObject());
    second.reset();
    QTRY_COMPARE(server.server().stats().connections, 1);
    RawClient fourth(server.port());
    QVERIFY(fourth.send(get("/a")));
    QCOMPARE(fourth.answer().status, 200);
    QCOMPARE(server.server().stats().turnedAway, 1);
}

void HttpLimitsTest::requestsInFlightAreLimited()
{
    http::ServerOptions options = quickOptions();
    options.maxRequestsInFlight = 3;
    TestServer server(options);
    RawClient client(server.port());
    QVERIFY(client.send(get("/hold").repeated(4)));
    QTRY_COMPARE(server.held.size(), 3);
    for (int i = 0; i < 3; ++i) {
        server.held.takeFirst()(text("ok"));
        QCOMPARE(client.answer().status, 200);
    }
    const Answer refused = client.answer();
    QCOMPARE(refused.status, 503);
    QVERIFY(!refused.field("Retry-After").isEmpty());
    QVERIFY(client.send(get("/a")));
    QCOMPARE(client.answer().status, 200);
}

void HttpLimitsTest::bufferedBodiesAreLimited()
{
    http::ServerOptions options = quickOptions();
    options.maxBufferedBodyBytes = 100'000;
    TestServer server(options);
    const QByteArray post = "POST /hold HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n" + QByteArray(60000, 'a');
    RawClient first(server.port());
    QVERIFY(first.send(post));
    QTRY_COMPARE(server.held.size(), 1);
    RawClient second(server.port());
    second.send(post);
    QCOMPARE(second.answer().status, 503);
    second.close();
    server.held.takeFirst()(text("ok"));
    QCOMPARE(first.answer().status, 200);
    for (int i = 0; i < 3; ++i) { // given back each time
        QVERIFY(first.send(post));
        QTRY_COMPARE(server.held.size(), 1);
        server.held.takeFirst()(text("ok"));
        QCOMPARE(first.answer().status, 200);
    }
}

void HttpLimitsTest::runningOutOfDescriptorsPausesAccept()
{
    TestServer server;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
    }
    QTRY_COMPARE(server.server().stats().connections, 3);
    const int next = dup(STDIN_FILENO);
    ::close(next);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = static_cast<rlim_t>(next + 1); // one more: the client's own end
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &tight), 0);
    QLoggingCategory::setFilterRules(
        QStringLiteral("deskbell.server.http.io.warning=false")); // warnings are fatal here
    RawClient waiting(server.port());
    QTest::qWait(200);
    const qint64 pauses = server.server().stats().acceptPauses;
    setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY2(pauses >= 2 && pauses <= 12, qPrintable(QString::number(pauses))); // every 20 ms, not in a spin
    QVERIFY(waiting.send(get("/a")));
    QCOMPARE(waiting.answer().status, 200);
}

void HttpLimitsTest::manyConnections()
{
    http::ServerOptions options = quickOptions();
    options.idleTimeout = 30s;
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 400; ++i) { // over the limit per address: loopback is exempt
        clients.push_back(std::make_unique<RawClient>(server.port()));
        QVERIFY(clients.back()->send(get("/a")));
    }
    for (const auto &client : clients) {
        QCOMPARE(client->answer().status, 200);
    }
    QCOMPARE(server.server().stats().connections, 400);
    clients.clear();
    QTRY_COMPARE(server.server().stats().connections, 0);
}

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "tst_httplimits.moc"
