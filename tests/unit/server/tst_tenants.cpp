// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantrules.h"
#include "server/access/tenantstate.h"
#include "server/services/openidsettings.h"
#include "server/services/tenantprofile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

QJsonObject json(const char *text)
{
    const auto document = QJsonDocument::fromJson(text);
    Q_ASSERT(document.isObject());
    return document.object();
}

QString fieldOf(const Error &error) { return error.context.value(QLatin1String("field")).toString(); }

TenantInfo house()
{
    TenantInfo tenant{TenantId{QStringLiteral("t1")}, QStringLiteral("aurora"), QStringLiteral("Hotel Aurora"), QStringLiteral("Europe/Lisbon"),
        QStringLiteral("EUR"), json(R"({"desk_phone":"+351210000000","notifications":[
            {"event":"order_created","url":"https://pms.example/hook","secret":"s3cret"}]})")};
    tenant.profile = json(R"({"house_rules":[{"title":"Quiet","text":"After ten."}]})");
    return tenant;
}

} // namespace

class TenantsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profileMistakesAreNamed_data();
    void profileMistakesAreNamed();
    void aWholeProfileIsTaken();
    void rulesOfPlaces_data();
    void rulesOfPlaces();
    void patchMergesSections();
    void patchNamesWhatIsWrong();
    void secretsAreNeitherShownNorLost();
    void differencesGoBySection();
    void openIdRules_data();
    void openIdRules();
    void theHighestGroupCounts();
};

void TenantsTest::profileMistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *profile, const char *field) {
        QTest::newRow(name) << QByteArray(profile) << QString::fromLatin1(field);
    };
    row("unknown section", R"({"colour":"blue"})", "profile.colour");
    row("unknown member", R"({"research":{"starz":4}})", "profile.research.starz");
    row("wrong type", R"({"research":{"stars":"four"}})", "profile.research.stars");
    row("too many stars", R"({"research":{"stars":8}})", "profile.research.stars");
    row("no list", R"({"floors":{}})", "profile.floors");
    row("entry is no object", R"({"house_rules":["be quiet"]})", "profile.house_rules[0]");
    row("missing text", R"({"house_rules":[{"title":"Quiet"}]})", "profile.house_rules[0].text");
    row("blank name", R"({"departments":[{"id":"hk","name":"  "}]})", "profile.departments[0].name");
    row("no such time", R"({"opening_hours":[{"place":"Bar","days":["mon"],"open":"25:00","close":"01:00"}]})", "profile.opening_hours[0].open");
    row("no such day", R"({"opening_hours":[{"place":"Bar","days":["mon","mo"],"open":"18:00","close":"24:00"}]})", "profile.opening_hours[0].days[1]");
    row("room twice", R"({"floors":[{"name":"1","rooms":[{"number":"101"}]},{"name":"2","rooms":[{"number":"201"},{"number":"101"}]}]})",
        "profile.floors[1].rooms[1].number");
    row("department twice", R"({"departments":[{"id":"hk","name":"A"},{"id":"HK","name":"B"}]})", "profile.departments[1].id");
    row("department unknown", R"({"departments":[{"id":"hk","name":"A"}],"services":[{"id":"s","name":"Spa","department":"spa"}]})",
        "profile.services[0].department");
    row("address with a password", R"({"research":{"website":"https://a:b@hotel.example/"}})", "profile.research.website");
    row("source is no address", R"({"research":{"sources":["https://a.example/","ftp://b.example/"]}})", "profile.research.sources[1]");
    row("half a cent", R"({"services":[{"id":"s","name":"Spa","price_minor":1.5}]})", "profile.services[0].price_minor");
}

void TenantsTest::profileMistakesAreNamed()
{
    QFETCH(QByteArray, profile);
    QFETCH(QString, field);
    const auto checked = TenantProfile::check(json(profile.constData()));
    QVERIFY(!checked.ok());
    QCOMPARE(checked.error().kind, ErrorKind::Validation);
    QCOMPARE(fieldOf(checked.error()), field);
}

void TenantsTest::aWholeProfileIsTaken()
{
    const auto checked = TenantProfile::check(json(R"({
        "research":{"summary":"By the river","website":"https://aurora.example/","address":"Rua 1","phone":"+351 21","email":"a@b.example","stars":4,
            "check_in":"15:00","check_out":"11:00","researched_at":"2026-11-01","sources":["https://aurora.example/"],
            "facts":[{"topic":"parking","text":"Forty places.","source":"https://aurora.example/parking"}]},
        "house_rules":[{"title":"Quiet","text":"After ten."}],
        "opening_hours":[{"place":"Breakfast","days":["sat","sun"],"open":"07:30","close":"11:00","note":"garden room"}],
        "departments":[{"id":"hk","name":"Housekeeping","is_active":true}],
        "floors":[{"name":"1","rooms":[{"number":"101","type":"double","beds":2,"is_active":true}]}],
        "services":[{"id":"laundry","name":"Laundry","department":"HK","description":"Same day","price_minor":1200,"is_active":true}]})"));
    QVERIFY2(checked.ok(), qPrintable(checked.ok() ? QString() : checked.error().detail));
    QJsonObject large;
    QJsonArray rules;
    for (int i = 0; i < 100; ++i) {
        rules.append(QJsonObject{{QStringLiteral("title"), QString::number(i)}, {QStringLiteral("text"), QString(2000, QChar(u'\u6f22'))}});
    }
    large.insert(QStringLiteral("house_rules"), rules);
    QCOMPARE(TenantProfile::check(large).error().kind, ErrorKind::TooLarge);
}

void TenantsTest::rulesOfPlaces_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonObject>("patch");
    const auto row = [](const char *name, const char *field, const char *patch) { QTest::newRow(name) << QString::fromLatin1(field) << json(patch); };
    row("slug", "slug", R"({"slug":"Aurora"})");
    row("name", "name", R"({"name":"  "})");
    row("zone without summer time", "time_zone", R"({"time_zone":"UTC+02:00"})");
    row("currency", "currency", R"({"currency":"EURO"})");
    row("language", "languages[1]", R"({"languages":["pt","Portuguese"]})");
    row("language twice", "languages[2]", R"({"languages":["pt","en","pt"]})");
    row("plan", "plan", R"({"plan":"gold"})");
    row("status", "status", R"({"status":"closed"})");
    row("unknown", "colour", R"({"colour":"blue"})");
    row("settings member", "settings.assistant.enabled", R"({"settings":{"assistant":{"enabled":"yes"}}})");
    row("settings section", "settings.colour", R"({"settings":{"colour":1}})");
    row("settings no object", "settings", R"({"settings":[]})");
    row("profile", "profile.research.stars", R"({"profile":{"research":{"stars":-1}}})");
}

void TenantsTest::rulesOfPlaces()
{
    QFETCH(QString, field);
    QFETCH(QJsonObject, patch);
    const auto after = patched(house(), patch, Merge::Sections);
    QVERIFY(!after.ok());
    QCOMPARE(after.error().kind, ErrorKind::Validation);
    QCOMPARE(fieldOf(after.error()), field);
}

void TenantsTest::patchMergesSections()
{
    const auto patch = json(R"({"name":" Aurora Palace ","languages":["pt","en-GB","zh-Hant-TW"],
        "profile":{"research":{"stars":5}},"settings":{"desk_phone":null,"hotel_info":{"wifi":"It is free."}}})");
    const auto after = patched(house(), patch, Merge::Sections);
    QVERIFY2(after.ok(), qPrintable(after.ok() ? QString() : after.error().detail));
    QCOMPARE(after.value().name, QStringLiteral("Aurora Palace"));
    QCOMPARE(after.value().languages.size(), 3);
    QCOMPARE(after.value().profile.keys(), QStringList({QStringLiteral("house_rules"), QStringLiteral("research")}));
    QCOMPARE(after.value().settings.keys(), QStringList({QStringLiteral("hotel_info"), QStringLiteral("notifications")}));
    const auto whole = patched(house(), json(R"({"profile":{},"settings":{"desk_phone":"+1"}})"), Merge::Whole);
    QVERIFY(whole.ok());
    QVERIFY(whole.value().profile.isEmpty());
    QCOMPARE(whole.value().settings.keys(), QStringList({QStringLiteral("desk_phone")}));
}

void TenantsTest::patchNamesWhatIsWrong()
{
    const auto after = patched(house(), json(R"({"name":7})"), Merge::Sections);
    QCOMPARE(fieldOf(after.error()), QStringLiteral("name"));
    QCOMPARE(fieldOf(patched(house(), json(R"({"languages":"pt"})"), Merge::Sections).error()), QStringLiteral("languages"));
}

void TenantsTest::secretsAreNeitherShownNorLost()
{
    const auto tenant = house();
    const auto state = tenantState(tenant);
    QVERIFY(!QJsonDocument(state).toJson().contains("s3cret"));
    // What was shown comes back: the secret is what it was.
    const QJsonObject shown{{QStringLiteral("settings"), state.value(QLatin1String("settings"))}};
    const auto same = patched(tenant, shown, Merge::Sections);
    QVERIFY(same.ok());
    QCOMPARE(same.value().settings, tenant.settings);
    // A marker for a target that has no secret is a mistake, and forgotten where an old state is restored.
    const auto moved = json(R"j({"settings":{"notifications":[{"event":"order_created","url":"https://other.example/","secret":"(kept)"}]}})j");
    QCOMPARE(fieldOf(patched(tenant, moved, Merge::Sections).error()), QStringLiteral("settings.notifications[0].secret"));
    const auto restored = patched(tenant, moved, Merge::Whole, LostSecret::Forget);
    QVERIFY(restored.ok());
    QVERIFY(!restored.value().settings.value(QLatin1String("notifications"))[0].toObject().contains(QLatin1String("secret")));
}

void TenantsTest::differencesGoBySection()
{
    const auto before = house();
    auto after = before;
    after.name = QStringLiteral("Palace");
    after.settings.insert(QStringLiteral("desk_phone"), QStringLiteral("+1"));
    after.profile.remove(QStringLiteral("house_rules"));
    after.profile.insert(QStringLiteral("research"), QJsonObject{{QStringLiteral("summary"), QString(9000, QLatin1Char('x'))}});
    const auto found = differences(tenantState(before), tenantState(after));
    QStringList fields;
    for (const auto &difference : found) {
        fields.append(difference[QLatin1String("field")].toString());
    }
    QCOMPARE(fields, QStringList({QStringLiteral("name"), QStringLiteral("profile.house_rules"), QStringLiteral("profile.research"), QStringLiteral("settings.desk_phone")}));
    QCOMPARE(found.at(0)[QLatin1String("before")].toString(), QStringLiteral("Hotel Aurora"));
    QVERIFY(found.at(1)[QLatin1String("after")].isNull());
    QVERIFY(found.at(2)[QLatin1String("after")][QLatin1String("omitted_bytes")].toInt() > 9000);
    QVERIFY(differences(tenantState(before), tenantState(before)).isEmpty());
}

void TenantsTest::openIdRules_data()
{
    QTest::addColumn<QJsonObject>("openid");
    QTest::addColumn<QString>("field"); // empty: it is good
    const auto row = [](const char *name, const char *openid, const char *field) { QTest::newRow(name) << json(openid) << QString::fromLatin1(field); };
    row("good", R"({"issuer":"https://login.example/","client_id":"desk","role_of_group":{"a b":"admin"},"scopes":["email"]})", "");
    row("loopback", R"({"issuer":"http://127.0.0.1:3000","client_id":"desk"})", "");
    row("in the clear", R"({"issuer":"http://login.example/","client_id":"desk"})", "openid.issuer");
    row("with a query", R"({"issuer":"https://login.example/?a=1","client_id":"desk"})", "openid.issuer");
    row("no client", R"({"issuer":"https://login.example/"})", "openid.client_id");
    row("secret is no setting", R"({"issuer":"https://login.example/","client_id":"desk","client_secret":"x"})", "openid.client_secret");
    row("unknown role", R"({"issuer":"https://login.example/","client_id":"desk","role_of_group":{"g":"boss"}})", "openid.role_of_group.g");
    row("of the service", R"({"issuer":"https://login.example/","client_id":"desk","role_of_group":{"g":"superadmin"}})", "openid.role_of_group.g");
}

void TenantsTest::openIdRules()
{
    QFETCH(QJsonObject, openid);
    QFETCH(QString, field);
    const auto checked = OpenIdSettings::check(openid);
    QCOMPARE(checked.ok() ? QString() : fieldOf(checked.error()), field);
}

void TenantsTest::theHighestGroupCounts()
{
    const auto openid = OpenIdSettings::fromJson(json(R"({"openid":{"issuer":"https://login.example/","client_id":"desk",
        "role_of_group":{"desk":"staff","leads":"manager"}}})"));
    QVERIFY(openid.has_value());
    QCOMPARE(openid->name, QStringLiteral("login.example"));
    QCOMPARE(openid->roleFor({QStringLiteral("desk"), QStringLiteral("leads"), QStringLiteral("x")}), std::optional(Role::Manager));
    QCOMPARE(openid->roleFor({QStringLiteral("Desk")}), std::nullopt);
    QCOMPARE(OpenIdSettings::fromJson({}).has_value(), false);
}

QTEST_GUILESS_MAIN(TenantsTest)
#include "tst_tenants.moc"
