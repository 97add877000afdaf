// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rig.h"

#include <QSignalSpy>

using namespace deskbell;
using namespace deskbell::test;

class SessionTest final : public QObject
{
    Q_OBJECT

    static ApiRequest someRequest() { return ApiRequest::get(QStringLiteral("/v1/calls"), QUrlQuery(QStringLiteral("limit=10"))); }

    static Result<QJsonObject> ask(Session &session)
    {
        auto task = session.call(someRequest());
        return QCoro::waitFor(std::move(task));
    }

    static QString secretOf(Rig &rig)
    {
        auto task = rig.secrets.read(QStringLiteral("key"));
        const auto secret = QCoro::waitFor(std::move(task));
        return secret ? secret.value() : QString();
    }

private Q_SLOTS:
    void signInTellsWhoAndWhere()
    {
        Rig rig;
        QSignalSpy signedIn(&rig.session, &Session::signedIn);
        QVERIFY(rig.signIn());
        QCOMPARE(signedIn.size(), 1);
        QCOMPARE(rig.session.info().displayName, QStringLiteral("Maria"));
        QCOMPARE(rig.session.info().timeZone, QStringLiteral("Europe/Lisbon"));
        QCOMPARE(secretOf(rig), rig.server.world.refreshToken);
    }

    void aWrongPasswordIsAuthAndKeepsNothing()
    {
        Rig rig;
        QSignalSpy expired(&rig.session, &Session::expired);
        auto task = rig.session.signIn(QStringLiteral("seaview"), QStringLiteral("maria"), QStringLiteral("wrong"));
        const auto result = QCoro::waitFor(std::move(task));
        QCOMPARE(result.error().kind, ErrorKind::Auth);
        QCOMPARE(result.error().code, QStringLiteral("bad_credentials"));
        QVERIFY(!rig.session.isSignedIn());
        QVERIFY(secretOf(rig).isEmpty());
        QCOMPARE(expired.size(), 0);
    }

    void manyRefusedCallsMakeOneRefresh()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        rig.server.world.expireAccessTokens();
        std::vector<QCoro::Task<Result<QJsonObject>>> tasks;
        for (int i = 0; i < 8; ++i) {
            tasks.push_back(rig.session.call(someRequest()));
        }
        for (auto &task : tasks) {
            QVERIFY(QCoro::waitFor(task).ok());
        }
        QCOMPARE(rig.server.world.refreshes, 1);
        QTRY_COMPARE(secretOf(rig), rig.server.world.refreshToken);
    }

    void anOldTokenIsRefreshedBeforeItIsUsed()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        rig.clock.advance(std::chrono::seconds(539));
        QVERIFY(ask(rig.session).ok());
        QCOMPARE(rig.server.world.refreshes, 0);
        rig.clock.advance(std::chrono::seconds(2));
        QVERIFY(ask(rig.session).ok());
        QCOMPARE(rig.server.world.refreshes, 1);
        QCOMPARE(rig.server.requests(QStringLiteral("/v1/calls")), 2); // no call was refused
    }

    void anEndedSessionExpiresOnceForAll()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        QSignalSpy expired(&rig.session, &Session::expired);
        rig.server.world.expireAccessTokens();
        rig.server.world.refreshToken.clear();
        std::vector<QCoro::Task<Result<QJsonObject>>> tasks;
        for (int i = 0; i < 4; ++i) {
            tasks.push_back(rig.session.call(someRequest()));
        }
        for (auto &task : tasks) {
            QCOMPARE(QCoro::waitFor(task).error().kind, ErrorKind::Auth);
        }
        QCOMPARE(expired.size(), 1);
        QCOMPARE(rig.server.world.refreshes, 1);
        QVERIFY(!rig.session.isSignedIn());
        QVERIFY(secretOf(rig).isEmpty());
    }

    void aRefreshThatFailsOnTheWayKeepsTheSession()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        QSignalSpy expired(&rig.session, &Session::expired);
        rig.server.world.expireAccessTokens();
        rig.server.misbehave(QStringLiteral("/v1/auth/refresh"), failure(503, QStringLiteral("unavailable")));
        QCOMPARE(ask(rig.session).error().kind, ErrorKind::Unavailable);
        QCOMPARE(expired.size(), 0);
        QVERIFY(ask(rig.session).ok());
    }

    void aTokenRefusedRightAfterItWasMadeEndsTheSession()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        QSignalSpy expired(&rig.session, &Session::expired);
        rig.server.misbehave(QStringLiteral("/v1/calls"), failure(401, QStringLiteral("unauthorized"), QStringLiteral("session_expired")), -1);
        QCOMPARE(ask(rig.session).error().kind, ErrorKind::Auth);
        QCOMPARE(expired.size(), 1);
        QCOMPARE(rig.server.requests(QStringLiteral("/v1/calls")), 2);
    }

    void restartNeedsNoPassword()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        Session later(rig.client, rig.secrets, rig.environment, QStringLiteral("key"));
        auto task = later.resume();
        const auto result = QCoro::waitFor(std::move(task));
        QVERIFY(result.ok());
        QCOMPARE(result.value().username, QStringLiteral("maria"));
        QCOMPARE(secretOf(rig), rig.server.world.refreshToken);
    }

    void resumeTellsWhatIsWrong()
    {
        Rig rig;
        auto nothing = rig.session.resume();
        QCOMPARE(QCoro::waitFor(std::move(nothing)).error().kind, ErrorKind::NotFound);
        QVERIFY(rig.signIn());
        rig.server.misbehave(QStringLiteral("/v1/auth/refresh"), failure(503, QStringLiteral("unavailable")));
        auto busy = rig.session.resume();
        QCOMPARE(QCoro::waitFor(std::move(busy)).error().kind, ErrorKind::Unavailable);
        QVERIFY(!secretOf(rig).isEmpty()); // still good once the server is back
        rig.server.world.refreshToken.clear();
        auto ended = rig.session.resume();
        QCOMPARE(QCoro::waitFor(std::move(ended)).error().kind, ErrorKind::Auth);
        QVERIFY(secretOf(rig).isEmpty());
    }

    void signOutForgetsHereEvenWithoutTheServer()
    {
        Rig rig;
        QVERIFY(rig.signIn());
        rig.server.kill();
        auto task = rig.session.signOut();
        QVERIFY(!rig.session.isSignedIn());
        QVERIFY(secretOf(rig).isEmpty());
        QCOMPARE(QCoro::waitFor(std::move(task)).error().kind, ErrorKind::Network);
    }

    void destroyedWhileRefreshing()
    {
        Rig rig;
        auto session = std::make_unique<Session>(rig.client, rig.secrets, rig.environment, QStringLiteral("key"));
        auto signingIn = session->signIn(QStringLiteral("seaview"), QStringLiteral("maria"), QStringLiteral("right"));
        QVERIFY(QCoro::waitFor(std::move(signingIn)).ok());
        Mischief hang;
        hang.kind = Mischief::Kind::Hang;
        hang.path = QStringLiteral("/v1/auth/refresh");
        rig.server.misbehave(hang);
        rig.server.world.expireAccessTokens();
        auto task = session->call(someRequest());
        QTRY_COMPARE(rig.server.requests(QStringLiteral("/v1/auth/refresh")), 1);
        session.reset();
        QCOMPARE(QCoro::waitFor(std::move(task)).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
