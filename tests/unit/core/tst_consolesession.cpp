// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/settings.h"
#include "core/sync/consolesession.h"
#include "tests/support/rig.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace deskbell;
using namespace deskbell::test;
using Kind = LinkState::Kind;

namespace {

struct Console {
    ManualClock clock;
    SeededRng rng;
    ManualTimers timers{clock};
    MemorySecretStore secrets;
    FakeServer server;
    QTemporaryDir dir;
    Settings settings{dir.filePath(QStringLiteral("s.ini"))};
    QString outboxes = dir.filePath(QStringLiteral("outbox"));
    std::unique_ptr<ConsoleSession> session = make();
    QList<Result<SessionInfo>> results;

    std::unique_ptr<ConsoleSession> make()
    {
        auto made = std::make_unique<ConsoleSession>(Environment{clock, rng, timers}, secrets, settings, outboxes);
        QObject::connect(made.get(), &ConsoleSession::signInFinished, made.get(),
                         [this](const Result<SessionInfo> &result) { results.append(result); });
        return made;
    }
    void signIn(const QString &password = QStringLiteral("right"), const QString &user = QStringLiteral("maria"))
    {
        session->signIn(server.address(), QStringLiteral("seaview"), user, password);
    }
    void pass(int seconds)
    {
        for (int i = 0; i < 2 * seconds; ++i) {
            timers.advance(std::chrono::milliseconds(500));
            QTest::qWait(1);
        }
    }
    CommandId order(const char *notes)
    {
        NewOrder order;
        order.items = {{QStringLiteral("tea"), 1}};
        order.notes = QString::fromLatin1(notes);
        return session->store().createOrder(order);
    }
    bool isLive() const { return session->store().link().kind == Kind::Live; }
};

} // namespace

class ConsoleSessionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signInFillsTheStoreAndIsRemembered()
    {
        Console console;
        QVERIFY(!console.session->canResume());
        console.signIn();
        QTRY_VERIFY(console.isLive());
        QCOMPARE(console.results.size(), 1);
        QCOMPARE(console.session->info()->propertyName, QStringLiteral("Seaview"));
        QCOMPARE(console.settings.value(Settings::Server), console.server.address());
        QCOMPARE(console.settings.value(Settings::User), QStringLiteral("maria"));
        QCOMPARE(console.server.inits.constFirst().value(QLatin1String("device")).toString(), console.settings.value(Settings::DeviceId));
    }

    void mistakesHaveTheirExactReason()
    {
        Console console;
        console.session->signIn(QStringLiteral("http://"), QStringLiteral("p"), QStringLiteral("u"), QStringLiteral("x"));
        QCOMPARE(console.results.size(), 0); // never from within the call
        QTRY_COMPARE(console.results.size(), 1);
        QCOMPARE(console.results.constLast().error().code, QStringLiteral("bad_address"));
        console.session->signIn(console.server.address(), QStringLiteral(" "), QStringLiteral("u"), QStringLiteral("x"));
        QTRY_COMPARE(console.results.size(), 2);
        QCOMPARE(console.results.constLast().error().code, QStringLiteral("missing_name"));
        console.signIn(QStringLiteral("wrong"));
        QTRY_COMPARE(console.results.size(), 3);
        QCOMPARE(console.results.constLast().error().kind, ErrorKind::Auth);
        console.server.kill();
        console.signIn();
        QTRY_COMPARE(console.results.size(), 4);
        QCOMPARE(console.results.constLast().error().code, QStringLiteral("connection_refused"));
        QVERIFY(!console.session->info());
        QVERIFY(!console.session->canResume());
    }

    void onlyTheLastOfTwoSignInsAnswers()
    {
        Console console;
        console.signIn(QStringLiteral("wrong"));
        console.signIn();
        QTRY_VERIFY(console.isLive());
        QTest::qWait(10);
        QCOMPARE(console.results.size(), 1);
        QVERIFY(console.results.constFirst().ok());
    }

    void aRestartResumesWithoutPassword()
    {
        Console console;
        console.session->resume();
        QTRY_COMPARE(console.results.size(), 1);
        QCOMPARE(console.results.constLast().error().kind, ErrorKind::NotFound);
        console.signIn();
        QTRY_VERIFY(console.isLive());
        console.session = console.make();
        QVERIFY(console.session->canResume());
        console.session->resume();
        QTRY_VERIFY(console.isLive());
        QVERIFY(console.results.constLast().ok());
    }

    void signOutEmptiesTheStoreAndEndsTheSession()
    {
        Console console;
        console.server.world.put(Rig().call(QStringLiteral("c"), 1));
        console.signIn();
        QTRY_VERIFY(console.isLive());
        QCOMPARE(console.session->store().calls().size(), 1);
        QSignalSpy signedOut(console.session.get(), &ConsoleSession::signedOut);
        console.session->signOut();
        QCOMPARE(signedOut.size(), 1);
        QVERIFY(console.session->store().calls().isEmpty());
        QCOMPARE(console.session->store().phase(), Store::Phase::SignedOut);
        QCOMPARE(console.session->store().link().kind, Kind::Offline);
        QVERIFY(!console.session->info());
        QTRY_COMPARE(console.server.requests(QStringLiteral("/v1/auth/logout")), 1);
        QTRY_COMPARE(console.server.feeds(), 0);
        console.session->resume();
        QTRY_COMPARE(console.results.size(), 2);
        QCOMPARE(console.results.constLast().error().kind, ErrorKind::NotFound);
        console.signIn();
        QTRY_VERIFY(console.isLive());
    }

    void anExpiredSessionKeepsUnsentWritesForTheSamePerson()
    {
        Console console;
        console.signIn();
        QTRY_VERIFY(console.isLive());
        QSignalSpy expired(console.session.get(), &ConsoleSession::expired);
        console.server.world.expireAccessTokens();
        console.server.world.refreshToken.clear();
        NewOrder order;
        order.items = {{QStringLiteral("tea"), 1}};
        (void)console.session->store().createOrder(order);
        QTRY_COMPARE(expired.size(), 1);
        QVERIFY(!console.session->info());
        QCOMPARE(console.session->store().link().kind, Kind::SessionExpired);
        QTRY_COMPARE(console.session->store().orders().size(), 1);
        console.signIn();
        QTRY_VERIFY(console.isLive());
        QTRY_COMPARE(console.server.world.ordersCreated, 1);
        QTRY_COMPARE(console.session->store().link().waitingWrites, 0);
    }

    void aLockedDeskIsUnlockedOrHandedOverByPin()
    {
        Console console;
        console.signIn();
        QTRY_VERIFY(console.isLive());
        const auto enter = [&console](const char *user, const char *pin) {
            console.session->signIn({SignInRequest::Way::Pin, console.server.address(), QStringLiteral("seaview"), QLatin1String(user), QLatin1String(pin), {}, {}});
        };
        enter("tom", "0000");
        QTRY_COMPARE(console.results.size(), 2);
        QCOMPARE(console.results.constLast().error().code, QStringLiteral("bad_credentials"));
        QCOMPARE(console.session->info()->username, QStringLiteral("maria")); // who was here stays
        QVERIFY(console.isLive());
        console.server.kill(); // the server is away: nothing is lost by trying
        enter("maria", "4711");
        QTRY_COMPARE(console.results.size(), 3);
        QCOMPARE(console.results.constLast().error().kind, ErrorKind::Network);
        QCOMPARE(console.session->info()->username, QStringLiteral("maria"));
        (void)console.order("of maria");
        QTRY_COMPARE(console.session->store().link().waitingWrites, 1);
        QVERIFY(console.server.listen());
        enter("maria", "4711"); // unlocked: what waits is hers
        QTRY_VERIFY(console.isLive());
        QTRY_COMPARE(console.server.world.ordersCreated, 1);
        enter("tom", "4711"); // handed over
        QTRY_COMPARE(console.results.size(), 5);
        QCOMPARE(console.session->info()->username, QStringLiteral("tom"));
        QTRY_VERIFY(console.isLive());
        const auto people = console.session->desks().people(console.server.address(), QStringLiteral("seaview"));
        QCOMPARE(people.size(), 2);
        QCOMPARE(people.constFirst().username, QStringLiteral("tom"));
    }

    void whatIsAdministeredUsesTheSessionAndItsRefresh()
    {
        Console console;
        QList<Result<QJsonObject>> answers;
        const auto ask = [&] {
            console.session->admin().send(ApiRequest::get(QStringLiteral("/v1/calls")), console.session.get(),
                                          [&answers](const Result<QJsonObject> &answer) { answers.append(answer); });
        };
        ask();
        QCOMPARE(answers.size(), 0); // never from within the call
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.constLast().error().kind, ErrorKind::Auth);
        console.signIn();
        QTRY_VERIFY(console.isLive());
        console.server.world.expireAccessTokens();
        ask();
        QTRY_COMPARE(answers.size(), 2);
        QVERIFY(answers.constLast().ok()); // refused once, refreshed once, asked again
        QCOMPARE(console.server.world.refreshes, 1);
        QSignalSpy expired(console.session.get(), &ConsoleSession::expired);
        console.server.world.expireAccessTokens();
        console.server.world.refreshToken.clear();
        ask();
        QTRY_COMPARE(answers.size(), 3);
        QCOMPARE(answers.constLast().error().kind, ErrorKind::Auth);
        QTRY_COMPARE(expired.size(), 1);
    }

    void whatWasEnteredOfflineSurvivesARestartAndIsSentOnce()
    {
        Console console;
        console.signIn();
        QTRY_VERIFY(console.isLive());
        console.server.kill();
        QTRY_VERIFY(!console.isLive());
        (void)console.order("first");
        (void)console.order("second");
        QTRY_COMPARE(console.session->store().link().waitingWrites, 2);
        console.session = console.make(); // the program ends and starts again
        QCOMPARE(console.session->store().link().waitingWrites, 0);
        QVERIFY(console.server.listen());
        console.session->resume();
        QTRY_VERIFY(console.isLive());
        QTRY_COMPARE(console.server.world.ordersCreated, 2);
        QTRY_COMPARE(console.session->store().link().waitingWrites, 0);
        QTRY_COMPARE(console.session->store().orders().size(), 2);
        console.session = console.make();
        console.session->resume();
        QTRY_VERIFY(console.isLive());
        QTest::qWait(10);
        QCOMPARE(console.server.world.ordersCreated, 2);
    }

    void anotherPersonNeitherSeesNorSendsIt()
    {
        Console console;
        console.signIn();
        QTRY_VERIFY(console.isLive());
        console.server.misbehave(QStringLiteral("/v1/commands"), failure(503, QStringLiteral("unavailable")), 1);
        (void)console.order("of maria");
        QTRY_COMPARE(console.session->store().link().waitingWrites, 1);
        QTRY_COMPARE(console.server.requests(QStringLiteral("/v1/commands")), 1);
        console.session->signOut();
        QTRY_COMPARE(console.server.requests(QStringLiteral("/v1/auth/logout")), 1); // it ends every session of the fake
        QCOMPARE(console.session->store().unsettled().size(), 0);
        console.signIn(QStringLiteral("right"), QStringLiteral("tom"));
        QTRY_VERIFY(console.isLive());
        console.pass(5);
        QCOMPARE(console.session->store().unsettled().size(), 0);
        QCOMPARE(console.server.world.ordersCreated, 0);
        console.session->signOut();
        QTRY_COMPARE(console.server.requests(QStringLiteral("/v1/auth/logout")), 2);
        console.signIn();
        QTRY_VERIFY(console.isLive());
        console.pass(2); // whatever pause the last answer asked for
        QTRY_COMPARE(console.server.world.ordersCreated, 1);
    }

    void aRestoredServerTakesNothingOutOfTheOutbox()
    {
        Console console;
        console.server.world.put(Rig().order(1));
        console.signIn();
        QTRY_VERIFY(console.isLive());
        console.server.kill();
        QTRY_VERIFY(!console.isLive());
        (void)console.order("kept");
        QTRY_COMPARE(console.session->store().link().waitingWrites, 1);
        console.server.world.restore(QStringLiteral("lineage-2"));
        QVERIFY(console.server.listen());
        console.pass(31);
        QTRY_VERIFY(console.isLive());
        QTRY_COMPARE(console.server.world.ordersCreated, 1);
        QTRY_COMPARE(console.session->store().orders().size(), 2);
    }

    void destroyedAtAnyMoment()
    {
        for (int after = 0; after < 15; ++after) {
            Console console;
            console.signIn();
            for (int i = 0; i < after; ++i) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
            }
            if (after % 3 == 0) {
                console.session->signOut();
            }
            console.session.reset();
            QTest::qWait(1);
            QCOMPARE(console.timers.pending(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(ConsoleSessionTest)
#include "tst_consolesession.moc"
