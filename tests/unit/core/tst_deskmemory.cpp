// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/memorysecretstore.h"
#include "core/support/settings.h"
#include "core/sync/deskmemory.h"
#include "core/sync/unlockverifier.h"
#include "tests/support/manualclock.h"
#include "tests/support/manualtimers.h"
#include "tests/support/seededrng.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::test;

class DeskMemoryTest final : public QObject
{
    Q_OBJECT

    struct Rig {
        ManualClock clock;
        SeededRng rng;
        ManualTimers timers{clock};
        MemorySecretStore secrets;
        UnlockVerifier verifier{secrets, Environment{clock, rng, timers}, UnlockVerifier::Effort::Least};
        QString key = UnlockVerifier::keyOf(QStringLiteral("https://desk.example"), QStringLiteral("seaview"), QStringLiteral("maria"));

        Result<Done> learn(const char *password)
        {
            auto task = verifier.learn(key, QString::fromUtf8(password));
            return QCoro::waitFor(std::move(task));
        }
        Result<Done> check(const char *password)
        {
            auto task = verifier.check(key, QString::fromUtf8(password));
            return QCoro::waitFor(std::move(task));
        }
    };

    static SessionInfo person(const char *property, const char *username)
    {
        SessionInfo info;
        info.property = QLatin1String(property);
        info.propertyName = QStringLiteral("The ") + QLatin1String(property);
        info.username = QLatin1String(username);
        info.displayName = info.username.toUpper();
        return info;
    }

private Q_SLOTS:
    void theLastOneComesFirst()
    {
        const QTemporaryDir home;
        Settings settings(home.filePath(QStringLiteral("s.ini")));
        const ManualClock clock;
        DeskMemory memory(settings);
        const auto server = QStringLiteral("https://a.example");
        memory.remember(server, person("seaview", "maria"), clock.now());
        memory.remember(server, person("alpine", "jonas"), clock.now());
        memory.remember(server, person("seaview", "thanh"), clock.now());
        memory.remember(server, person("seaview", "maria"), clock.now()); // again
        const auto desks = DeskMemory(settings).desks(); // as after a restart
        QCOMPARE(desks.size(), 2);
        QCOMPARE(desks.constFirst().name, QStringLiteral("The seaview"));
        QCOMPARE(desks.constFirst().people.size(), 2);
        QCOMPARE(desks.constFirst().people.constFirst().username, QStringLiteral("maria"));
        QCOMPARE(desks.constFirst().people.constFirst().lastAt, std::optional(clock.now()));
        memory.forget(server, QStringLiteral("seaview"));
        QCOMPARE(memory.desks().size(), 1);
        QVERIFY(memory.people(server, QStringLiteral("seaview")).isEmpty());
    }

    void itDoesNotGrowForEver()
    {
        const QTemporaryDir home;
        Settings settings(home.filePath(QStringLiteral("s.ini")));
        const ManualClock clock;
        DeskMemory memory(settings);
        for (int i = 0; i < 40; ++i) {
            memory.remember(QStringLiteral("https://%1.example").arg(i), person("seaview", "maria"), clock.now());
            memory.remember(QStringLiteral("https://same.example"), person("alpine", qPrintable(QStringLiteral("person%1").arg(i))), clock.now());
        }
        QCOMPARE(memory.desks().size(), DeskMemory::MostDesks);
        QCOMPARE(memory.people(QStringLiteral("https://same.example"), QStringLiteral("alpine")).size(), DeskMemory::MostPeople);
    }

    void brokenMemoryIsNoMemory()
    {
        const QTemporaryDir home;
        Settings settings(home.filePath(QStringLiteral("s.ini")));
        settings.set(Settings::Desks, QStringLiteral("[{\"server\":3},{\"property\":\"x\"},7"));
        QVERIFY(DeskMemory(settings).desks().isEmpty());
    }

    void onlyTheRightPasswordUnlocks()
    {
        Rig rig;
        QCOMPARE(rig.check("anything").error().kind, ErrorKind::NotFound);
        QVERIFY(rig.learn("three warm bread röllchen"));
        QVERIFY(rig.check("three warm bread röllchen"));
        QVERIFY(rig.check("three warm bread ro\xcc\x88llchen")); // the same in another form of Unicode
        QCOMPARE(rig.check("three warm bread rolls").error().kind, ErrorKind::Auth);
        QCOMPARE(rig.check("").error().kind, ErrorKind::Auth);
    }

    void thePasswordIsNotKept()
    {
        Rig rig;
        QVERIFY(rig.learn("three warm bread rolls"));
        auto task = rig.secrets.read(rig.key);
        const auto kept = QCoro::waitFor(std::move(task));
        QVERIFY(kept.value().contains(QStringLiteral("$argon2id$")));
        QVERIFY(!kept.value().contains(QStringLiteral("bread")));
    }

    void itIsGoodForThreeDays()
    {
        Rig rig;
        QVERIFY(rig.learn("right"));
        rig.clock.advance(std::chrono::hours(71));
        QVERIFY(rig.check("right"));
        rig.clock.advance(std::chrono::hours(2));
        QCOMPARE(rig.check("right").error().kind, ErrorKind::NotFound);
    }

    void guessingIsSlowedDown()
    {
        Rig rig;
        QVERIFY(rig.learn("right"));
        for (int i = 0; i < UnlockVerifier::MostTries; ++i) {
            QCOMPARE(rig.check("wrong").error().kind, ErrorKind::Auth);
        }
        QCOMPARE(rig.check("right").error().kind, ErrorKind::RateLimited);
        rig.clock.advance(UnlockVerifier::WaitAfterTries);
        QVERIFY(rig.check("right"));
    }
};

QTEST_GUILESS_MAIN(DeskMemoryTest)
#include "tst_deskmemory.moc"
