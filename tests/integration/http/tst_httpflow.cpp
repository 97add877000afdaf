// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/http/rawclient.h"
#include "tests/integration/http/testserver.h"

#include <QTest>
#include <QTimer>
#include <random>
#include <thread>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

/// Order of answers, clients that go away, answers that come late, and the end of the server.
class HttpFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersKeepTheOrderOfRequests();
    void answersFromManyThreads();
    void inlineAnswersWaitForEarlierOnes();
    void pipelineDepthIsBounded();
    void tenThousandPipelinedAreAnswered();
    void unreadAnswersAreBounded();
    void hangUpAtEveryByte();
    void lateAnswersAreDropped();
    void halfClosedClientGetsItsAnswer();
    void largeAnswerArrivesWhole();
    void repliesMayOutliveTheServer();
    void throwingHandlersAnswer500();
    void shutdownFinishesWhatIsInWork();
    void shutdownCutsAfterGrace();
    void stopAcceptingKeepsOpenConnections();
    void secondListenerIsRefused();
};

namespace {

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

} // namespace

void HttpFlowTest::answersKeepTheOrderOfRequests()
{
    TestServer server;
    RawClient client(server.port());
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        QByteArray burst;
        for (int i = 0; i < 10; ++i) {
            burst += get("/hold");
        }
        QVERIFY(client.send(burst));
        QTRY_COMPARE(server.held.size(), 10);
        QList<int> order{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        std::shuffle(order.begin(), order.end(), random);
        for (const int i : order) {
            server.held.at(i)(text(QByteArray::number(i) + QByteArray(i % 3 == 0 ? 20000 : 0, '-')));
        }
        server.held.clear();
        for (int i = 0; i < 10; ++i) {
            const QByteArray body = client.answer().body;
            QCOMPARE(body.left(1), QByteArray::number(i));
            QCOMPARE(body.size(), 1 + (i % 3 == 0 ? 20000 : 0));
        }
    }
}

void HttpFlowTest::answersFromManyThreads()
{
    http::ServerCallbacks callbacks;
    std::vector<std::thread> threads;
    callbacks.handler = [&threads](const http::Request &request, const http::Reply &reply) {
        threads.emplace_back([reply, query = request.query] { reply(text(query)); });
    };
    TestServer server(quickOptions(), callbacks);
    {
        RawClient client(server.port());
        QByteArray burst;
        for (int i = 0; i < 100; ++i) {
            burst += get("/a?" + QByteArray::number(i));
        }
        QVERIFY(client.send(burst));
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(client.answer().body, QByteArray::number(i));
        }
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    QCOMPARE(server.server().stats().inFlight, 0);
}

void HttpFlowTest::inlineAnswersWaitForEarlierOnes()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/hold") + get("/inline") + get("/inline")));
    QTRY_COMPARE(server.held.size(), 1);
    QCOMPARE(client.read(1, 50), QByteArray());
    server.held.takeFirst()(text("first"));
    QCOMPARE(client.answer().body, "first");
    QCOMPARE(client.answer().body, "inline");
    QCOMPARE(client.answer().body, "inline");
}

void HttpFlowTest::pipelineDepthIsBounded()
{
    http::ServerOptions options = quickOptions();
    options.pipelineDepth = 4;
    TestServer server(options);
    RawClient client(server.port());
    QVERIFY(client.send(get("/hold").repeated(10)));
    QTRY_COMPARE(server.held.size(), 4);
    QTest::qWait(30);
    QCOMPARE(server.held.size(), 4);
    for (int i = 0; i < 10; ++i) {
        QTRY_VERIFY(!server.held.isEmpty());
        server.held.takeFirst()(text(QByteArray::number(i)));
        QCOMPARE(client.answer().body, QByteArray::number(i));
    }
}

void HttpFlowTest::tenThousandPipelinedAreAnswered()
{
    TestServer server;
    RawClient client(server.port());
    constexpr int Total = 10'000;
    std::thread sender([&client] { client.send(get("/inline").repeated(Total), 8000); });
    int answered = 0;
    while (answered < Total && client.answer().body == "inline") {
        ++answered;
    }
    sender.join();
    QCOMPARE(answered, Total);
    QCOMPARE(server.server().stats().requests, Total);
}

void HttpFlowTest::unreadAnswersAreBounded()
{
    std::atomic<int> answered{0};
    http::ServerCallbacks callbacks;
    callbacks.inlineHandler = [&answered](const http::Request &, const http::Reply &reply) {
        ++answered;
        reply(text(QByteArray(100 * 1024, 'x')));
        return true;
    };
    http::ServerOptions options = quickOptions();
    options.idleTimeout = 200ms;
    TestServer server(options, callbacks);
    RawClient client(server.port());
    const QByteArray burst = get("/a").repeated(1000);
    client.sendSome(burst);
    QTRY_VERIFY(answered > 0);
    QTRY_COMPARE(server.server().stats().connections, 0); // reads nothing, so it is cut
    // The kernel's buffers take a few MiB; our queue takes 1 MiB and one answer more.
    QVERIFY2(answered < 200, qPrintable(QString::number(answered)));
    QCOMPARE(server.server().stats().timedOut, 1);
}

void HttpFlowTest::hangUpAtEveryByte()
{
    TestServer server;
    const QByteArray request
        = "POST /hold HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    for (qsizetype bytes = 0; bytes <= request.size(); ++bytes) {
        RawClient polite(server.port());
        QVERIFY(polite.send(request.left(bytes)));
        polite.close();
        RawClient rude(server.port());
        QVERIFY(rude.send(request.left(bytes)));
        rude.abort();
    }
    // The whole request with a FIN behind it is still waited for; everything else is gone.
    QTRY_VERIFY(server.server().stats().connections <= 1);
    QTRY_VERIFY(!server.held.isEmpty());
    for (const http::Reply &reply : std::as_const(server.held)) {
        reply(text("late"));
    }
    server.held.clear();
    QTRY_COMPARE(server.server().stats().connections, 0);
    QCOMPARE(server.server().stats().inFlight, 0);
    RawClient client(server.port());
    QVERIFY(client.send(get("/a")));
    QCOMPARE(client.answer().status, 200);
}

void HttpFlowTest::lateAnswersAreDropped()
{
    TestServer server;
    for (int i = 0; i < 10; ++i) {
        RawClient client(server.port());
        QVERIFY(client.send(get("/hold").repeated(3)));
        QTRY_COMPARE(server.held.size(), 3);
        client.abort();
        QTRY_COMPARE(server.server().stats().connections, 0);
        server.held.at(1)(text("late"));
        server.held.at(1)(text("twice"));
        server.held.clear();
    }
    QTRY_COMPARE(server.server().stats().lateAnswers, 30);
    QCOMPARE(server.server().stats().inFlight, 0);
}

void HttpFlowTest::halfClosedClientGetsItsAnswer()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/hold") + get("/a")));
    client.finishSending();
    QTRY_COMPARE(server.held.size(), 1);
    QTest::qWait(30);
    server.held.takeFirst()(text("first"));
    QCOMPARE(client.answer().body, "first");
    QCOMPARE(client.answer().body, "GET /a ");
    QVERIFY(client.waitClosed());
}

void HttpFlowTest::largeAnswerArrivesWhole()
{
    http::ServerCallbacks callbacks;
    QByteArray body(8 * 1024 * 1024, '\0');
    for (qsizetype i = 0; i < body.size(); ++i) {
        body[i] = static_cast<char>(i * 31 >> 3);
    }
    callbacks.handler = [&body](const http::Request &, const http::Reply &reply) { reply(text(body)); };
    TestServer server(quickOptions(), callbacks);
    RawClient client(server.port());
    QVERIFY(client.send(get("/a") + get("/b")));
    QVERIFY(client.answer().body == body);
    QVERIFY(client.answer().body == body);
}

void HttpFlowTest::repliesMayOutliveTheServer()
{
    QList<http::Reply> held;
    {
        TestServer server;
        RawClient client(server.port());
        QVERIFY(client.send(get("/hold") + get("/hold")));
        QTRY_COMPARE(server.held.size(), 2);
        held = server.held;
        server.held.clear();
    }
    held.first()(text("nobody"));
    held.clear();
}

void HttpFlowTest::throwingHandlersAnswer500()
{
    http::ServerCallbacks callbacks;
    callbacks.inlineHandler = [](const http::Request &request, const http::Reply &) -> bool {
        if (request.path == "/io") {
            throw std::runtime_error("inline");
        }
        return false;
    };
    callbacks.handler = [](const http::Request &, const http::Reply &) { throw std::runtime_error("handler"); };
    TestServer server(quickOptions(), callbacks);
    RawClient client(server.port());
    QVERIFY(client.send(get("/io") + get("/qt")));
    QCOMPARE(client.answer().status, 500);
    QCOMPARE(client.answer().status, 500);
}

void HttpFlowTest::shutdownFinishesWhatIsInWork()
{
    TestServer server;
    RawClient idle(server.port());
    RawClient partial(server.port());
    QVERIFY(partial.send("GET /a HTT"));
    RawClient busy(server.port());
    QVERIFY(busy.send(get("/hold") + get("/hold")));
    QTRY_COMPARE(server.held.size(), 2);
    QTRY_COMPARE(server.server().stats().connections, 3);
    QTimer::singleShot(60, QCoreApplication::instance(), [&server] {
        server.held.at(1)(text("second"));
        server.held.at(0)(text("first"));
    });
    QElapsedTimer timer;
    timer.start();
    server.server().shutdown(3s);
    QVERIFY(timer.elapsed() >= 50 && timer.elapsed() < 1500);
    QCOMPARE(busy.answer().body, "first");
    const Answer last = busy.answer();
    QCOMPARE(last.body, "second");
    QCOMPARE(last.field("Connection"), "close");
    QVERIFY(idle.waitClosed() && partial.waitClosed() && busy.waitClosed());
    QVERIFY(RawClient(server.port()).isClosed());
}

void HttpFlowTest::shutdownCutsAfterGrace()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/hold")));
    QTRY_COMPARE(server.held.size(), 1);
    QElapsedTimer timer;
    timer.start();
    server.server().shutdown(100ms);
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(client.waitClosed());
    server.held.first()(text("nobody"));
    server.server().shutdown(100ms); // a second time does nothing
}

void HttpFlowTest::stopAcceptingKeepsOpenConnections()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(get("/a")));
    QCOMPARE(client.answer().status, 200);
    server.server().stopAccepting();
    QTRY_VERIFY(RawClient(server.port()).isClosed());
    QVERIFY(client.send(get("/b")));
    QCOMPARE(client.answer().body, "GET /b ");
}

void HttpFlowTest::secondListenerIsRefused()
{
    TestServer first;
    http::ServerOptions options = quickOptions();
    options.port = first.port();
    http::HttpServer second(options, {});
    const auto port = second.listen();
    QVERIFY(!port);
    QCOMPARE(port.error().kind, ErrorKind::Network);
    options.host = QStringLiteral("not an address");
    http::HttpServer third(options, {});
    QVERIFY(!third.listen());
}

QTEST_GUILESS_MAIN(HttpFlowTest)
#include "tst_httpflow.moc"
