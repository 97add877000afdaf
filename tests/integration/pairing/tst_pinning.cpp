// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/apiclient.h"
#include "core/api/eventstream.h"
#include "core/pairing/pairingclient.h"
#include "core/support/memorysecretstore.h"
#include "core/support/systemtimers.h"
#include "tests/support/testservice.h"
#include "tests/support/tlsproxy.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace deskbell;
using server::LineParts;
using namespace deskbell::test;

namespace {

TestService::Options encrypted()
{
    TestService::Options options;
    options.lines.tls = LineParts::Options::Tls::On;
    return options;
}

QUrl at(quint16 port) { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(port)); }

/// A service, the man in the middle before it, and a console that was paired with the service.
struct Scene {
    TestService service{encrypted()};
    std::unique_ptr<TlsProxy> proxy;
    SystemClock clock;
    SystemRng rng;
    SystemTimers timers;
    MemorySecretStore secrets;
    ServerTrust trust;

    [[nodiscard]] bool start()
    {
        if (!service.start().isEmpty()) {
            return false;
        }
        const auto made = QCoro::waitFor(service.application().lines().admin.run({}));
        const auto link = parsePairingLink(made.value().value(QLatin1String("uri")).toString());
        const auto paired = QCoro::waitFor(PairingClient(secrets).pair(
            QUrl(service.url()), link.value().code, QStringLiteral("0192a000-0000-7000-8000-000000000001"), {}));
        trust = paired.value().trust;
        proxy = std::make_unique<TlsProxy>(quint16(QUrl(service.url()).port()));
        return proxy->isListening();
    }
    [[nodiscard]] Environment environment() { return {clock, rng, timers}; }
    [[nodiscard]] static Result<SessionInfo> signIn(deskbell::Session &session)
    {
        return QCoro::waitFor(session.signIn(QString::fromLatin1(TestService::Slug), QString::fromLatin1(TestService::Username),
            QString::fromLatin1(TestService::Password)));
    }
};

} // namespace

/// Whoever stands between console and service hears nothing.
class PinningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsGoToTheRightKey();
    void requestsStopBeforeAnotherKey();
    void manyRequestsAtOnceStop();
    void theFeedStopsBeforeAnotherKey();
    void theFeedWorksOverTls();
    void pairingStopsBeforeAnotherKey();
    void plainTextIsNoWayRound();
    void aRestoredKeyIsGoodAgain();
};

void PinningTest::requestsGoToTheRightKey()
{
    Scene scene;
    QVERIFY(scene.start());
    ApiClient client(QUrl(scene.service.url()), scene.trust);
    deskbell::Session session(client, scene.secrets, scene.environment(), QStringLiteral("key"));
    const auto signedIn = Scene::signIn(session);
    QVERIFY2(signedIn.ok(), signedIn ? "" : qPrintable(signedIn.error().detail));
    for (int i = 0; i < 20; ++i) {
        QVERIFY(QCoro::waitFor(session.call(ApiRequest::get(QStringLiteral("/v1/calls")))).ok());
    }
    QCOMPARE(client.seenKey(), scene.trust.keyHash);
}

void PinningTest::requestsStopBeforeAnotherKey()
{
    Scene scene;
    QVERIFY(scene.start());
    ApiClient client(at(scene.proxy->serverPort()), scene.trust);
    deskbell::Session session(client, scene.secrets, scene.environment(), QStringLiteral("key"));
    for (int i = 0; i < 3; ++i) { // trying again makes no difference
        const auto refused = Scene::signIn(session);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Protocol);
        QCOMPARE(refused.error().code, QStringLiteral("certificate_changed"));
    }
    QVERIFY(scene.proxy->connections > 0);
    QCOMPARE(scene.proxy->heard, QByteArray());
}

void PinningTest::manyRequestsAtOnceStop()
{
    Scene scene;
    QVERIFY(scene.start());
    ApiClient client(at(scene.proxy->serverPort()), scene.trust);
    constexpr int Many = 20;
    QStringList codes;
    for (int i = 0; i < Many; ++i) {
        auto request = ApiRequest::get(QStringLiteral("/v1/calls"));
        request.accessToken = QStringLiteral("secret-access-token");
        request.timeout = std::chrono::seconds(3);
        QCoro::connect(client.send(request), this, [&codes](const Result<QJsonObject> &answer) {
            // Some only by their own time: Qt has no line for them any more.
            codes.append(answer ? QStringLiteral("answered") : answer.error().code);
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(codes.size(), Many, 20'000);
    QCOMPARE(codes.count(QStringLiteral("certificate_changed")), Many);
    QCOMPARE(scene.proxy->heard, QByteArray());
}

void PinningTest::theFeedWorksOverTls()
{
    Scene scene;
    QVERIFY(scene.start());
    ApiClient client(QUrl(scene.service.url()), scene.trust);
    deskbell::Session session(client, scene.secrets, scene.environment(), QStringLiteral("key"));
    QVERIFY(Scene::signIn(session).ok());
    EventStream stream(session, scene.environment(), QStringLiteral("device"));
    stream.start({scene.service.application().database().lineage(), 0});
    QTRY_VERIFY(stream.isUp());
    QVERIFY(!stream.isPolling());
}

void PinningTest::theFeedStopsBeforeAnotherKey()
{
    Scene scene;
    QVERIFY(scene.start());
    // The session is good; then somebody steps in between.
    ApiClient direct(QUrl(scene.service.url()), scene.trust);
    deskbell::Session honest(direct, scene.secrets, scene.environment(), QStringLiteral("key"));
    QVERIFY(Scene::signIn(honest).ok());
    scene.proxy->setIdentity(http::loadIdentity(scene.service.dir().certificate(), scene.service.dir().certificateKey()).value());
    ApiClient client(at(scene.proxy->serverPort()), scene.trust);
    deskbell::Session session(client, scene.secrets, scene.environment(), QStringLiteral("key"));
    QVERIFY(Scene::signIn(session).ok()); // the proxy has the stolen key so far
    const auto before = scene.proxy->heard.size();
    const auto evil = http::loadOrCreateIdentity(scene.service.dir().path() + QStringLiteral("/e.pem"),
        scene.service.dir().path() + QStringLiteral("/ek.pem"), QStringLiteral("evil"), scene.clock.now());
    scene.proxy->setIdentity(evil.value());
    EventStream stream(session, scene.environment(), QStringLiteral("device"));
    QSignalSpy failed(&stream, &EventStream::failed);
    stream.start({scene.service.application().database().lineage(), 0});
    QTRY_VERIFY(failed.size() >= 2);
    QVERIFY(!stream.isUp());
    QCOMPARE(failed.first().first().value<Error>().code, QStringLiteral("certificate_changed"));
    QCOMPARE(scene.proxy->heard.size(), before);
}

void PinningTest::pairingStopsBeforeAnotherKey()
{
    Scene scene;
    QVERIFY(scene.start());
    const auto made = QCoro::waitFor(scene.service.application().lines().admin.run({}));
    const auto link = parsePairingLink(made.value().value(QLatin1String("uri")).toString());
    MemorySecretStore secrets;
    const auto refused = QCoro::waitFor(PairingClient(secrets).pair(
        at(scene.proxy->serverPort()), link.value().code, QStringLiteral("0192a000-0000-7000-8000-000000000002"), {}));
    QCOMPARE(refused.error().code, QStringLiteral("certificate_changed"));
    QCOMPARE(scene.proxy->heard, QByteArray());
    QVERIFY(!QCoro::waitFor(secrets.read(QStringLiteral("trust|127.0.0.1|%1").arg(scene.proxy->serverPort()))).ok());
}

void PinningTest::plainTextIsNoWayRound()
{
    Scene scene;
    QVERIFY(scene.start());
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    ApiClient client(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(listener.serverPort())), scene.trust);
    auto request = ApiRequest::get(QStringLiteral("/v1/calls"));
    request.accessToken = QStringLiteral("secret-access-token");
    const auto refused = QCoro::waitFor(client.send(request));
    QCOMPARE(refused.error().code, QStringLiteral("certificate_changed"));
    QVERIFY(!listener.waitForNewConnection(200));
}

void PinningTest::aRestoredKeyIsGoodAgain()
{
    Scene scene;
    QVERIFY(scene.start());
    ApiClient client(at(scene.proxy->serverPort()), scene.trust);
    QCOMPARE(QCoro::waitFor(client.send(ApiRequest::get(QStringLiteral("/v1/calls")))).error().code, QStringLiteral("certificate_changed"));
    scene.proxy->setIdentity(http::loadIdentity(scene.service.dir().certificate(), scene.service.dir().certificateKey()).value());
    QCOMPARE(QCoro::waitFor(client.send(ApiRequest::get(QStringLiteral("/v1/calls")))).error().kind, ErrorKind::Auth);
}

QTEST_GUILESS_MAIN(PinningTest)
#include "tst_pinning.moc"
