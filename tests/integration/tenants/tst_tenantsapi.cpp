// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

using namespace deskbell;
using namespace deskbell::server;
using test::TestService;

namespace {

const auto Tenant = QStringLiteral("/v1/tenant");
const auto History = QStringLiteral("/v1/tenant/history");

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }

TestService::Options asAdmin()
{
    TestService::Options options;
    options.role = Role::Admin;
    return options;
}

QString fieldOf(const test::HttpCalls::Answer &answer) { return answer.error()[QLatin1String("context")][QLatin1String("field")].toString(); }

} // namespace

class TenantsApiTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsAndChanges();
    void historyTellsAndRestores();
    void versionsKeepTwoFromOverwriting();
    void othersMayNot();
    void suspensionShutsTheDoor();
    void thoseWhoRunTheServiceMay();
    void keysOfASuspendedHouseOpenNothing();
    void aNewSlugCounts();
    void changesAreOnTheFeedAndInTheAudit();

private:
    static Result<TenantInfo> change(TestService &service, const QString &slug, QJsonObject patch)
    {
        auto &access = service.application().access();
        TenantEdit edit;
        edit.patch = std::move(patch);
        return QCoro::waitFor(access.properties.change({access.directory.bySlug(slug)->id, QStringLiteral("system")}, edit));
    }
};

void TenantsApiTest::initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.access.auth.warning=false")); }

void TenantsApiTest::showsAndChanges()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    const auto before = http->get(Tenant);
    QCOMPARE(before.status, 200);
    QCOMPARE(text(before.data(), "plan"), QStringLiteral("standard"));
    QCOMPARE(text(before.data(), "status"), QStringLiteral("active"));
    QCOMPARE(before.data().value(QLatin1String("version")).toInt(), 1);
    const QJsonObject floors{{QStringLiteral("floors"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("1")},
                                                            {QStringLiteral("rooms"), QJsonArray{QJsonObject{{QStringLiteral("number"), QStringLiteral("101")}}}}}}}};
    const auto after = http->patch(Tenant,
        {{QStringLiteral("name"), QStringLiteral("Aurora Palace")}, {QStringLiteral("languages"), QJsonArray{QStringLiteral("pt"), QStringLiteral("en")}},
            {QStringLiteral("time_zone"), QStringLiteral("Atlantic/Azores")}, {QStringLiteral("profile"), floors}, {QStringLiteral("base_version"), 1}});
    QCOMPARE(after.status, 200);
    QCOMPARE(after.data().value(QLatin1String("version")).toInt(), 2);
    const auto again = http->get(Tenant);
    QCOMPARE(again.data(), after.data());
    QCOMPARE(again.data().value(QLatin1String("profile")).toObject(), floors);
    // The directory knows at once: sign-in shows the new name.
    const auto signedIn = service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password));
    QCOMPARE(text(signedIn->value(QLatin1String("tenant")).toObject(), "name"), QStringLiteral("Aurora Palace"));
    const auto wrong = http->patch(Tenant, {{QStringLiteral("profile"), QJsonObject{{QStringLiteral("floors"), QJsonArray{QJsonObject{{QStringLiteral("nam"), 1}}}}}}});
    QCOMPARE(wrong.status, 400);
    QCOMPARE(fieldOf(wrong), QStringLiteral("profile.floors[0].nam"));
    QCOMPARE(http->patch(Tenant, {{QStringLiteral("name"), QStringLiteral("Aurora Palace")}}).data().value(QLatin1String("version")).toInt(), 2);
    QCOMPARE(service.restart(), QString());
    QCOMPARE(service.signedInCalls()->get(Tenant).data(), after.data());
}

void TenantsApiTest::historyTellsAndRestores()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    QVERIFY(http->get(History).data().value(QLatin1String("items")).toArray().isEmpty());
    const QJsonObject target{{QStringLiteral("event"), QStringLiteral("order_created")}, {QStringLiteral("url"), QStringLiteral("https://pms.example/")},
        {QStringLiteral("secret"), QStringLiteral("s3cret")}};
    QCOMPARE(http->patch(Tenant, {{QStringLiteral("settings"), QJsonObject{{QStringLiteral("desk_phone"), QStringLiteral("+1")},
                                       {QStringLiteral("notifications"), QJsonArray{target}}}}}).status, 200);
    const auto second = http->patch(Tenant, {{QStringLiteral("settings"), QJsonObject{{QStringLiteral("desk_phone"), QStringLiteral("+2")}}}, {QStringLiteral("name"), QStringLiteral("B")}});
    QVERIFY(!second.body.contains("s3cret"));
    const auto listed = http->get(History);
    QVERIFY(!listed.body.contains("s3cret"));
    const auto items = listed.data().value(QLatin1String("items")).toArray();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items.at(0)[QLatin1String("version")].toInt(), 3);
    QCOMPARE(items.at(0)[QLatin1String("actor")].toString(), QStringLiteral("user:anna"));
    const auto phone = items.at(0)[QLatin1String("changed")][1].toObject();
    QCOMPARE(text(phone, "field"), QStringLiteral("settings.desk_phone"));
    QCOMPARE(text(phone, "before"), QStringLiteral("+1"));
    QCOMPARE(text(phone, "after"), QStringLiteral("+2"));
    QVERIFY(items.at(2)[QLatin1String("changed")].toArray().isEmpty());
    const auto page = http->get(History + QStringLiteral("?limit=2"));
    const auto rest = http->get(History + QStringLiteral("?limit=2&cursor=") + text(page.data(), "next_cursor"));
    QCOMPARE(rest.data().value(QLatin1String("items")).toArray().size(), 1);
    QVERIFY(rest.data().value(QLatin1String("next_cursor")).isNull());
    const auto restored = http->post(History + QStringLiteral("/2/restore"), {});
    QCOMPARE(restored.status, 200);
    QCOMPARE(restored.data().value(QLatin1String("version")).toInt(), 4);
    QCOMPARE(restored.data()[QLatin1String("settings")][QLatin1String("desk_phone")].toString(), QStringLiteral("+1"));
    QCOMPARE(text(restored.data(), "name"), QStringLiteral("Hotel aurora"));
    // The secret, which the history does not hold, has survived.
    const auto stored = service.application().access().directory.bySlug(QStringLiteral("aurora"));
    QCOMPARE(stored->settings[QLatin1String("notifications")][0][QLatin1String("secret")].toString(), QStringLiteral("s3cret"));
    QCOMPARE(http->post(History + QStringLiteral("/77/restore"), {}).status, 404);
    QCOMPARE(http->post(History + QStringLiteral("/x/restore"), {}).status, 404);
}

void TenantsApiTest::versionsKeepTwoFromOverwriting()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    QCOMPARE(http->patch(Tenant, {{QStringLiteral("name"), QStringLiteral("A")}, {QStringLiteral("base_version"), 1}}).status, 200);
    const auto late = http->patch(Tenant, {{QStringLiteral("name"), QStringLiteral("B")}, {QStringLiteral("base_version"), 1}});
    QCOMPARE(late.status, 409);
    QCOMPARE(late.reason(), QStringLiteral("version_conflict"));
    QCOMPARE(late.error()[QLatin1String("context")][QLatin1String("current")][QLatin1String("name")].toString(), QStringLiteral("A"));
}

void TenantsApiTest::othersMayNot()
{
    TestService service; // anna is a manager
    QCOMPARE(service.start(), QString());
    QCOMPARE(service.addUser(QStringLiteral("aurora"), QStringLiteral("bob"), Role::Staff, QString::fromLatin1(TestService::Password)), QString());
    QCOMPARE(service.addUser(QStringLiteral("aurora"), QStringLiteral("eve"), Role::Admin, QString::fromLatin1(TestService::Password)), QString());
    QCOMPARE(service.addTenant(QStringLiteral("other")), QString());
    const auto other = service.application().access().directory.bySlug(QStringLiteral("other"))->id.value;
    const auto manager = service.signedInCalls();
    QCOMPARE(manager->patch(Tenant, {{QStringLiteral("name"), QStringLiteral("X")}}).status, 403);
    QCOMPARE(manager->get(History).status, 200);
    auto http = service.calls();
    const auto as = [&](const char *name) {
        http.setToken(text(*service.signIn(QStringLiteral("aurora"), QString::fromLatin1(name), QString::fromLatin1(TestService::Password)), "access_token").toLatin1());
    };
    as("bob");
    QCOMPARE(http.get(Tenant).status, 200);
    QVERIFY(http.get(Tenant).data().value(QLatin1String("settings")).toObject().isEmpty());
    QCOMPARE(http.get(History).status, 403);
    QCOMPARE(http.post(History + QStringLiteral("/1/restore"), {}).status, 403);
    as("eve");
    const auto plan = http.patch(Tenant, {{QStringLiteral("plan"), QStringLiteral("premium")}});
    QCOMPARE(plan.status, 403);
    QCOMPARE(fieldOf(plan), QStringLiteral("plan"));
    // An administrator of a property has no say over others, nor over how many there are.
    QCOMPARE(http.get(QStringLiteral("/v1/tenants")).status, 403);
    QCOMPARE(http.post(QStringLiteral("/v1/tenants"), {{QStringLiteral("slug"), QStringLiteral("mine")}}).status, 403);
    QCOMPARE(http.patch(QStringLiteral("/v1/tenants/") + other, {{QStringLiteral("status"), QStringLiteral("suspended")}}).status, 403);
}

void TenantsApiTest::suspensionShutsTheDoor()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    QCOMPARE(service.addTenant(QStringLiteral("other")), QString());
    QCOMPARE(service.addUser(QStringLiteral("other"), QStringLiteral("olga"), Role::Staff, QString::fromLatin1(TestService::Password)), QString());
    const auto signedIn = service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password));
    const auto http = service.signedInCalls();
    QWebSocket socket;
    QSignalSpy connected(&socket, &QWebSocket::connected);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    QNetworkRequest request(QUrl(QString(service.url()).replace(QStringLiteral("http://"), QStringLiteral("ws://")) + QStringLiteral("/v1/feed")));
    request.setRawHeader("Authorization", "Bearer " + text(*signedIn, "access_token").toLatin1());
    socket.open(request);
    QVERIFY(connected.wait());
    QVERIFY(change(service, QStringLiteral("aurora"), {{QStringLiteral("status"), QStringLiteral("suspended")}}).ok());
    QVERIFY(disconnected.count() > 0 || disconnected.wait(5000));
    QVERIFY(http->get(Tenant).status == 401 || http->get(Tenant).status == 403);
    auto fresh = service.calls();
    const auto refused = fresh.post(QStringLiteral("/v1/auth/login"), {{QStringLiteral("tenant"), QStringLiteral("aurora")},
                                                                       {QStringLiteral("username"), QStringLiteral("anna")}, {QStringLiteral("password"), QString::fromLatin1(TestService::Password)}});
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.reason(), QStringLiteral("tenant_suspended"));
    // Who does not know the password learns nothing.
    const auto guess = fresh.post(QStringLiteral("/v1/auth/login"), {{QStringLiteral("tenant"), QStringLiteral("aurora")},
                                                                     {QStringLiteral("username"), QStringLiteral("anna")}, {QStringLiteral("password"), QStringLiteral("guess")}});
    QCOMPARE(guess.status, 401);
    QCOMPARE(fresh.post(QStringLiteral("/v1/auth/refresh"), {{QStringLiteral("refresh_token"), text(*signedIn, "refresh_token")}}).status, 401);
    QVERIFY(service.signIn(QStringLiteral("other"), QStringLiteral("olga"), QString::fromLatin1(TestService::Password)).has_value());
    // What the provider sends is taken in still.
    auto provider = service.calls();
    const auto hook = service.hook(QStringLiteral("aurora"));
    provider.setHeader("X-Vapi-Secret", hook.secret);
    const auto sent = provider.post(hookPath(hook), {{QStringLiteral("message"), QJsonObject{{QStringLiteral("type"), QStringLiteral("hang")},
                                                        {QStringLiteral("call"), QJsonObject{{QStringLiteral("id"), QStringLiteral("c1")}}}}}});
    QCOMPARE(sent.status, 200);
    QVERIFY(change(service, QStringLiteral("aurora"), {{QStringLiteral("status"), QStringLiteral("active")}}).ok());
    QCOMPARE(service.signedInCalls()->get(Tenant).status, 200);
}

void TenantsApiTest::thoseWhoRunTheServiceMay()
{
    TestService::Options options;
    options.role = Role::Superadmin;
    TestService service(options);
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    const auto path = QStringLiteral("/v1/tenants");
    const auto added = http->post(path, {{QStringLiteral("slug"), QStringLiteral("borealis")}, {QStringLiteral("name"), QStringLiteral("Borealis")},
                                            {QStringLiteral("time_zone"), QStringLiteral("Europe/Oslo")}, {QStringLiteral("currency"), QStringLiteral("NOK")},
                                            {QStringLiteral("languages"), QJsonArray{QStringLiteral("no"), QStringLiteral("en")}}, {QStringLiteral("plan"), QStringLiteral("trial")}});
    QCOMPARE(added.status, 201);
    QCOMPARE(http->post(path, {{QStringLiteral("slug"), QStringLiteral("borealis")}, {QStringLiteral("time_zone"), QStringLiteral("Europe/Oslo")},
                                  {QStringLiteral("currency"), QStringLiteral("NOK")}}).reason(), QStringLiteral("slug_taken"));
    const auto first = http->get(path + QStringLiteral("?limit=1"));
    QCOMPARE(first.data()[QLatin1String("items")][0][QLatin1String("slug")].toString(), QStringLiteral("aurora"));
    const auto rest = http->get(path + QStringLiteral("?limit=1&cursor=") + text(first.data(), "next_cursor"));
    QCOMPARE(rest.data()[QLatin1String("items")][0][QLatin1String("slug")].toString(), QStringLiteral("borealis"));
    QVERIFY(rest.data().value(QLatin1String("next_cursor")).isNull());
    const auto other = path + QLatin1Char('/') + text(added.data(), "id");
    QCOMPARE(text(http->patch(other, {{QStringLiteral("status"), QStringLiteral("suspended")}, {QStringLiteral("base_version"), 1}}).data(), "status"), QStringLiteral("suspended"));
    QCOMPARE(text(http->patch(other, {{QStringLiteral("status"), QStringLiteral("active")}, {QStringLiteral("slug"), QStringLiteral("borealis-2")}}).data(), "slug"), QStringLiteral("borealis-2"));
    QCOMPARE(http->patch(other, {{QStringLiteral("settings"), QJsonObject()}}).status, 403);
    const auto own = path + QLatin1Char('/') + text(http->get(Tenant).data(), "id");
    QCOMPARE(http->patch(own, {{QStringLiteral("status"), QStringLiteral("suspended")}}).reason(), QStringLiteral("own_tenant"));
    QCOMPARE(http->patch(path + QStringLiteral("/nobody"), {{QStringLiteral("plan"), QStringLiteral("basic")}}).status, 404);
}

void TenantsApiTest::keysOfASuspendedHouseOpenNothing()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    const auto made = service.signedInCalls()->post(QStringLiteral("/v1/api-keys"), {{QStringLiteral("name"), QStringLiteral("till")}, {QStringLiteral("scopes"), QJsonArray{QStringLiteral("orders.read")}}});
    auto key = service.calls();
    key.setToken(text(made.data(), "key").toLatin1());
    QCOMPARE(key.get(QStringLiteral("/v1/orders")).status, 200);
    QVERIFY(change(service, QStringLiteral("aurora"), {{QStringLiteral("status"), QStringLiteral("suspended")}}).ok());
    const auto refused = key.get(QStringLiteral("/v1/orders"));
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.reason(), QStringLiteral("tenant_suspended"));
    QVERIFY(change(service, QStringLiteral("aurora"), {{QStringLiteral("status"), QStringLiteral("active")}}).ok());
    QCOMPARE(key.get(QStringLiteral("/v1/orders")).status, 200);
}

void TenantsApiTest::aNewSlugCounts()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    QCOMPARE(service.addTenant(QStringLiteral("other")), QString());
    QCOMPARE(change(service, QStringLiteral("aurora"), {{QStringLiteral("slug"), QStringLiteral("other")}}).error().code, QStringLiteral("slug_taken"));
    QVERIFY(change(service, QStringLiteral("aurora"), {{QStringLiteral("slug"), QStringLiteral("aurora-2")}}).ok());
    QVERIFY(!service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password)));
    QVERIFY(service.signIn(QStringLiteral("aurora-2"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password)).has_value());
}

void TenantsApiTest::changesAreOnTheFeedAndInTheAudit()
{
    TestService service(asAdmin());
    QCOMPARE(service.start(), QString());
    const auto http = service.signedInCalls();
    QCOMPARE(http->patch(Tenant, {{QStringLiteral("currency"), QStringLiteral("USD")}, {QStringLiteral("settings"), QJsonObject{{QStringLiteral("desk_phone"), QStringLiteral("+15550100")}}}}).status, 200);
    const auto changes = http->get(QStringLiteral("/v1/changes?after=0")).data().value(QLatin1String("changes")).toArray();
    QVERIFY(!changes.isEmpty());
    const auto last = changes.last().toObject();
    QCOMPARE(text(last, "entity"), QStringLiteral("tenant"));
    QCOMPARE(last[QLatin1String("body")][QLatin1String("currency")].toString(), QStringLiteral("USD"));
    QVERIFY(!last[QLatin1String("body")].toObject().contains(QLatin1String("settings")));
    const auto audit = http->get(QStringLiteral("/v1/audit?entity=tenant"));
    const auto newest = audit.data()[QLatin1String("items")][0].toObject();
    QCOMPARE(text(newest, "action"), QStringLiteral("tenant.set"));
    QCOMPARE(newest[QLatin1String("detail")][QLatin1String("fields")].toArray(), QJsonArray({QStringLiteral("currency"), QStringLiteral("settings.desk_phone")}));
    QVERIFY(!audit.body.contains("+15550100"));
}

QTEST_GUILESS_MAIN(TenantsApiTest)
#include "tst_tenantsapi.moc"
