// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace deskbell;
using namespace std::chrono_literals;
using test::TestService;

namespace {

QJsonObject login(const QString &tenant, const QString &username, const QString &password)
{
    return {{QStringLiteral("tenant"), tenant}, {QStringLiteral("username"), username},
        {QStringLiteral("password"), password}};
}

QJsonObject goodLogin()
{
    return login(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password));
}

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }

test::HttpCalls::Answer refresh(test::HttpCalls &http, const QString &token)
{
    return http.post(QStringLiteral("/v1/auth/refresh"), {{QStringLiteral("refresh_token"), token}});
}

const auto LoginPath = QStringLiteral("/v1/auth/login");
const auto VerifyPath = QStringLiteral("/v1/auth/verify");

TestService::Options standingClock()
{
    TestService::Options options;
    options.hasManualClock = true;
    return options;
}

} // namespace

class AuthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signsInAndOut();
    void refusesEveryWrongAlike();
    void refreshRotates();
    void repeatedRefreshGetsTheSameSuccessor();
    void lateReuseEndsTheSession();
    void reuseOfAnOlderTokenEndsTheSession();
    void madeUpRefreshTokensEndNothing();
    void accessTokenExpires();
    void idleSessionEnds();
    void sessionsSurviveARestart();
    void passwordChangeEndsSessions();
    void throttlesAnAccount();
    void throttlesAnAddress();
    void keepsPropertiesApart();
    void signOutCutsTheSocket();
    void refusesSocketsWithoutToken();
    void refusesSocketsOfForeignPages_data();
    void refusesSocketsOfForeignPages();
    void healthAndReady();
    void answersBadBodies();
    void idempotencyKeyIsUsedOnce();
};

void AuthTest::initTestCase()
{
    // These tests do what the service warns its owner about, and QT_FATAL_WARNINGS ends even expected messages.
    QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.access.*.warning=false"));
}

void AuthTest::signsInAndOut()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto signedIn = http.post(LoginPath, goodLogin());
    QCOMPARE(signedIn.status, 200);
    QCOMPARE(signedIn.data().value(QLatin1String("expires_in")).toInt(), 600);
    QCOMPARE(
        text(signedIn.data().value(QLatin1String("tenant")).toObject(), "time_zone"), QStringLiteral("Europe/Lisbon"));
    QCOMPARE(signedIn.headers.value("cache-control"), QByteArray("no-store"));
    http.setToken(text(signedIn.data(), "access_token").toLatin1());
    const auto verified = http.get(VerifyPath);
    QCOMPARE(verified.status, 200);
    QCOMPARE(text(verified.data().value(QLatin1String("user")).toObject(), "username"), QStringLiteral("anna"));
    QCOMPARE(text(verified.data(), "session_id"), text(signedIn.data(), "session_id"));
    QCOMPARE(http.send("POST", QStringLiteral("/v1/auth/logout"), {}).status, 200);
    const auto after = http.get(VerifyPath);
    QCOMPARE(after.status, 401);
    QCOMPARE(after.reason(), QStringLiteral("session_expired"));
    QCOMPARE(refresh(http, text(signedIn.data(), "refresh_token")).status, 401);
}

void AuthTest::refusesEveryWrongAlike()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    QJsonObject first;
    for (const auto &attempt :
        {login(QStringLiteral("aurora"), QStringLiteral("anna"), QStringLiteral("wrong password")),
            login(QStringLiteral("aurora"), QStringLiteral("nobody"), QString::fromLatin1(TestService::Password)),
            login(QStringLiteral("nowhere"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password))}) {
        const auto answer = http.post(LoginPath, attempt);
        QCOMPARE(answer.status, 401);
        auto error = answer.error();
        error.remove(QStringLiteral("request_id"));
        first = first.isEmpty() ? error : first;
        QCOMPARE(error, first);
    }
    QCOMPARE(text(first, "reason"), QStringLiteral("bad_credentials"));
}

void AuthTest::refreshRotates()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto first = http.post(LoginPath, goodLogin()).data();
    const auto second = refresh(http, text(first, "refresh_token"));
    QCOMPARE(second.status, 200);
    QVERIFY(text(second.data(), "refresh_token") != text(first, "refresh_token"));
    QCOMPARE(text(second.data(), "session_id"), text(first, "session_id"));
    http.setToken(text(second.data(), "access_token").toLatin1());
    QCOMPARE(http.get(VerifyPath).status, 200);
}

void AuthTest::repeatedRefreshGetsTheSameSuccessor()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto token = text(http.post(LoginPath, goodLogin()).data(), "refresh_token");
    const auto successor = text(refresh(http, token).data(), "refresh_token");
    service.clock().advance(29s);
    const auto repeated = refresh(http, token);
    QCOMPARE(repeated.status, 200);
    QCOMPARE(text(repeated.data(), "refresh_token"), successor);
    QCOMPARE(refresh(http, successor).status, 200);
}

void AuthTest::lateReuseEndsTheSession()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto token = text(http.post(LoginPath, goodLogin()).data(), "refresh_token");
    const auto successor = refresh(http, token).data();
    service.clock().advance(31s);
    const auto reused = refresh(http, token);
    QCOMPARE(reused.status, 401);
    QCOMPARE(reused.reason(), QStringLiteral("refresh_reused"));
    QCOMPARE(refresh(http, text(successor, "refresh_token")).reason(), QStringLiteral("session_expired"));
    http.setToken(text(successor, "access_token").toLatin1());
    QCOMPARE(http.get(VerifyPath).status, 401);
}

void AuthTest::reuseOfAnOlderTokenEndsTheSession()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto first = text(http.post(LoginPath, goodLogin()).data(), "refresh_token");
    const auto second = text(refresh(http, first).data(), "refresh_token");
    const auto third = text(refresh(http, second).data(), "refresh_token");
    QCOMPARE(refresh(http, first).reason(), QStringLiteral("refresh_reused"));
    QCOMPARE(refresh(http, third).reason(), QStringLiteral("session_expired"));
}

void AuthTest::madeUpRefreshTokensEndNothing()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto token = text(http.post(LoginPath, goodLogin()).data(), "refresh_token");
    auto other = token;
    other[40] = other.at(40) == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
    QCOMPARE(refresh(http, other).reason(), QStringLiteral("refresh_invalid"));
    QCOMPARE(refresh(http, QStringLiteral("nonsense")).reason(), QStringLiteral("refresh_invalid"));
    QCOMPARE(refresh(http, token).status, 200);
}

void AuthTest::accessTokenExpires()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    service.clock().advance(599s);
    QCOMPARE(http->get(VerifyPath).status, 200);
    service.clock().advance(2s);
    const auto late = http->get(VerifyPath);
    QCOMPARE(late.status, 401);
    QCOMPARE(late.reason(), QStringLiteral("token_expired"));
}

void AuthTest::idleSessionEnds()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    auto token = text(http.post(LoginPath, goodLogin()).data(), "refresh_token");
    for (int i = 0; i < 3; ++i) {
        service.clock().advance(11h);
        const auto refreshed = refresh(http, token);
        QCOMPARE(refreshed.status, 200);
        token = text(refreshed.data(), "refresh_token");
    }
    service.clock().advance(12h + 1s);
    QCOMPARE(refresh(http, token).reason(), QStringLiteral("session_expired"));
}

void AuthTest::sessionsSurviveARestart()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto before = service.calls();
    const auto signedIn = before.post(LoginPath, goodLogin()).data();
    const auto gone = before.post(LoginPath, goodLogin()).data();
    before.setToken(text(gone, "access_token").toLatin1());
    QCOMPARE(before.send("POST", QStringLiteral("/v1/auth/logout"), {}).status, 200);
    QCOMPARE(service.restart(), QString());
    auto http = service.calls();
    http.setToken(text(signedIn, "access_token").toLatin1());
    QCOMPARE(http.get(VerifyPath).status, 200);
    http.setToken(text(gone, "access_token").toLatin1());
    QCOMPARE(http.get(VerifyPath).status, 401);
    QCOMPARE(refresh(http, text(signedIn, "refresh_token")).status, 200);
}

void AuthTest::passwordChangeEndsSessions()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    auto &users = service.application().access().users;
    const auto ended = QCoro::waitFor(
        users.setPassword(QStringLiteral("aurora"), QStringLiteral("ANNA"), QStringLiteral("another good one")));
    QVERIFY(ended);
    QCOMPARE(ended.value(), 1);
    QCOMPARE(http->get(VerifyPath).status, 401);
    QVERIFY(
        !service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password)));
    QVERIFY(service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QStringLiteral("another good one")));
}

void AuthTest::throttlesAnAccount()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto wrong = login(QStringLiteral("aurora"), QStringLiteral("anna"), QStringLiteral("wrong password"));
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(http.post(LoginPath, wrong).status, 401);
    }
    const auto limited = http.post(LoginPath, goodLogin());
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.headers.value("retry-after"), QByteArray("1"));
    service.clock().advance(1s);
    QCOMPARE(http.post(LoginPath, goodLogin()).status, 200);
    QCOMPARE(http.post(LoginPath, goodLogin()).status, 200);
}

void AuthTest::throttlesAnAddress()
{
    TestService service(standingClock());
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(
            http.post(LoginPath,
                    login(QStringLiteral("aurora"), QStringLiteral("user%1").arg(i), QStringLiteral("wrong password")))
                .status,
            401);
    }
    QCOMPARE(http.post(LoginPath, goodLogin()).status, 429);
    service.clock().advance(60s);
    QCOMPARE(http.post(LoginPath, goodLogin()).status, 200);
}

void AuthTest::keepsPropertiesApart()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    QCOMPARE(service.addTenant(QStringLiteral("borealis")), QString());
    QCOMPARE(service.addUser(QStringLiteral("borealis"), QStringLiteral("anna"), server::Role::Staff,
                 QStringLiteral("the other anna")),
        QString());
    QVERIFY(!service.signIn(
        QStringLiteral("borealis"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password)));
    QVERIFY(!service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QStringLiteral("the other anna")));
    const auto here
        = service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password));
    const auto there
        = service.signIn(QStringLiteral("borealis"), QStringLiteral("anna"), QStringLiteral("the other anna"));
    QVERIFY(here && there);
    auto http = service.calls();
    http.setToken(text(*here, "access_token").toLatin1());
    const auto made = http.post(QStringLiteral("/v1/orders"),
        {{QStringLiteral("items"), QJsonArray{QStringLiteral("towels")}},
            {QStringLiteral("room"), QStringLiteral("12")}});
    QCOMPARE(made.status, 201);
    const auto path = QStringLiteral("/v1/orders/") + text(made.data(), "id");
    QCOMPARE(http.get(path).status, 200);
    http.setToken(text(*there, "access_token").toLatin1());
    QCOMPARE(http.get(path).status, 404);
    QCOMPARE(http.get(QStringLiteral("/v1/orders")).data().value(QLatin1String("items")).toArray().size(), 0);
    QVERIFY(!service
                 .addUser(QStringLiteral("borealis"), QStringLiteral("Anna"), server::Role::Staff,
                     QStringLiteral("long enough 1"))
                 .isEmpty());
}

void AuthTest::signOutCutsTheSocket()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto signedIn = http.post(LoginPath, goodLogin()).data();
    const auto token = text(signedIn, "access_token").toLatin1();
    http.setToken(token);
    const auto head = http.get(QStringLiteral("/v1/changes?limit=0")).data();
    QNetworkRequest request(QUrl(
        QString(service.url()).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
    request.setRawHeader("Authorization", "Bearer " + token);
    request.setRawHeader("Sec-WebSocket-Protocol", "deskbell.v1");
    QWebSocket socket;
    QSignalSpy connected(&socket, &QWebSocket::connected);
    QSignalSpy messages(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy closed(&socket, &QWebSocket::disconnected);
    socket.open(request);
    QTRY_COMPARE(connected.size(), 1);
    socket.sendTextMessage(QStringLiteral(R"({"type":"init","lineage":"%1","after":%2,"device":"test"})")
                               .arg(text(head, "lineage"))
                               .arg(head.value(QLatin1String("head")).toInteger()));
    QTRY_VERIFY(!messages.isEmpty());
    QVERIFY(messages.first().first().toString().contains(QLatin1String("\"head\"")));
    QCOMPARE(http.send("POST", QStringLiteral("/v1/auth/logout"), {}).status, 200);
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(int(socket.closeCode()), 4401);
}

void AuthTest::refusesSocketsWithoutToken()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    QWebSocket socket;
    QSignalSpy failed(&socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error));
    QSignalSpy connected(&socket, &QWebSocket::connected);
    socket.open(QUrl(
        QString(service.url()).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
    QTRY_VERIFY(!failed.isEmpty());
    QCOMPARE(connected.size(), 0);
    QCOMPARE(service.calls().get(QStringLiteral("/v1/feed")).status, 426);
}

void AuthTest::refusesSocketsOfForeignPages_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isWelcome");
    QTest::newRow("a program") << QByteArray() << QByteArray("desk.example:8780") << true;
    QTest::newRow("own page") << QByteArray("http://desk.example:8780") << QByteArray("Desk.example:8780") << true;
    QTest::newRow("default port") << QByteArray("https://desk.example") << QByteArray("desk.example:443") << true;
    QTest::newRow("another host") << QByteArray("http://evil.example:8780") << QByteArray("desk.example:8780") << false;
    QTest::newRow("another port") << QByteArray("http://desk.example:81") << QByteArray("desk.example:8780") << false;
    QTest::newRow("longer name") << QByteArray("http://desk.example.evil") << QByteArray("desk.example") << false;
    QTest::newRow("a file") << QByteArray("null") << QByteArray("desk.example:8780") << false;
}

void AuthTest::refusesSocketsOfForeignPages()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, host);
    QFETCH(bool, isWelcome);
    TestService service;
    QCOMPARE(service.start(), QString());
    const auto token = text(service.calls().post(LoginPath, goodLogin()).data(), "access_token").toLatin1();
    const QUrl url(service.url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    QByteArray answer;
    connect(&socket, &QTcpSocket::readyRead, this, [&] { answer += socket.readAll(); });
    socket.write("GET /v1/feed HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token
        + (origin.isEmpty() ? QByteArray() : "\r\nOrigin: " + origin) + "\r\n\r\n");
    QTRY_VERIFY(answer.contains("\r\n\r\n"));
    QVERIFY2(answer.startsWith(isWelcome ? "HTTP/1.1 101 " : "HTTP/1.1 403 "), answer.constData());
    if (!isWelcome) {
        QTRY_VERIFY(answer.contains("foreign_origin"));
    }
}

void AuthTest::healthAndReady()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    const auto health = http.get(QStringLiteral("/health"));
    QCOMPARE(health.status, 200);
    QCOMPARE(text(health.data(), "status"), QStringLiteral("ok"));
    QVERIFY(health.data().value(QLatin1String("parts")).toObject().size() >= 5);
    const auto hooks = health.data().value(QLatin1String("parts")).toObject().value(QLatin1String("hooks")).toObject();
    QCOMPARE(hooks.size(), 9);
    QCOMPARE(hooks.value(QLatin1String("accepted")).toInt(-1), 0);
    QCOMPARE(http.get(QStringLiteral("/ready")).status, 200);
    QVERIFY(http.get(QStringLiteral("/v1/openapi.json")).json().value(QLatin1String("paths")).toObject().size() > 10);
    QVERIFY(!health.headers.value("x-request-id").isEmpty());
}

void AuthTest::answersBadBodies()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    auto http = service.calls();
    QCOMPARE(http.send("POST", LoginPath, "{").reason(), QStringLiteral("invalid_json"));
    QCOMPARE(http.send("POST", LoginPath, "[]").status, 400);
    QCOMPARE(http.send("POST", LoginPath, QByteArray(10'000, '[')).status, 400);
    QCOMPARE(http.post(LoginPath, {{QStringLiteral("tenant"), 7}}).reason(), QStringLiteral("invalid_field"));
    QCOMPARE(
        http.post(LoginPath, login(QStringLiteral("aurora"), QStringLiteral("anna"), QString(200, QLatin1Char('x'))))
            .status,
        401);
    QCOMPARE(http.send("DELETE", LoginPath, {}).status, 405);
    QCOMPARE(http.get(QStringLiteral("/v1/nothing")).status, 404);
}

void AuthTest::idempotencyKeyIsUsedOnce()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    http->setHeader("Idempotency-Key", "4d8f0f52-0000-7000-8000-000000000001");
    const QJsonObject order{
        {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}, {QStringLiteral("room"), QStringLiteral("7")}};
    const auto first = http->post(QStringLiteral("/v1/orders"), order);
    const auto second = http->post(QStringLiteral("/v1/orders"), order);
    QCOMPARE(first.status, 201);
    QCOMPARE(second.status, 201);
    QCOMPARE(second.data(), first.data());
    auto other = order;
    other.insert(QStringLiteral("room"), QStringLiteral("8"));
    const auto mismatch = http->post(QStringLiteral("/v1/orders"), other);
    QCOMPARE(mismatch.status, 409);
    QCOMPARE(mismatch.reason(), QStringLiteral("idempotency_mismatch"));
    QCOMPARE(http->get(QStringLiteral("/v1/orders")).data().value(QLatin1String("items")).toArray().size(), 1);
}

QTEST_GUILESS_MAIN(AuthTest)
#include "tst_auth.moc"
