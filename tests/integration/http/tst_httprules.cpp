// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/http/rawclient.h"
#include "tests/integration/http/testserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;

/// What is accepted and what is refused, byte by byte.
class HttpRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsValidRequests_data();
    void acceptsValidRequests();
    void refusesAmbiguousRequests_data();
    void refusesAmbiguousRequests();
    void refusalIsAnEnvelopeAndCloses();
    void nothingHiddenInABodyIsServed();
    void headHasLengthButNoBody();
    void optionsStarIsAnsweredHere();
    void continueComesAfterTheChecks();
    void continueIsNotSentWhenRefused();
    void requestIdIsRepeatedWhenUsable();
    void answerFieldsCanNotBeSplit();
    void otherHostsAreMisdirected();
    void http10ClosesUnlessAskedToStay();
    void unansweredRequestsGet500();
};

namespace {

/// With a NUL for each '@'.
QByteArray withNul(const char *text) { return QByteArray(text).replace('@', '\0'); }
QByteArray repeated(const char *text, int times)
{
    return QByteArray(text).repeated(times);
}

} // namespace

void HttpRulesTest::acceptsValidRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("echo");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &echo) {
        QTest::newRow(name) << bytes << echo;
    };
    row("get", "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a ");
    row("empty lines first", "\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a ");
    row("absolute form", "GET http://x:80/a?q HTTP/1.1\r\nHost: x:80\r\n\r\n", "GET /a ");
    row("ipv6 host", "GET /a HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "GET /a ");
    row("no host in 1.0", "GET /a HTTP/1.0\r\n\r\n", "GET /a ");
    row("length", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "POST /a hello");
    row("length 0", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "POST /a ");
    row("chunked", "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n",
        "POST /a hello!");
    row("chunk extension", "PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
        "PUT /a abc");
    row("chunked and empty", "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "POST /a ");
    row("trailers", "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-T: 1\r\n\r\n",
        "POST /a a");
    row("patch", "PATCH /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nz", "PATCH /a z");
    row("delete", "DELETE /a HTTP/1.1\r\nHost: x\r\n\r\n", "DELETE /a ");
    row("options", "OPTIONS /a HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS /a ");
    row("body at the limit", "POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n0123456789abcdef",
        "POST /small 0123456789abcdef");
    row("target at the limit", "GET /" + repeated("a", 8191) + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /" + repeated("a", 8191) + " ");
    row("other upgrade", "GET /a HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", "GET /a ");
}

void HttpRulesTest::acceptsValidRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, echo);
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(bytes));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, echo);
    QCOMPARE(answer.field("X-Content-Type-Options"), "nosniff");
    QCOMPARE(answer.field("Cache-Control"), "no-store");
    QVERIFY(!answer.field("Date").isEmpty());
    QVERIFY(answer.field("Server").isNull());
    QCOMPARE(server.requests.size(), 1);
    // The same, a byte at a time.
    RawClient slow(server.port());
    if (bytes.size() < 1000) {
        for (const char byte : bytes) {
            QVERIFY(slow.send(QByteArray(1, byte)));
        }
        QCOMPARE(slow.answer().body, echo);
    }
}

namespace {

void refused(const char *name, const QByteArray &bytes, int status = 400) { QTest::newRow(name) << bytes << status; }

/// Bodies whose end could be read in two ways, or that are longer than they may be.
void addBodyRows()
{
    const QByteArray post = "POST /a HTTP/1.1\r\nHost: x\r\n";
    const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    refused("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
    refused("same length twice", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello");
    refused("list of lengths", post + "Content-Length: 5, 5\r\n\r\nhello");
    refused("negative length", post + "Content-Length: -1\r\n\r\n");
    refused("signed length", post + "Content-Length: +5\r\n\r\nhello");
    refused("hex length", post + "Content-Length: 0x5\r\n\r\nhello");
    refused("empty length", post + "Content-Length:\r\n\r\n");
    refused("overflowing length", post + "Content-Length: 99999999999999999999\r\n\r\n");
    refused("length and chunked", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    refused("chunked and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
    refused("chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 501);
    refused("identity", post + "Transfer-Encoding: identity\r\n\r\n", 501);
    refused("xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501);
    refused("chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    refused("chunked in 1.0", "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    refused("negative chunk", chunked + "-1\r\n\r\n");
    refused("chunk size is no number", chunked + "zz\r\nhello\r\n0\r\n\r\n");
    refused("endless chunk size", chunked + "fffffffffffffffffffff\r\n");
    refused("huge chunk", chunked + "fffffffffffffff\r\n", 413);
    refused("chunk longer than said", chunked + "1\r\nhello\r\n0\r\n\r\n");
    refused("chunk with bare lf", chunked + "5\nhello\n0\n\n");
    refused("long chunk extension", chunked + "1;" + repeated("a", 20000) + "\r\n", 431);
    refused("long trailer", chunked + "0\r\nX: " + repeated("a", 20000) + "\r\n\r\n", 431);
    refused("chunks over the limit", chunked + "10000\r\n" + repeated("a", 65536) + "\r\n1\r\na\r\n0\r\n\r\n", 413);
    refused("many chunk extensions", chunked + repeated("1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\na\r\n", 600), 431);
    refused("length over the limit", post + "Content-Length: 65537\r\n\r\n", 413);
    refused("small route", "POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 17\r\n\r\n0123456789abcdefg", 413);
    refused("other expectation", post + "Expect: 200-ok\r\nContent-Length: 1\r\n\r\n", 417);
}

} // namespace

void HttpRulesTest::refusesAmbiguousRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    addBodyRows();
    refused("no host", "GET /a HTTP/1.1\r\n\r\n");
    refused("two hosts", "GET /a HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n");
    refused("empty host", "GET /a HTTP/1.1\r\nHost:\r\n\r\n");
    refused("garbage host", "GET /a HTTP/1.1\r\nHost: x y\r\n\r\n");
    refused("host with path", "GET /a HTTP/1.1\r\nHost: x/y\r\n\r\n");
    refused("host with user", "GET /a HTTP/1.1\r\nHost: u@x\r\n\r\n");
    refused("host with bad port", "GET /a HTTP/1.1\r\nHost: x:8a\r\n\r\n");
    refused("open bracket", "GET /a HTTP/1.1\r\nHost: [::1\r\n\r\n");
    refused("authority differs", "GET http://y/a HTTP/1.1\r\nHost: x\r\n\r\n");
    refused("unknown method", "BREW /a HTTP/1.1\r\nHost: x\r\n\r\n", 501);
    refused("lower-case method", "get /a HTTP/1.1\r\nHost: x\r\n\r\n", 501);
    refused("trace", "TRACE /a HTTP/1.1\r\nHost: x\r\n\r\n", 405);
    refused("connect", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", 405);
    refused("version 9.9", "GET /a HTTP/9.9\r\nHost: x\r\n\r\n", 505);
    refused("version 2.0", "GET /a HTTP/2.0\r\nHost: x\r\n\r\n", 505);
    refused("no version", "GET /a\r\nHost: x\r\n\r\n", 400);
    refused("two spaces", "GET  /a HTTP/1.1\r\nHost: x\r\n\r\n");
    refused("no slash", "GET a HTTP/1.1\r\nHost: x\r\n\r\n");
    refused("star without options", "GET * HTTP/1.1\r\nHost: x\r\n\r\n");
    refused("fragment", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n");
    refused("high byte in target", "GET /\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n");
    refused("nul in target", withNul("GET /a@b HTTP/1.1\r\nHost: x\r\n\r\n"));
    refused("nul in field", withNul("GET /a HTTP/1.1\r\nHost: x\r\nA: b@c\r\n\r\n"));
    refused("space before colon", "GET /a HTTP/1.1\r\nHost : x\r\n\r\n");
    refused("field without name", "GET /a HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n");
    refused("field without colon", "GET /a HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n");
    refused("folded field", "GET /a HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n");
    refused("folded with tab", "GET /a HTTP/1.1\r\nHost: x\r\nA: b\r\n\tc\r\n\r\n");
    refused("bare lf", "GET /a HTTP/1.1\nHost: x\n\n");
    refused("bare lf at the end", "GET /a HTTP/1.1\r\nHost: x\r\n\n");
    refused("bare cr", "GET /a HTTP/1.1\r\nHost: x\rA: b\r\n\r\n");
    refused("target too long", "GET /" + repeated("a", 8192) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414);
    refused("endless target", "GET /" + repeated("a", 20000), 414);
    refused("header bomb", "GET /a HTTP/1.1\r\nHost: x\r\nA: " + repeated("a", 20000), 431);
    refused("complete header bomb", "GET /a HTTP/1.1\r\nHost: x\r\nA: " + repeated("a", 16384) + "\r\n\r\n", 431);
    refused("many fields", "GET /a HTTP/1.1\r\nHost: x\r\n" + repeated("a: b\r\n", 120) + "\r\n", 431);
    refused("tls", withNul("\x16\x03\x01\x02@\x01@\x01\xfc\x03\x03\r\n\r\n"));
}

void HttpRulesTest::refusesAmbiguousRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send(bytes));
    // What follows on the connection must not be taken for a request.
    client.sendSome("GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    const Answer answer = client.answer();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Connection"), "close");
    client.finishSending();
    QVERIFY(client.waitClosed());
    QCOMPARE(client.received(), QByteArray());
    QCOMPARE(server.requests.size(), 0);
}

void HttpRulesTest::refusalIsAnEnvelopeAndCloses()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("GET /a HTTP/1.1\r\n\r\n"));
    const Answer answer = client.answer();
    QCOMPARE(answer.field("Content-Type"), "application/json");
    const QJsonObject envelope = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(envelope.value(QLatin1String("success")), QJsonValue(false));
    const QJsonObject error = envelope.value(QLatin1String("error")).toObject();
    QCOMPARE(error.value(QLatin1String("code")).toString(), QStringLiteral("validation"));
    QCOMPARE(error.value(QLatin1String("reason")).toString(), QStringLiteral("bad_host"));
    QCOMPARE(error.value(QLatin1String("request_id")).toString(), QString::fromLatin1(answer.field("X-Request-Id")));
    QVERIFY(!answer.field("X-Request-Id").isEmpty());
    QCOMPARE(server.server().stats().refused, 1);
}

void HttpRulesTest::nothingHiddenInABodyIsServed()
{
    TestServer server;
    RawClient client(server.port());
    const QByteArray hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    QVERIFY(client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(hidden.size())
        + "\r\n\r\n" + hidden + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(client.answer().body, "POST /a " + hidden);
    QCOMPARE(client.answer().body, "GET /b ");
    QCOMPARE(server.requests.size(), 2);
}

void HttpRulesTest::headHasLengthButNoBody()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(client.answer(true).field("Content-Length"), QByteArray::number(qsizetype(strlen("HEAD /a "))));
    QCOMPARE(client.answer().body, "GET /b ");
    RawClient refused(server.port());
    QVERIFY(refused.send("HEAD /a HTTP/1.1\r\n\r\n"));
    QVERIFY(refused.readAll().endsWith("\r\n\r\n"));
}

void HttpRulesTest::optionsStarIsAnsweredHere()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, 204);
    QVERIFY(answer.field("Allow").contains("PATCH"));
    QVERIFY(answer.field("Content-Length").isNull());
    QCOMPARE(server.requests.size(), 0);
}

void HttpRulesTest::continueComesAfterTheChecks()
{
    TestServer server;
    RawClient client(server.port());
    const QByteArray head = "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    QVERIFY(client.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n" + head));
    QTRY_COMPARE(server.held.size(), 1);
    QCOMPARE(client.read(1, 50), QByteArray()); // not before the answer to the earlier request
    server.held.takeFirst()(text("first"));
    QCOMPARE(client.answer().body, "first");
    QCOMPARE(client.answer().status, 100);
    QVERIFY(client.send("ok"));
    QCOMPARE(client.answer().body, "POST /a ok");
    QVERIFY(client.send(head + "ok")); // does not wait, so needs no interim answer
    QCOMPARE(client.answer().body, "POST /a ok");
}

void HttpRulesTest::continueIsNotSentWhenRefused()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("POST /small HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 17\r\n\r\n"));
    QCOMPARE(client.answer().status, 413);
    QVERIFY(client.waitClosed());
}

void HttpRulesTest::requestIdIsRepeatedWhenUsable()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\nX-Request-Id: Ab.9_-\r\n\r\n"));
    QCOMPARE(client.answer().field("X-Request-Id"), "Ab.9_-");
    QCOMPARE(server.requests.constLast().id, "Ab.9_-");
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b\r\n\r\n"));
    const QByteArray first = client.answer().field("X-Request-Id");
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + repeated("a", 65) + "\r\n\r\n"));
    const QByteArray second = client.answer().field("X-Request-Id");
    QVERIFY(!first.isEmpty() && !second.isEmpty() && first != second && second.size() < 65);
}

void HttpRulesTest::answerFieldsCanNotBeSplit()
{
    http::ServerCallbacks callbacks;
    callbacks.handler = [](const http::Request &, const http::Reply &reply) {
        http::Response response = text("x");
        response.headers = {{"Location", "/a\r\nSet-Cookie: b"}, {"Bad\nName", "c"}, {"Content-Length", "99"},
            {"Cache-Control", "max-age=5"}, {"ETag", "\"1\""}};
        reply(response);
    };
    TestServer server(quickOptions(), callbacks);
    RawClient client(server.port());
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"));
    const Answer answer = client.answer();
    QCOMPARE(answer.body, "x");
    QVERIFY(!answer.head.contains("Set-Cookie") && !answer.head.contains("Name"));
    QCOMPARE(answer.field("Cache-Control"), "max-age=5");
    QCOMPARE(answer.field("ETag"), "\"1\"");
    QCOMPARE(answer.head.count("Cache-Control"), 1);
}

void HttpRulesTest::otherHostsAreMisdirected()
{
    http::ServerOptions options = quickOptions();
    options.allowedHosts = {"desk.example", "[::1]"};
    TestServer server(options);
    const auto statusFor = [&server](const QByteArray &host) {
        RawClient client(server.port());
        client.send("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return client.answer().status;
    };
    QCOMPARE(statusFor("Desk.Example:8080"), 200);
    QCOMPARE(statusFor("[::1]:1"), 200);
    QCOMPARE(statusFor("evil.example"), 421);
    QCOMPARE(statusFor("desk.example.evil"), 421);
}

void HttpRulesTest::http10ClosesUnlessAskedToStay()
{
    TestServer server;
    RawClient once(server.port());
    QVERIFY(once.send("GET /a HTTP/1.0\r\n\r\n"));
    QCOMPARE(once.answer().field("Connection"), "close");
    QVERIFY(once.waitClosed());
    RawClient stays(server.port());
    for (int i = 0; i < 2; ++i) {
        QVERIFY(stays.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
        QCOMPARE(stays.answer().field("Connection"), "keep-alive");
    }
    QVERIFY(stays.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(stays.answer().body, "GET /a ");
    stays.finishSending();
    QVERIFY(stays.waitClosed());
    QCOMPARE(stays.received(), QByteArray());
}

void HttpRulesTest::unansweredRequestsGet500()
{
    TestServer server;
    RawClient client(server.port());
    QVERIFY(client.send("GET /drop HTTP/1.1\r\nHost: x\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n"));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, 500);
    QVERIFY(answer.body.contains("\"code\":\"internal\""));
    QCOMPARE(client.answer().body, "GET /a ");
}

QTEST_GUILESS_MAIN(HttpRulesTest)
#include "tst_httprules.moc"
