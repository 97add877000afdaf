// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/people/house.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QLoggingCategory>
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

const auto Users = QStringLiteral("/v1/users");
const auto Sessions = QStringLiteral("/v1/sessions");
const auto Accept = QStringLiteral("/v1/auth/accept");
const auto Good = QStringLiteral("a wholly new phrase");

QJsonObject person(const char *username, const char *role)
{
    return {{QStringLiteral("username"), QString::fromLatin1(username)}, {QStringLiteral("name"), QStringLiteral("Somebody New")},
        {QStringLiteral("email"), QStringLiteral("new@hotel.example")}, {QStringLiteral("role"), QString::fromLatin1(role)}};
}

QJsonObject acceptance(const QString &code)
{
    return {{QStringLiteral("tenant"), House::slug()}, {QStringLiteral("code"), code}, {QStringLiteral("password"), Good}};
}

QJsonObject patch(const char *key, const QJsonValue &value) { return {{QString::fromLatin1(key), value}}; }

/// A socket of the feed, open and greeted.
struct Feed {
    QWebSocket socket;
    QSignalSpy messages{&socket, &QWebSocket::textMessageReceived};
    QSignalSpy closed{&socket, &QWebSocket::disconnected};

    Feed(const QString &url, test::HttpCalls &http, const QByteArray &token)
    {
        const auto head = http.get(QStringLiteral("/v1/changes?limit=0")).data();
        QNetworkRequest request(QUrl(QString(url).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
        request.setRawHeader("Authorization", "Bearer " + token);
        request.setRawHeader("Sec-WebSocket-Protocol", "deskbell.v1");
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(request);
        [&] { QTRY_COMPARE(connected.size(), 1); }();
        socket.sendTextMessage(QStringLiteral(R"({"type":"init","lineage":"%1","after":%2,"device":"test"})")
                                   .arg(text(head, "lineage"))
                                   .arg(head.value(QLatin1String("head")).toInteger()));
        [&] { QTRY_VERIFY(!messages.isEmpty()); }();
    }
};

} // namespace

class PeopleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.access.*.warning=false")); }

    void anInviteLeadsToASignIn()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        const auto made = anna->post(Users, person("nina", "manager"));
        QCOMPARE(made.status, 201);
        QCOMPARE(made.headers.value("cache-control"), QByteArray("no-store"));
        const auto code = text(made.data().value(QLatin1String("invite")).toObject(), "code");
        QCOMPARE(code.size(), 23);
        // Before it is accepted no password opens anything, an empty one neither.
        QVERIFY(!house.service.signIn(House::slug(), QStringLiteral("nina"), Good));
        auto stranger = house.service.calls();
        QCOMPARE(stranger.post(Accept, acceptance(QStringLiteral("00000-00000-00000-00000"))).reason(), QStringLiteral("ticket_invalid"));
        auto weak = acceptance(code);
        weak.insert(QStringLiteral("password"), QStringLiteral("12345678"));
        QCOMPARE(stranger.post(Accept, weak).reason(), QStringLiteral("weak_password"));
        const auto accepted = stranger.post(Accept, acceptance(code.toLower()));
        QCOMPARE(accepted.status, 200);
        QCOMPARE(text(accepted.data().value(QLatin1String("user")).toObject(), "role"), QStringLiteral("manager"));
        // Single use.
        QCOMPARE(stranger.post(Accept, acceptance(code)).reason(), QStringLiteral("ticket_invalid"));
        QVERIFY(house.service.signIn(House::slug(), QStringLiteral("nina"), Good));
        const auto listed = itemWhere(items(anna->get(Users)), "username", QStringLiteral("nina"));
        QVERIFY(!listed.value(QLatin1String("last_sign_in_at")).isNull());
        QCOMPARE(text(listed, "email"), QStringLiteral("new@hotel.example"));
        QCOMPARE(anna->post(Users + QLatin1Char('/') + text(listed, "id") + QStringLiteral("/invite"), {}).reason(), QStringLiteral("already_accepted"));
        const auto audited = house.audited();
        for (const char *action : {"user.add", "user.invite", "user.invite_accepted"}) {
            QVERIFY2(audited.contains(QLatin1String(action)), action);
        }
    }

    void codesEndAndAreReplaced()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        const auto made = anna->post(Users, person("nina", "staff")).data();
        const auto first = text(made.value(QLatin1String("invite")).toObject(), "code");
        const auto again = anna->post(Users + QLatin1Char('/') + text(made, "id") + QStringLiteral("/invite"), {});
        QCOMPARE(again.status, 200);
        const auto second = text(again.data().value(QLatin1String("invite")).toObject(), "code");
        auto stranger = house.service.calls();
        QCOMPARE(stranger.post(Accept, acceptance(first)).reason(), QStringLiteral("ticket_invalid"));
        house.service.clock().advance(std::chrono::hours(24 * 7 + 1));
        QCOMPARE(stranger.post(Accept, acceptance(second)).reason(), QStringLiteral("ticket_invalid"));
    }

    void wrongCodesEndATicket()
    {
        House house(true);
        QCOMPARE(house.open(), QString());
        const auto made = house.as("anna")->post(Users, person("nina", "staff")).data();
        const auto code = text(made.value(QLatin1String("invite")).toObject(), "code");
        auto wrong = code;
        wrong[22] = wrong.at(22) == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
        auto stranger = house.service.calls();
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(stranger.post(Accept, acceptance(wrong)).reason(), QStringLiteral("ticket_invalid"));
        }
        house.service.clock().advance(1min);
        QCOMPARE(stranger.post(Accept, acceptance(code)).reason(), QStringLiteral("ticket_invalid"));
    }

    void aResetEndsWhatTheOldPasswordOpened()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto sam = house.as("sam");
        QCOMPARE(sam->get(QStringLiteral("/v1/me")).status, 200);
        const auto reset = house.as("anna")->post(Users + QLatin1Char('/') + house.idOf("sam") + QStringLiteral("/reset"), {});
        QCOMPARE(reset.status, 200);
        QCOMPARE(sam->get(QStringLiteral("/v1/me")).status, 200); // a code that nobody uses does nothing
        const auto code = text(reset.data().value(QLatin1String("reset")).toObject(), "code");
        auto stranger = house.service.calls();
        QCOMPARE(stranger.post(Accept, acceptance(code)).status, 200);
        QCOMPARE(sam->get(QStringLiteral("/v1/me")).status, 401);
        QVERIFY(!house.service.signIn(House::slug(), QStringLiteral("sam"), House::password()));
        QVERIFY(house.service.signIn(House::slug(), QStringLiteral("sam"), Good));
    }

    void aPasswordGivenByAnotherMustBeChanged()
    {
        House house;
        QCOMPARE(house.open(), QString());
        auto wish = person("nina", "staff");
        wish.insert(QStringLiteral("password"), Good);
        const auto made = house.as("anna")->post(Users, wish);
        QCOMPARE(made.status, 201);
        QVERIFY(!made.data().contains(QLatin1String("invite")));
        const auto signedIn = house.service.signIn(House::slug(), QStringLiteral("nina"), Good);
        QVERIFY(signedIn);
        QVERIFY(signedIn->value(QLatin1String("user")).toObject().value(QLatin1String("must_change_password")).toBool());
        const auto nina = house.with(signedIn);
        QCOMPARE(nina->get(QStringLiteral("/v1/orders")).reason(), QStringLiteral("must_change_password"));
        QCOMPARE(nina->get(QStringLiteral("/v1/me")).status, 200);
        const auto change = [&nina](const QString &current, const QString &next) {
            return nina->send("PUT", QStringLiteral("/v1/me/password"),
                QJsonDocument(QJsonObject{{QStringLiteral("current"), current}, {QStringLiteral("new"), next}}).toJson());
        };
        QCOMPARE(change(QStringLiteral("not the one"), Good).reason(), QStringLiteral("wrong_password"));
        QCOMPARE(change(Good, Good).reason(), QStringLiteral("weak_password"));
        QCOMPARE(change(Good, QStringLiteral("short")).reason(), QStringLiteral("weak_password"));
        const auto other = house.with(house.service.signIn(House::slug(), QStringLiteral("nina"), Good));
        QCOMPARE(change(Good, QStringLiteral("mine and mine alone")).status, 200);
        QCOMPARE(nina->get(QStringLiteral("/v1/orders")).status, 200); // this session goes on, without signing in anew
        QCOMPARE(other->get(QStringLiteral("/v1/me")).status, 401);
    }

    void nobodyActsAboveTheOwnRole()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        const auto sue = Users + QLatin1Char('/') + house.idOf("sue");
        QCOMPARE(anna->post(Users, person("nina", "superadmin")).status, 403);
        QCOMPARE(anna->patch(sue, patch("is_active", false)).status, 403);
        QCOMPARE(anna->patch(sue, patch("role", QStringLiteral("staff"))).status, 403);
        QCOMPARE(anna->post(sue + QStringLiteral("/reset"), {}).status, 403);
        QCOMPARE(anna->patch(Users + QLatin1Char('/') + house.idOf("sam"), patch("role", QStringLiteral("superadmin"))).status, 403);
        const auto bySue = house.as("sue");
        const auto session = itemWhere(items(bySue->get(Sessions)), "address", QStringLiteral("127.0.0.1"));
        QCOMPARE(anna->send("DELETE", Sessions + QLatin1Char('/') + text(session, "id"), {}).status, 403);
        QCOMPARE(bySue->get(QStringLiteral("/v1/me")).status, 200);
        QCOMPARE(bySue->post(Users, person("nina", "superadmin")).status, 201);
    }

    void somebodyMustBeLeftWhoCanAdminister()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto sue = house.as("sue");
        const auto anna = house.as("anna");
        const auto annaPath = Users + QLatin1Char('/') + house.idOf("anna");
        const auto suePath = Users + QLatin1Char('/') + house.idOf("sue");
        // An administrator who was only invited can not help.
        QCOMPARE(anna->post(Users, person("nina", "admin")).status, 201);
        QCOMPARE(sue->patch(suePath, patch("is_active", false)).status, 200);
        for (const auto &wish : {patch("is_active", false), patch("role", QStringLiteral("manager"))}) {
            const auto refused = anna->patch(annaPath, wish);
            QCOMPARE(refused.status, 409);
            QCOMPARE(refused.reason(), QStringLiteral("last_admin"));
        }
        QCOMPARE(anna->patch(annaPath, patch("name", QStringLiteral("Anna A."))).status, 200);
        QCOMPARE(anna->patch(Users + QLatin1Char('/') + house.idOf("mia"), patch("role", QStringLiteral("admin"))).status, 200);
        QCOMPARE(anna->patch(annaPath, patch("role", QStringLiteral("manager"))).status, 200);
        QCOMPARE(anna->get(Users).status, 200);
        QCOMPARE(anna->post(Users, person("nils", "staff")).status, 403); // it counts at once
    }

    void whoIsSwitchedOffIsOutAtOnce()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto signedIn = house.service.signIn(House::slug(), QStringLiteral("sam"), House::password());
        const auto sam = house.with(signedIn);
        Feed feed(house.service.url(), *sam, text(*signedIn, "access_token").toLatin1());
        const auto path = Users + QLatin1Char('/') + house.idOf("sam");
        const auto anna = house.as("anna");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(anna->patch(path, patch("is_active", false)).status, 200);
        QTRY_COMPARE(feed.closed.size(), 1);
        QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()).constData());
        QCOMPARE(int(feed.socket.closeCode()), 4401);
        QCOMPARE(sam->get(QStringLiteral("/v1/me")).status, 401);
        QVERIFY(!house.service.signIn(House::slug(), QStringLiteral("sam"), House::password()));
        QCOMPARE(anna->patch(path, patch("is_active", true)).status, 200);
        QVERIFY(house.service.signIn(House::slug(), QStringLiteral("sam"), House::password()));
    }

    void sessionsAreListedAndEnded()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto signedIn = house.service.signIn(House::slug(), QStringLiteral("sam"), House::password());
        const auto sam = house.with(signedIn);
        const auto other = house.as("sam");
        Feed feed(house.service.url(), *sam, text(*signedIn, "access_token").toLatin1());
        const auto own = items(other->get(Sessions));
        QCOMPARE(own.size(), 2);
        const auto target = itemWhere(own, "id", text(*signedIn, "session_id"));
        QCOMPARE(text(target, "address"), QStringLiteral("127.0.0.1"));
        QCOMPARE(text(target, "method"), QStringLiteral("password"));
        QVERIFY(!target.value(QLatin1String("is_current")).toBool());
        QVERIFY(target.value(QLatin1String("device")).isNull());
        QCOMPARE(other->get(Sessions + QStringLiteral("?all=true")).status, 403);
        const auto anna = house.as("anna");
        QVERIFY(items(anna->get(Sessions + QStringLiteral("?all=true"))).size() >= 3);
        // A colleague's session is as if it were not there.
        const auto annas = text(itemWhere(items(anna->get(Sessions)), "address", QStringLiteral("127.0.0.1")), "id");
        const auto hidden = other->send("DELETE", Sessions + QLatin1Char('/') + annas, {});
        QCOMPARE(hidden.status, 404);
        QCOMPARE(other->send("DELETE", Sessions + QStringLiteral("/nonsense"), {}).reason(), hidden.reason());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(anna->send("DELETE", Sessions + QLatin1Char('/') + text(target, "id"), {}).status, 200);
        QTRY_COMPARE(feed.closed.size(), 1);
        QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()).constData());
        QCOMPARE(int(feed.socket.closeCode()), 4401);
        QCOMPARE(sam->get(QStringLiteral("/v1/me")).status, 401);
        auto stranger = house.service.calls();
        QCOMPARE(stranger.post(QStringLiteral("/v1/auth/refresh"), {{QStringLiteral("refresh_token"), text(*signedIn, "refresh_token")}}).status, 401);
        QVERIFY(house.audited().contains(QStringLiteral("session.revoked")));
    }

    void meTellsWhatOneMayDo()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto me = house.as("mia")->get(QStringLiteral("/v1/me")).data();
        QCOMPARE(text(me, "role"), QStringLiteral("manager"));
        QVERIFY(!me.value(QLatin1String("has_totp")).toBool(true));
        const auto may = me.value(QLatin1String("permissions")).toArray();
        QVERIFY(may.contains(QStringLiteral("audit.read")));
        QVERIFY(!may.contains(QStringLiteral("users.write")));
    }

    void badWishesAreToldApart()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto anna = house.as("anna");
        QCOMPARE(anna->post(Users, person("sam", "staff")).reason(), QStringLiteral("username_taken"));
        QCOMPARE(anna->post(Users, person("a b", "staff")).status, 400);
        QCOMPARE(anna->post(Users, person("nina", "owner")).status, 400);
        auto wish = person("nina", "staff");
        wish.insert(QStringLiteral("email"), QStringLiteral("no mail"));
        QCOMPARE(anna->post(Users, wish).status, 400);
        wish = person("nina", "staff");
        wish.remove(QStringLiteral("role"));
        QCOMPARE(anna->post(Users, wish).status, 400);
        QCOMPARE(anna->patch(Users + QLatin1Char('/') + house.idOf("sam"), patch("name", QString())).status, 400);
        QCOMPARE(anna->patch(Users + QLatin1Char('/') + house.idOf("sam"), patch("role", 7)).status, 400);
    }

    void theAuditLogTellsWhetherItIsWhole()
    {
        House house;
        QCOMPARE(house.open(), QString());
        const auto state = house.as("mia")->get(QStringLiteral("/v1/audit/state"));
        QCOMPARE(state.status, 200);
        QVERIFY(state.data().value(QLatin1String("is_valid")).toBool());
        QVERIFY(state.data().value(QLatin1String("entries")).toInteger() >= 5);
        QVERIFY(state.data().value(QLatin1String("broken_number")).isNull());
        QCOMPARE(house.as("sam")->get(QStringLiteral("/v1/audit/state")).status, 403);
    }
};

QTEST_GUILESS_MAIN(PeopleTest)
#include "tst_people.moc"
