// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/apiclient.h"
#include "core/pairing/pairingclient.h"
#include "core/pairing/truststore.h"
#include "core/support/memorysecretstore.h"
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QFileInfo>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace deskbell::test;
using namespace std::chrono_literals;

namespace {

const auto DeviceId = QStringLiteral("0192a000-0000-7000-8000-000000000001");

TestService::Options encrypted()
{
    TestService::Options options;
    options.hasManualClock = true;
    options.lines.tls = LineParts::Options::Tls::On;
    options.lines.rates.pair = 1000;
    return options;
}

/// A service that speaks TLS, and a console that knows nothing of it yet.
struct House {
    TestService service{encrypted()};
    MemorySecretStore secrets;
    PairingClient console{secrets};

    [[nodiscard]] QString start() { return service.start(); }
    [[nodiscard]] QUrl url() const { return QUrl(service.url()); }
    [[nodiscard]] QString invite()
    {
        const auto made = QCoro::waitFor(service.application().lines().admin.run({}));
        return made ? made.value().value(QLatin1String("uri")).toString() : made.error().detail;
    }
    [[nodiscard]] Result<PairedServer> pair(const QString &link)
    {
        const auto parsed = parsePairingLink(link);
        return parsed ? QCoro::waitFor(console.pair(url(), parsed.value().code, DeviceId, QStringLiteral("Desk 1"))) : parsed.error();
    }
    /// Of an invite, with another secret.
    [[nodiscard]] static QString withSecret(const QString &link, const QByteArray &secret)
    {
        auto code = parsePairingLink(link).value().code;
        code.secret = secret;
        return toText(code);
    }
    [[nodiscard]] QStringList audit()
    {
        const TenantContext who{service.application().access().directory.bySlug(QString::fromLatin1(TestService::Slug))->id, {}};
        const auto page = QCoro::waitFor(service.application().access().audit.page(who, {}, 0, 100));
        QStringList actions;
        for (const auto &entry : page.value().entries) {
            actions.append(entry.action);
        }
        return actions;
    }
};

} // namespace

/// An invite lets one console in, once, and nobody else.
class PairingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Wrong codes are worth a warning, which would end the test.
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.pairing.warning=false")); }
    void aConsoleIsLetIn();
    void aCodeIsGoodOnce();
    void aCodeEnds();
    void guessesUseTheInviteUp();
    void anotherKeyInTheCodeIsToldNothing();
    void theDeviceIsKnownByItsToken();
    void aRemovedDeviceIsNotKnown();
    void pairingAnewEndsTheOldToken();
    void pairedDevicesSurviveARestart();
    void inTheClearOnlyOnThisMachine();
    void invitesAreForManagers();
};

void PairingTest::aConsoleIsLetIn()
{
    House house;
    QCOMPARE(house.start(), QString());
    QVERIFY(house.url().scheme() == QLatin1String("https"));
    const auto key = house.service.dir().certificateKey();
    QCOMPARE(QFileInfo(key).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());

    const auto paired = house.pair(house.invite());
    QVERIFY2(paired.ok(), paired ? "" : qPrintable(paired.error().detail));
    QCOMPARE(paired.value().name, QStringLiteral("Hotel aurora"));
    QCOMPARE(paired.value().trust.keyHash.size(), 32);
    const auto kept = QCoro::waitFor(TrustStore(house.secrets).read(house.url()));
    QVERIFY(kept.ok());
    QVERIFY(kept.value() == paired.value().trust);

    ApiClient client(house.url(), kept.value());
    const auto health = QCoro::waitFor(client.send(ApiRequest::post(QStringLiteral("/v1/auth/login"),
        {{QStringLiteral("tenant"), QString::fromLatin1(TestService::Slug)}, {QStringLiteral("username"), QString::fromLatin1(TestService::Username)},
            {QStringLiteral("password"), QString::fromLatin1(TestService::Password)}})));
    QVERIFY2(health.ok(), health ? "" : qPrintable(health.error().detail));
    QVERIFY(house.audit().contains(QStringLiteral("pairing.invited")));
    QVERIFY(house.audit().contains(QStringLiteral("device.paired")));
}

void PairingTest::aCodeIsGoodOnce()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto link = house.invite();
    QVERIFY(house.pair(link).ok());
    const auto again = house.pair(link);
    QVERIFY(!again.ok());
    QCOMPARE(again.error().code, QStringLiteral("pairing_refused"));
    QCOMPARE(again.error().kind, ErrorKind::Forbidden);
}

void PairingTest::aCodeEnds()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto link = house.invite();
    house.service.clock().advance(10min - 1s);
    const auto other = house.invite();
    house.service.clock().advance(1s);
    QCOMPARE(house.pair(link).error().code, QStringLiteral("pairing_refused"));
    QVERIFY(house.pair(other).ok());
}

void PairingTest::guessesUseTheInviteUp()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto link = house.invite();
    for (char guess = 1; guess <= 4; ++guess) {
        QCOMPARE(house.pair(House::withSecret(link, QByteArray(8, guess))).error().code, QStringLiteral("pairing_refused"));
    }
    const auto second = house.invite(); // four wrong tries older invites have seen do not count for it
    QCOMPARE(house.pair(House::withSecret(link, QByteArray(8, 9))).error().code, QStringLiteral("pairing_refused"));
    QCOMPARE(house.pair(link).error().code, QStringLiteral("pairing_refused")); // right, but five were wrong
    QVERIFY(house.pair(second).ok());
}

void PairingTest::anotherKeyInTheCodeIsToldNothing()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto link = house.invite();
    auto code = parsePairingLink(link).value().code;
    code.keyPrefix[0] = char(code.keyPrefix.at(0) ^ 1);
    const auto refused = house.pair(toText(code));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, QStringLiteral("certificate_changed"));
    QVERIFY(!refused.error().retryable());
    QVERIFY(house.pair(link).ok()); // so the secret was not told
}

void PairingTest::theDeviceIsKnownByItsToken()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto paired = house.pair(house.invite());
    QVERIFY(paired.ok());
    const auto &registry = house.service.application().lines().devices;
    const auto device = registry.byToken(paired.value().trust.deviceToken.toLatin1());
    QVERIFY(device.has_value());
    QCOMPARE(device->id, DeviceId);
    QCOMPARE(device->name, QStringLiteral("Desk 1"));
    QVERIFY(!device->tenant.isEmpty());
    QVERIFY(registry.isKnownAddress("127.0.0.1"));
    QVERIFY(!registry.byToken("dbd_").has_value());
    QVERIFY(!registry.byToken({}).has_value());
    QVERIFY(!registry.byToken(QByteArray(1'000'000, 'a')).has_value());
}

void PairingTest::aRemovedDeviceIsNotKnown()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto paired = house.pair(house.invite());
    QVERIFY(paired.ok());
    auto &lines = house.service.application().lines();
    const auto token = paired.value().trust.deviceToken.toLatin1();
    const auto tenant = lines.devices.byToken(token)->tenant;
    const auto foreign = QCoro::waitFor(lines.pairing.remove({TenantId{QStringLiteral("another")}, QStringLiteral("user:eve")}, DeviceId));
    QCOMPARE(foreign.error().kind, ErrorKind::NotFound);
    QVERIFY(lines.devices.byToken(token).has_value());
    QVERIFY(QCoro::waitFor(lines.pairing.remove({tenant, QStringLiteral("user:anna")}, DeviceId)).ok());
    QVERIFY(!lines.devices.byToken(token).has_value());
    QVERIFY(house.audit().contains(QStringLiteral("device.removed")));
}

void PairingTest::pairingAnewEndsTheOldToken()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto first = house.pair(house.invite());
    const auto second = house.pair(house.invite());
    QVERIFY(first.ok() && second.ok());
    const auto &registry = house.service.application().lines().devices;
    QVERIFY(!registry.byToken(first.value().trust.deviceToken.toLatin1()).has_value());
    QVERIFY(registry.byToken(second.value().trust.deviceToken.toLatin1()).has_value());
    QCOMPARE(registry.count(), 1);
}

void PairingTest::pairedDevicesSurviveARestart()
{
    House house;
    QCOMPARE(house.start(), QString());
    const auto paired = house.pair(house.invite());
    QVERIFY(paired.ok());
    QCOMPARE(house.service.restart(), QString());
    const auto &registry = house.service.application().lines().devices;
    QVERIFY(registry.byToken(paired.value().trust.deviceToken.toLatin1()).has_value());
    QVERIFY(registry.isKnownAddress("127.0.0.1"));
    // The same key, so the pin still fits.
    ApiClient client(house.url(), paired.value().trust);
    const auto answer = QCoro::waitFor(client.send(ApiRequest::get(QStringLiteral("/v1/calls"))));
    QCOMPARE(answer.error().kind, ErrorKind::Auth);
}

void PairingTest::inTheClearOnlyOnThisMachine()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    const auto made = QCoro::waitFor(service.application().lines().admin.run({}));
    QVERIFY(made.ok());
    const auto link = parsePairingLink(made.value().value(QLatin1String("uri")).toString());
    QVERIFY(link.ok());
    QVERIFY(!link.value().code.hasKey());
    MemorySecretStore secrets;
    const auto paired = QCoro::waitFor(PairingClient(secrets).pair(QUrl(service.url()), link.value().code, DeviceId, {}));
    QVERIFY(paired.ok());
    QVERIFY(!paired.value().trust.isPinned());
    const auto elsewhere = QCoro::waitFor(
        PairingClient(secrets).pair(QUrl(QStringLiteral("http://192.0.2.1:8642")), link.value().code, DeviceId, {}));
    QCOMPARE(elsewhere.error().code, QStringLiteral("tls_needed"));
}

void PairingTest::invitesAreForManagers()
{
    TestService service;
    QCOMPARE(service.start(), QString());
    QCOMPARE(service.addUser(QString::fromLatin1(TestService::Slug), QStringLiteral("sam"), Role::Staff, QStringLiteral("correct horse battery")), QString());
    const auto staff = service.signIn(QString::fromLatin1(TestService::Slug), QStringLiteral("sam"), QStringLiteral("correct horse battery"));
    auto calls = service.calls();
    calls.setToken(staff->value(QLatin1String("access_token")).toString().toLatin1());
    QCOMPARE(calls.post(QStringLiteral("/v1/pairing/invites"), {}).status, 403);
    QCOMPARE(calls.get(QStringLiteral("/v1/devices")).status, 403);

    const auto manager = service.signedInCalls();
    const auto made = manager->post(QStringLiteral("/v1/pairing/invites"), {{QStringLiteral("name"), QStringLiteral("Night desk")}});
    QCOMPARE(made.status, 201);
    const auto code = parsePairingCode(made.data().value(QLatin1String("code")).toString());
    QVERIFY(code.ok());
    const auto paired = service.calls().post(QStringLiteral("/v1/pair"),
        {{QStringLiteral("secret"), QString::fromLatin1(code.value().secret.toHex())}, {QStringLiteral("device_id"), DeviceId}});
    QCOMPARE(paired.status, 200);
    const auto devices = manager->get(QStringLiteral("/v1/devices")).data().value(QLatin1String("items")).toArray();
    QCOMPARE(devices.size(), 1);
    QCOMPARE(devices.at(0).toObject().value(QLatin1String("name")).toString(), QStringLiteral("Night desk"));
    QCOMPARE(manager->send("DELETE", QStringLiteral("/v1/devices/") + DeviceId, {}).status, 200);
    QCOMPARE(manager->send("DELETE", QStringLiteral("/v1/devices/") + DeviceId, {}).status, 404);
    QCOMPARE(service.calls().post(QStringLiteral("/v1/pair"), {{QStringLiteral("secret"), QStringLiteral("00")}, {QStringLiteral("device_id"), QStringLiteral("x")}}).status, 400);
}

QTEST_GUILESS_MAIN(PairingTest)
#include "tst_pairing.moc"
