// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientaddress.h"
#include "server/http/origincheck.h"
#include "tests/integration/http/rawclient.h"
#include "tests/integration/http/testserver.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::test;

namespace {

http::Headers headers(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    http::Headers all;
    for (const auto &[name, value] : fields) {
        all.add(name, value);
    }
    return all;
}

Answer ask(TestServer &server, const QByteArray &line, const QByteArray &fields)
{
    RawClient client(server.port());
    client.send(line + " HTTP/1.1\r\n" + fields + "\r\n");
    return client.answer();
}

} // namespace

/// What web pages of other places may do, by which names we answer, and whose word about a client's address counts.
class WebTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void origins_data();
    void origins();
    void foreignPagesChangeNothing();
    void listedPagesMayReadAnswers();
    void preflightsAreAnsweredForListedPages();
    void socketsAreNotForForeignPages();
    void htmlLoadsNothing();
    void everythingIsNosniff();
    void noCookieLeaves();
    void hosts_data();
    void hosts();
    void clientsBehindProxies_data();
    void clientsBehindProxies();
    void onlyTrustedProxiesAreBelieved();
    void badProxyListsAreRefused();
};

void WebTest::origins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *origin, http::OriginKind kind) { QTest::newRow(origin) << QByteArray(origin) << int(kind); };
    row("https://site.example", http::OriginKind::Allowed);
    row("HTTPS://Site.Example", http::OriginKind::Allowed);
    row("https://site.example:8443", http::OriginKind::Foreign);
    row("http://site.example", http::OriginKind::Foreign);
    row("https://site.example.evil.example", http::OriginKind::Foreign);
    row("https://evilsite.example", http::OriginKind::Foreign);
    row("null", http::OriginKind::Foreign);
    row("", http::OriginKind::Foreign);
    row("https://desk.example:8642", http::OriginKind::Own);
    row("https://desk.example", http::OriginKind::Foreign);
    row("file://", http::OriginKind::Foreign);
    row("*", http::OriginKind::Foreign);
}

void WebTest::origins()
{
    QFETCH(QByteArray, origin);
    QFETCH(int, kind);
    const QList<QByteArray> allowed{"https://site.example"};
    QCOMPARE(int(http::originKind(headers({{"Host", "desk.example:8642"}, {"Origin", origin}}), allowed)), kind);
    QCOMPARE(int(http::originKind(headers({{"Host", "desk.example:8642"}}), allowed)), int(http::OriginKind::None));
    QCOMPARE(int(http::originKind(headers({{"Host", "x"}, {"Origin", "https://site.example"}, {"Origin", "https://site.example"}}), allowed)),
        int(http::OriginKind::Foreign));
}

void WebTest::foreignPagesChangeNothing()
{
    TestServer server;
    for (const QByteArray method : {"POST", "PUT", "PATCH", "DELETE"}) {
        const auto answer = ask(server, method + " /a", "Host: x\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\n");
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.contains("foreign_origin"));
        QVERIFY(answer.field("Access-Control-Allow-Origin").isNull());
    }
    QCOMPARE(server.requests.size(), 0);
    const auto read = ask(server, "GET /a", "Host: x\r\nOrigin: https://evil.example\r\n");
    QCOMPARE(read.status, 200); // the browser keeps it from the page
    QVERIFY(read.field("Access-Control-Allow-Origin").isNull());
    QCOMPARE(ask(server, "POST /a", "Host: x\r\nContent-Length: 0\r\n").status, 200);
    QCOMPARE(ask(server, "POST /a", "Host: x\r\nOrigin: http://x\r\nContent-Length: 0\r\n").status, 200);
}

void WebTest::listedPagesMayReadAnswers()
{
    auto options = quickOptions();
    options.allowedOrigins = {"https://site.example"};
    TestServer server(options);
    const auto answer = ask(server, "POST /a", "Host: x\r\nOrigin: https://site.example\r\nContent-Length: 0\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Access-Control-Allow-Origin"), "https://site.example");
    QVERIFY(answer.field("Access-Control-Allow-Credentials").isNull());
    QCOMPARE(answer.field("Vary"), "Origin");
    QVERIFY(ask(server, "GET /a", "Host: x\r\n").field("Access-Control-Allow-Origin").isNull());
}

void WebTest::preflightsAreAnsweredForListedPages()
{
    auto options = quickOptions();
    options.allowedOrigins = {"https://site.example"};
    TestServer server(options);
    const QByteArray wish = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n";
    const auto listed = ask(server, "OPTIONS /a", "Host: x\r\nOrigin: https://site.example\r\n" + wish);
    QVERIFY(listed.field("Access-Control-Allow-Methods").contains("POST"));
    QVERIFY(listed.field("Access-Control-Allow-Headers").contains("Authorization"));
    const auto foreign = ask(server, "OPTIONS /a", "Host: x\r\nOrigin: https://evil.example\r\n" + wish);
    QVERIFY(foreign.field("Access-Control-Allow-Methods").isNull());
    QVERIFY(foreign.field("Access-Control-Allow-Origin").isNull());
}

void WebTest::socketsAreNotForForeignPages()
{
    auto options = quickOptions();
    options.allowedOrigins = {"https://site.example"};
    int asked = 0;
    http::ServerCallbacks callbacks;
    callbacks.upgrade = [&asked](const http::Request &, const ws::UpgradeReply &reply) {
        ++asked;
        reply.refuse(text("asked", 418));
    };
    TestServer server(options, std::move(callbacks));
    const QByteArray upgrade = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                               "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    for (const QByteArray origin : {"https://evil.example", "null", "http://site.example"}) {
        QCOMPARE(ask(server, "GET /v1/feed", upgrade + "Origin: " + origin + "\r\n").status, 403);
    }
    QCOMPARE(asked, 0);
    QCOMPARE(ask(server, "GET /v1/feed", upgrade + "Origin: https://site.example\r\n").status, 418);
    QCOMPARE(ask(server, "GET /v1/feed", upgrade).status, 418);
}

void WebTest::htmlLoadsNothing()
{
    http::ServerCallbacks callbacks;
    callbacks.handler = [](const http::Request &request, const http::Reply &reply) {
        http::Response page{200, "text/html; charset=utf-8", {}, "<p>"};
        if (request.path == "/own") {
            page.headers.emplaceBack("Content-Security-Policy", "default-src 'self'");
        }
        reply(page);
    };
    TestServer server(quickOptions(), std::move(callbacks));
    const auto page = ask(server, "GET /a", "Host: x\r\n");
    QVERIFY(page.field("Content-Security-Policy").contains("default-src 'none'"));
    QVERIFY(page.field("Content-Security-Policy").contains("frame-ancestors 'none'"));
    QCOMPARE(page.field("X-Content-Type-Options"), "nosniff");
    QCOMPARE(ask(server, "GET /own", "Host: x\r\n").field("Content-Security-Policy"), "default-src 'self'");
}

void WebTest::everythingIsNosniff()
{
    TestServer server;
    QCOMPARE(ask(server, "GET /a", "Host: x\r\n").field("X-Content-Type-Options"), "nosniff");
    QCOMPARE(ask(server, "GET /a", "Host: x y\r\n").field("X-Content-Type-Options"), "nosniff");
    QCOMPARE(ask(server, "OPTIONS *", "Host: x\r\n").field("X-Content-Type-Options"), "nosniff");
}

void WebTest::noCookieLeaves()
{
    http::ServerCallbacks callbacks;
    callbacks.handler = [](const http::Request &, const http::Reply &reply) {
        auto answer = text("a");
        answer.headers = {{"Set-Cookie", "a=b"}, {"Access-Control-Allow-Origin", "*"}};
        reply(answer);
    };
    TestServer server(quickOptions(), std::move(callbacks));
    const auto answer = ask(server, "GET /a", "Host: x\r\n");
    QVERIFY(answer.field("Set-Cookie").isNull());
    QVERIFY(answer.field("Access-Control-Allow-Origin").isNull());
}

void WebTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char *host, int status) { QTest::newRow(host) << QByteArray(host) << status; };
    row("desk.example", 200);
    row("Desk.Example:8642", 200);
    row("192.168.1.5:8642", 200);
    row("127.0.0.1", 200);
    row("[::1]:8642", 200);
    row("[fe80::1]", 200);
    row("evil.example", 421);
    row("desk.example.evil.example", 421);
    row("192.168.1.5.evil.example", 421);
    row("192.168.1", 421);
    row("1.2.3.4.5", 421);
    row("3232235781", 421);
    row("1.2.3.", 421);
    row("0x7f.0.0.1", 421);
}

void WebTest::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    auto options = quickOptions();
    options.allowedHosts = {"desk.example"};
    options.allowsAddressHosts = true;
    TestServer server(options);
    QCOMPARE(ask(server, "GET /a", "Host: " + host + "\r\n").status, status);
}

void WebTest::clientsBehindProxies_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<bool>("isSecure");
    const auto row = [](const char *name, const char *value, const char *client, bool isSecure = false) {
        QTest::newRow(value) << QByteArray(name) << QByteArray(value) << QByteArray(client) << isSecure;
    };
    row("X-Forwarded-For", "203.0.113.7", "203.0.113.7");
    row("X-Forwarded-For", "198.51.100.1, 203.0.113.7", "203.0.113.7"); // the first is what the client says
    row("X-Forwarded-For", "203.0.113.7, 10.0.0.5", "203.0.113.7"); // two proxies of ours
    row("X-Forwarded-For", "10.0.0.9, 10.0.0.5", "10.0.0.9");
    row("X-Forwarded-For", "2001:db8::7", "2001:db8::7");
    row("X-Forwarded-For", "[2001:db8::7]:443", "2001:db8::7");
    row("X-Forwarded-For", "203.0.113.7:55555", "203.0.113.7");
    row("X-Forwarded-For", "::ffff:203.0.113.7", "203.0.113.7");
    row("X-Forwarded-For", "unknown", "10.0.0.1");
    row("X-Forwarded-For", "203.0.113.7, garbage", "10.0.0.1");
    row("X-Forwarded-For", "", "10.0.0.1");
    row("Forwarded", "for=203.0.113.7;proto=https;host=desk.example", "203.0.113.7", true);
    row("Forwarded", "for=198.51.100.1;proto=https, For=\"[2001:db8::7]:443\";Proto=http", "2001:db8::7");
    row("Forwarded", "for=_hidden", "10.0.0.1");
    row("Forwarded", "by=10.0.0.5", "10.0.0.1");
}

void WebTest::clientsBehindProxies()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, client);
    QFETCH(bool, isSecure);
    const auto proxies = http::parseTrustedProxies(QStringLiteral("10.0.0.0/29, ::1")).value();
    const auto found = http::clientBehindProxy(headers({{name, value}}), "10.0.0.1", proxies);
    QCOMPARE(found.address, client);
    QCOMPARE(found.isSecure, isSecure);
}

void WebTest::onlyTrustedProxiesAreBelieved()
{
    const QByteArray fields = "Host: x\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";
    TestServer plain;
    QCOMPARE(ask(plain, "GET /a", fields).status, 200);
    QCOMPARE(plain.requests.first().peer, "127.0.0.1");
    QVERIFY(!plain.requests.first().isSecure);
    auto options = quickOptions();
    options.trustedProxies = http::parseTrustedProxies(QStringLiteral("127.0.0.1")).value();
    TestServer behind(options);
    QCOMPARE(ask(behind, "GET /a", fields).status, 200);
    QCOMPARE(behind.requests.first().peer, "203.0.113.7");
    QVERIFY(behind.requests.first().isSecure);
}

void WebTest::badProxyListsAreRefused()
{
    QCOMPARE(http::parseTrustedProxies(QStringLiteral("10.0.0.1,proxy.example")).error().code, QStringLiteral("config"));
    QCOMPARE(http::parseTrustedProxies(QStringLiteral("10.0.0.0/33")).error().code, QStringLiteral("config"));
    QCOMPARE(http::parseTrustedProxies({}).value().size(), 0);
}

QTEST_GUILESS_MAIN(WebTest)
#include "tst_web.moc"
