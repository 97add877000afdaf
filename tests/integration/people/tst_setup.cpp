// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/people/house.h"

#include <QCoroTask>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace deskbell;
using namespace std::chrono_literals;
using test::House;
using test::TestService;
using test::text;

namespace {

const auto Setup = QStringLiteral("/v1/setup");

QJsonObject wish(const QString &secret)
{
    return {{QStringLiteral("secret"), secret},
        {QStringLiteral("tenant"), QJsonObject{{QStringLiteral("slug"), QStringLiteral("seaview")}, {QStringLiteral("name"), QStringLiteral("Hotel Seaview")},
                                       {QStringLiteral("time_zone"), QStringLiteral("Europe/Lisbon")}, {QStringLiteral("currency"), QStringLiteral("EUR")}}},
        {QStringLiteral("admin"), QJsonObject{{QStringLiteral("username"), QStringLiteral("maria")}, {QStringLiteral("name"), QStringLiteral("Maria M.")},
                                      {QStringLiteral("password"), House::password()}}}};
}

QString fileSecret(const TestService &service)
{
    QFile file(service.dir().setupSecret());
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed() : QString();
}

TestService::Options standingClock()
{
    TestService::Options options;
    options.hasManualClock = true;
    return options;
}

} // namespace

class SetupTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noAccountComesWithTheProgram()
    {
        TestService service;
        QCOMPARE(service.startBeside(), QString()); // adds nothing
        auto http = service.calls();
        QVERIFY(http.get(Setup).data().value(QLatin1String("needed")).toBool());
        const auto methods = http.get(QStringLiteral("/v1/auth/methods?tenant=seaview")).data();
        QVERIFY(methods.value(QLatin1String("setup_needed")).toBool());
        QVERIFY(methods.value(QLatin1String("password")).toBool());
        for (const char *name : {"admin", "root", "maria"}) {
            QVERIFY(!service.signIn(QStringLiteral("seaview"), QString::fromLatin1(name), QString::fromLatin1(name)));
        }
    }

    void theSecretMakesPropertyAndAdministrator()
    {
        TestService service;
        QCOMPARE(service.startBeside(), QString());
        const auto secret = fileSecret(service);
        QCOMPARE(secret.size(), 23);
        const auto permissions = QFileInfo(service.dir().setupSecret()).permissions();
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        auto http = service.calls();
        const auto made = http.post(Setup, wish(secret.toLower()));
        QCOMPARE(made.status, 200);
        QCOMPARE(text(made.data().value(QLatin1String("user")).toObject(), "role"), QStringLiteral("admin"));
        QCOMPARE(text(made.data().value(QLatin1String("tenant")).toObject(), "slug"), QStringLiteral("seaview"));
        http.setToken(text(made.data(), "access_token").toLatin1());
        QCOMPARE(http.get(QStringLiteral("/v1/users")).status, 200);
        QVERIFY(service.signIn(QStringLiteral("seaview"), QStringLiteral("maria"), House::password()));
        // Once.
        QVERIFY(!QFileInfo::exists(service.dir().setupSecret()));
        QVERIFY(!http.get(Setup).data().value(QLatin1String("needed")).toBool(true));
        QCOMPARE(http.post(Setup, wish(secret)).reason(), QStringLiteral("already_set_up"));
        QCOMPARE(service.restart(), QString());
        QVERIFY(!QFileInfo::exists(service.dir().setupSecret()));
        auto after = service.calls();
        QCOMPARE(after.post(Setup, wish(secret)).reason(), QStringLiteral("already_set_up"));
    }

    void wrongSecretsAreCounted()
    {
        TestService service(standingClock());
        QCOMPARE(service.startBeside(), QString());
        auto http = service.calls();
        for (int i = 0; i < 5; ++i) {
            const auto refused = http.post(Setup, wish(i == 0 ? QStringLiteral("nonsense") : QStringLiteral("00000-00000-00000-0000%1").arg(i)));
            QCOMPARE(refused.status, 403);
            QCOMPARE(refused.reason(), QStringLiteral("setup_secret"));
        }
        const auto secret = fileSecret(service);
        const auto limited = http.post(Setup, wish(secret));
        QCOMPARE(limited.status, 429);
        QCOMPARE(limited.headers.value("retry-after"), QByteArray::number(15 * 60));
        // Somebody at another address is not kept out.
        auto &setup = service.application().access().setup;
        const auto elsewhere = QCoro::waitFor(setup.runWithSecret(QStringLiteral("00000-00000-00000-00000"), {}, {"10.0.0.1", {}, {}, {}}));
        QCOMPARE(elsewhere.error().code, QStringLiteral("setup_secret"));
        service.clock().advance(15min);
        QCOMPARE(http.post(Setup, wish(secret)).status, 200);
    }

    void whatIsWrongIsToldAndLeavesNothing()
    {
        TestService service;
        QCOMPARE(service.startBeside(), QString());
        auto http = service.calls();
        const auto secret = fileSecret(service);
        auto weak = wish(secret);
        auto admin = weak.value(QLatin1String("admin")).toObject();
        admin.insert(QStringLiteral("password"), QStringLiteral("password"));
        weak.insert(QStringLiteral("admin"), admin);
        QCOMPARE(http.post(Setup, weak).reason(), QStringLiteral("weak_password"));
        auto zone = wish(secret);
        auto tenant = zone.value(QLatin1String("tenant")).toObject();
        tenant.insert(QStringLiteral("time_zone"), QStringLiteral("Nowhere/Land"));
        zone.insert(QStringLiteral("tenant"), tenant);
        QCOMPARE(http.post(Setup, zone).reason(), QStringLiteral("invalid_field"));
        QCOMPARE(http.post(Setup, {{QStringLiteral("secret"), secret}}).status, 400);
        QVERIFY(service.application().access().tenants.list().isEmpty());
        QCOMPARE(http.post(Setup, wish(secret)).status, 200);
    }

    void aPropertyMadeBeforeIsTaken()
    {
        TestService service;
        QCOMPARE(service.startBeside(), QString());
        QCOMPARE(service.addTenant(QStringLiteral("seaview")), QString());
        auto http = service.calls();
        const auto made = http.post(Setup, wish(fileSecret(service)));
        QCOMPARE(made.status, 200);
        QCOMPARE(text(made.data().value(QLatin1String("tenant")).toObject(), "name"), QStringLiteral("Hotel seaview")); // as it was
        QCOMPARE(service.application().access().tenants.list().size(), 1);
    }

    void anAccountMadeByHandEndsTheSetup()
    {
        TestService service;
        QCOMPARE(service.startBeside(), QString());
        const auto secret = fileSecret(service);
        QCOMPARE(service.addTenant(QStringLiteral("seaview")), QString());
        QCOMPARE(service.addUser(QStringLiteral("seaview"), QStringLiteral("maria"), server::Role::Manager, House::password()), QString());
        auto http = service.calls();
        QCOMPARE(http.post(Setup, wish(secret)).reason(), QStringLiteral("already_set_up"));
        QVERIFY(!QFileInfo::exists(service.dir().setupSecret()));
    }
};

QTEST_GUILESS_MAIN(SetupTest)
#include "tst_setup.moc"
