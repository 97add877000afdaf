// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/people/house.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace deskbell;
using namespace std::chrono_literals;
using test::House;
using test::itemWhere;
using test::items;
using test::text;

namespace {

const auto Keys = QStringLiteral("/v1/api-keys");

QJsonObject wish(const char *name, const QStringList &scopes)
{
    return {{QStringLiteral("name"), QString::fromLatin1(name)}, {QStringLiteral("scopes"), QJsonArray::fromStringList(scopes)}};
}

QJsonObject towels()
{
    return {{QStringLiteral("room"), QStringLiteral("204")}, {QStringLiteral("items"), QJsonArray{QStringLiteral("towels")}}};
}

} // namespace

class ApiKeysTest final : public QObject
{
    Q_OBJECT

private:
    static std::unique_ptr<test::HttpCalls> with(const House &house, const QString &key)
    {
        auto http = std::make_unique<test::HttpCalls>(house.service.url());
        http->setToken(key.toLatin1());
        return http;
    }

private Q_SLOTS:
    void aKeyDoesWhatItWasMadeFor()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        const auto made = anna->post(Keys, wish("pms", {QStringLiteral("orders.read"), QStringLiteral("order.create")}));
        QCOMPARE(made.status, 201);
        QCOMPARE(made.headers.value("cache-control"), QByteArray("no-store"));
        const auto key = text(made.data(), "key");
        QVERIFY(key.startsWith(text(made.data(), "prefix")));
        const auto program = with(house, key);
        QCOMPARE(program->get(QStringLiteral("/v1/orders")).status, 200);
        QCOMPARE(program->post(QStringLiteral("/v1/orders"), towels()).status, 201);
        for (const char *path : {"/v1/calls", "/v1/users", "/v1/me", "/v1/sessions", "/v1/api-keys", "/v1/audit", "/v1/auth/verify"}) {
            const auto refused = program->get(QLatin1String(path));
            QCOMPARE(refused.status, 403);
            QCOMPARE(refused.reason(), QStringLiteral("scope"));
        }
        // Shown once, found by how it begins, its use is written down.
        const auto listed = items(anna->get(Keys)).first().toObject();
        QVERIFY(!listed.contains(QLatin1String("key")));
        QCOMPARE(text(listed, "prefix"), text(made.data(), "prefix"));
        QVERIFY(!listed.value(QLatin1String("last_used_at")).isNull());
        const auto entries = items(anna->get(QStringLiteral("/v1/audit?actor=key:pms")));
        QCOMPARE(text(itemWhere(entries, "action", QStringLiteral("order.create")), "actor"), QStringLiteral("key:pms"));
        QCOMPARE(anna->get(QStringLiteral("/v1/audit")).body.contains(key.toLatin1()), false);
    }

    void aRevokedKeyIsOutAtOnceSocketsIncluded()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        const auto made = anna->post(Keys, wish("board", {QStringLiteral("changes.read")})).data();
        const auto program = with(house, text(made, "key"));
        const auto head = program->get(QStringLiteral("/v1/changes?limit=0")).data();
        QNetworkRequest request(QUrl(QString(house.service.url()).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
        request.setRawHeader("Authorization", "Bearer " + text(made, "key").toLatin1());
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
        QCOMPARE(anna->send("DELETE", Keys + QLatin1Char('/') + text(made, "id"), {}).status, 200);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(int(socket.closeCode()), 4401);
        const auto refused = program->get(QStringLiteral("/v1/changes?limit=0"));
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.reason(), QStringLiteral("key_invalid"));
        QCOMPARE(anna->send("DELETE", Keys + QLatin1Char('/') + text(made, "id"), {}).status, 404);
        QCOMPARE(items(anna->get(Keys)).size(), 0);
        QCOMPARE(anna->post(Keys, wish("board", {QStringLiteral("changes.read")})).status, 201); // the name is free again
    }

    void aKeyWithoutTheFeedGetsNoSocket()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto made = house.as("anna")->post(Keys, wish("pms", {QStringLiteral("orders.read")})).data();
        QNetworkRequest request(QUrl(QString(house.service.url()).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
        request.setRawHeader("Authorization", "Bearer " + text(made, "key").toLatin1());
        QWebSocket socket;
        QSignalSpy failed(&socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error));
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(request);
        QTRY_VERIFY(!failed.isEmpty());
        QCOMPARE(connected.size(), 0);
    }

    void aKeyEndsAndIsNeverMoreThanItsMaker()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto sue = house.as("sue");
        auto ending = wish("short", {QStringLiteral("orders.read")});
        ending.insert(QStringLiteral("expires_at"), toRfc3339(house.service.clock().now() + 1h));
        const auto made = sue->post(Keys, ending).data();
        const auto audit = sue->post(Keys, wish("auditor", {QStringLiteral("audit.read")})).data();
        const auto program = with(house, text(made, "key"));
        const auto auditor = with(house, text(audit, "key"));
        QCOMPARE(program->get(QStringLiteral("/v1/orders")).status, 200);
        QCOMPARE(auditor->get(QStringLiteral("/v1/audit")).status, 200);
        house.service.clock().advance(1h);
        QCOMPARE(program->get(QStringLiteral("/v1/orders")).reason(), QStringLiteral("key_expired"));
        const auto path = QStringLiteral("/v1/users/") + house.idOf("sue");
        const auto again = house.as("sue"); // her first token is an hour old
        QCOMPARE(again->patch(path, {{QStringLiteral("role"), QStringLiteral("staff")}}).status, 200);
        QCOMPARE(auditor->get(QStringLiteral("/v1/audit")).reason(), QStringLiteral("role"));
        const auto anna = house.as("anna");
        QCOMPARE(anna->patch(path, {{QStringLiteral("role"), QStringLiteral("manager")}}).status, 200);
        QCOMPARE(auditor->get(QStringLiteral("/v1/audit")).status, 200);
        QCOMPARE(anna->patch(path, {{QStringLiteral("is_active"), false}}).status, 200);
        QCOMPARE(auditor->get(QStringLiteral("/v1/audit")).status, 401);
        QCOMPARE(anna->patch(path, {{QStringLiteral("is_active"), true}}).status, 200);
        QCOMPARE(auditor->get(QStringLiteral("/v1/audit")).status, 200);
    }

    void aKeyHasARateOfItsOwn()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        const auto one = with(house, text(anna->post(Keys, wish("one", {QStringLiteral("orders.read")})).data(), "key"));
        const auto two = with(house, text(anna->post(Keys, wish("two", {QStringLiteral("orders.read")})).data(), "key"));
        const auto limit = server::ApiKeysService::rateLimit();
        for (int i = 0; i < limit.burst; ++i) {
            QCOMPARE(one->get(QStringLiteral("/v1/orders?limit=1")).status, 200);
        }
        const auto limited = one->get(QStringLiteral("/v1/orders?limit=1"));
        QCOMPARE(limited.status, 429);
        QCOMPARE(limited.reason(), QStringLiteral("key_throttled"));
        QVERIFY(limited.headers.value("retry-after").toInt() >= 1);
        QCOMPARE(two->get(QStringLiteral("/v1/orders?limit=1")).status, 200);
        house.service.clock().advance(1s);
        QCOMPARE(one->get(QStringLiteral("/v1/orders?limit=1")).status, 200);
    }

    void badWishesAreRefused()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        QCOMPARE(anna->post(Keys, wish("x", {})).status, 400);
        QCOMPARE(anna->post(Keys, wish("x", {QStringLiteral("orders.eat")})).status, 400);
        QCOMPARE(anna->post(Keys, wish("x", {QStringLiteral("users.write")})).status, 400);
        QCOMPARE(anna->post(Keys, wish("x", {QStringLiteral("own.account")})).status, 400);
        QCOMPARE(anna->post(Keys, wish(" ", {QStringLiteral("orders.read")})).status, 400);
        auto past = wish("x", {QStringLiteral("orders.read")});
        past.insert(QStringLiteral("expires_at"), toRfc3339(house.service.clock().now() - 1s));
        QCOMPARE(anna->post(Keys, past).status, 400);
        QCOMPARE(anna->post(Keys, wish("x", {QStringLiteral("orders.read")})).status, 201);
        QCOMPARE(anna->post(Keys, wish("x", {QStringLiteral("orders.read")})).reason(), QStringLiteral("name_taken"));
        QCOMPARE(house.as("mia")->post(Keys, wish("y", {QStringLiteral("orders.read")})).status, 403);
    }

    void madeUpKeysOpenNothing()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto key = text(house.as("anna")->post(Keys, wish("pms", {QStringLiteral("orders.read")})).data(), "key");
        const auto wrongs = {QStringLiteral("dbk_"), QStringLiteral("dbk_x_y"), key.left(key.size() - 1), key + QLatin1Char('x'), key.left(37),
            QString(key).replace(key.size() - 1, 1, key.endsWith(QLatin1Char('A')) ? QLatin1String("B") : QLatin1String("A")), QString(5000, QLatin1Char('d')).prepend(QStringLiteral("dbk_"))};
        for (const auto &wrong : wrongs) {
            QCOMPARE(with(house, wrong)->get(QStringLiteral("/v1/orders")).status, 401);
        }
        QCOMPARE(with(house, key)->get(QStringLiteral("/v1/orders")).status, 200);
    }

    void aKeySurvivesARestart()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto key = text(house.as("anna")->post(Keys, wish("pms", {QStringLiteral("orders.read")})).data(), "key");
        QCOMPARE(house.service.restart(), QString());
        QCOMPARE(with(house, key)->get(QStringLiteral("/v1/orders")).status, 200);
    }
};

QTEST_GUILESS_MAIN(ApiKeysTest)
#include "tst_apikeys.moc"
