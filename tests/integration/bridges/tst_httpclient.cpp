// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/httpclient.h"
#include "server/bridges/webhook/webhookbridge.h"
#include "tests/integration/bridges/fakeresolver.h"
#include "tests/integration/jobs/receiver.h"
#include "tests/simulators/effectlog/providerserver.h"
#include "tests/support/manualclock.h"

#include <QCoroTask>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;
using server::HttpAnswer;
using server::HttpCall;
using server::HttpClient;

namespace {

HttpCall post(const QUrl &url)
{
    HttpCall call;
    call.method = "POST";
    call.url = url;
    call.body = "{\"a\":1}";
    call.headers = {{"Content-Type", "application/json"}};
    call.policy.allowsHttp = call.policy.allowsAnyPort = call.policy.allowsLoopback = true;
    return call;
}

/// As post(), of a name instead of an address.
HttpCall named(const Receiver &receiver, const char *host, const QByteArray &method = "POST")
{
    auto call = post(receiver.url());
    call.method = method;
    call.url.setHost(QString::fromLatin1(host));
    call.body = method == "GET" ? QByteArray() : call.body;
    return call;
}

std::unique_ptr<HttpClient> clientWith(const QList<QStringList> &answers)
{
    return std::make_unique<HttpClient>(HttpClient::Options(), std::make_unique<FakeResolver>(answers));
}

HttpAnswer wait(HttpClient &client, const HttpCall &call, std::stop_token stop = {}) { return QCoro::waitFor(client.call(call, stop)); }

} // namespace

class HttpClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerHasItsStatusAndBody();
    void aConnectionThatIsRefusedIsNotSent();
    void aCutAfterTheRequestIsLostAndWrittenOnce();
    void aCutOnAKeptConnectionIsWrittenOnce();
    void silenceIsLost();
    void redirectsAreNotFollowed();
    void tooLongAnAnswerHasItsStatus();
    void cookiesDoNotStick();
    void retryAfterIsRead();
    void stoppingEndsTheCall();
    void theClientMayGoFirst();
    void nothingLeavesForThisMachineUnlessItIsConfigured();
    void theNameIsKeptAndTheCheckedAddressIsCalled();
    void oneForbiddenAddressOfAHostIsEnough();
    void aNameThatChangesItsMindIsNotAskedAgain();
    void theNextAddressIsTriedWhenNothingHasLeft();
    void redirectsAreFollowedWhenAskedForAndCheckedEachTime();
    void aRedirectIntoTheHouseIsNotFollowed();
    void aKeyIsNotShownToAnotherHost();
    void aLostReplyIsNotSentAgain_data();
    void aLostReplyIsNotSentAgain();
    void aLongBodyArrives();
    void statusesTellWhatIsKnown_data();
    void statusesTellWhatIsKnown();
    void onlyAPlainNoIsNotFound();
    void theSignatureIsThatOfTheDocument();
};

void HttpClientTest::anAnswerHasItsStatusAndBody()
{
    Receiver receiver;
    HttpClient client;
    const auto answer = wait(client, post(receiver.url()));
    QCOMPARE(answer.end, HttpAnswer::End::Answered);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("{\"ref\":\"ref-1\"}"));
    QCOMPARE(receiver.posts().first().body, QByteArray("{\"a\":1}"));
}

void HttpClientTest::aConnectionThatIsRefusedIsNotSent()
{
    Receiver receiver;
    receiver.close();
    HttpClient client;
    QCOMPARE(wait(client, post(receiver.url())).end, HttpAnswer::End::NotSent);
    QCOMPARE(wait(client, post(QUrl(QStringLiteral("http://name.invalid/")))).end, HttpAnswer::End::NotSent);
}

void HttpClientTest::aCutAfterTheRequestIsLostAndWrittenOnce()
{
    Receiver receiver;
    receiver.manner = Receiver::Manner::CutAtOnce;
    HttpClient client;
    const auto answer = wait(client, post(receiver.url()));
    QCOMPARE(answer.end, HttpAnswer::End::Lost);
    QTest::qWait(200); // a repeat would come at once
    QCOMPARE(receiver.posts().size(), 1);
}

void HttpClientTest::aCutOnAKeptConnectionIsWrittenOnce()
{
    Receiver receiver;
    HttpClient client;
    QCOMPARE(wait(client, post(receiver.url())).status, 200);
    receiver.manner = Receiver::Manner::CutAtOnce;
    QCOMPARE(wait(client, post(receiver.url())).end, HttpAnswer::End::Lost);
    QTest::qWait(200);
    QCOMPARE(receiver.posts().size(), 2);
}

void HttpClientTest::silenceIsLost()
{
    Receiver receiver;
    receiver.manner = Receiver::Manner::Hang;
    HttpClient client({200ms, 300ms, 1024, true});
    const auto answer = wait(client, post(receiver.url()));
    QCOMPARE(answer.end, HttpAnswer::End::Lost);
    QVERIFY(answer.error.startsWith(QLatin1String("timeout")));
}

void HttpClientTest::redirectsAreNotFollowed()
{
    Receiver receiver;
    Receiver elsewhere;
    receiver.status = 307;
    receiver.headers = "Location: " + elsewhere.url().toEncoded() + "\r\n";
    HttpClient client;
    QCOMPARE(wait(client, post(receiver.url())).status, 307);
    QVERIFY(elsewhere.posts().isEmpty());
}

void HttpClientTest::tooLongAnAnswerHasItsStatus()
{
    Receiver receiver;
    receiver.answer = QByteArray(200'000, 'x');
    HttpClient client({5s, 10s, 1024, true});
    const auto answer = wait(client, post(receiver.url()));
    QCOMPARE(answer.end, HttpAnswer::End::Answered);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.isEmpty());
}

void HttpClientTest::cookiesDoNotStick()
{
    Receiver receiver;
    receiver.headers = "Set-Cookie: a=b\r\n";
    HttpClient client;
    (void)wait(client, post(receiver.url()));
    (void)wait(client, post(receiver.url()));
    QVERIFY(!receiver.posts().last().headers.contains("cookie"));
}

void HttpClientTest::retryAfterIsRead()
{
    Receiver receiver;
    receiver.status = 429;
    receiver.headers = "Retry-After: 17\r\n";
    HttpClient client;
    QCOMPARE(wait(client, post(receiver.url())).retryAfter, std::optional<std::chrono::milliseconds>(17s));
}

void HttpClientTest::stoppingEndsTheCall()
{
    Receiver receiver;
    receiver.manner = Receiver::Manner::Hang;
    HttpClient client;
    std::stop_source stop;
    QTimer::singleShot(50, this, [&stop] { stop.request_stop(); });
    QCOMPARE(wait(client, post(receiver.url()), stop.get_token()).end, HttpAnswer::End::Lost);
}

void HttpClientTest::theClientMayGoFirst()
{
    Receiver receiver;
    receiver.manner = Receiver::Manner::Hang;
    auto client = std::make_unique<HttpClient>();
    QTimer::singleShot(50, this, [&client] { client.reset(); });
    auto calling = client->call(post(receiver.url()), {});
    QVERIFY(QCoro::waitFor(std::move(calling)).end != HttpAnswer::End::Answered);
}

void HttpClientTest::nothingLeavesForThisMachineUnlessItIsConfigured()
{
    Receiver receiver;
    HttpClient client;
    auto call = post(receiver.url());
    call.policy.allowsLoopback = false;
    for (const auto *host : {"127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"}) {
        auto url = QUrl(QStringLiteral("http://%1:%2/hook").arg(QLatin1String(host)).arg(receiver.url().port()));
        call.url = url;
        const auto answer = wait(client, call);
        QCOMPARE(answer.end, HttpAnswer::End::NotSent);
        QVERIFY2(answer.error.startsWith(QLatin1String("url_refused")), qPrintable(QLatin1String(host) + QStringLiteral(": ") + answer.error));
    }
    QVERIFY(receiver.posts().isEmpty());
    HttpClient configured({5s, 10s, 1024, true});
    call.url = receiver.url();
    QCOMPARE(wait(configured, call).status, 200);
}

void HttpClientTest::theNameIsKeptAndTheCheckedAddressIsCalled()
{
    Receiver receiver;
    const auto client = clientWith({{QStringLiteral("127.0.0.1")}});
    QCOMPARE(wait(*client, named(receiver, "pms.example")).status, 200);
    QCOMPARE(receiver.posts().first().headers.value("host"), QByteArray("pms.example:" + QByteArray::number(receiver.url().port())));
}

void HttpClientTest::oneForbiddenAddressOfAHostIsEnough()
{
    Receiver receiver;
    const auto client = clientWith({{QStringLiteral("127.0.0.1"), QStringLiteral("169.254.169.254")}});
    QCOMPARE(wait(*client, named(receiver, "pms.example")).end, HttpAnswer::End::NotSent);
    QVERIFY(receiver.posts().isEmpty());
}

void HttpClientTest::aNameThatChangesItsMindIsNotAskedAgain()
{
    // Allowed when it is checked, in the house when the connection is made: there is no second question in one call.
    Receiver receiver;
    auto resolver = std::make_unique<FakeResolver>(QList<QStringList>{{QStringLiteral("127.0.0.1")}, {QStringLiteral("10.0.0.5")}});
    auto *asked = resolver.get();
    HttpClient client({}, std::move(resolver));
    QCOMPARE(wait(client, named(receiver, "rebinding.example")).status, 200);
    QCOMPARE(asked->asked.size(), 1);
    // The next call asks again, and what it hears is checked again.
    const auto second = wait(client, named(receiver, "rebinding.example"));
    QVERIFY(second.error.startsWith(QLatin1String("url_refused")));
    QCOMPARE(asked->asked.size(), 2);
    QCOMPARE(receiver.posts().size(), 1);
}

void HttpClientTest::theNextAddressIsTriedWhenNothingHasLeft()
{
    Receiver receiver;
    const auto client = clientWith({{QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.1")}});
    QCOMPARE(wait(*client, named(receiver, "pms.example")).status, 200);
    QCOMPARE(receiver.posts().size(), 1);
}

void HttpClientTest::redirectsAreFollowedWhenAskedForAndCheckedEachTime()
{
    Receiver receiver;
    receiver.lookupStatus = 302;
    receiver.headers = "Location: /again\r\n";
    HttpClient client;
    auto call = post(receiver.url());
    call.method = "GET";
    call.body.clear();
    call.maxRedirects = 10;
    QCOMPARE(wait(client, call).status, 302);
    QCOMPARE(receiver.gets().size(), 1 + HttpClient::MaxRedirects);
    call.method = "POST";
    receiver.status = 302;
    QCOMPARE(wait(client, call).status, 302);
    QCOMPARE(receiver.posts().size(), 1);
}

void HttpClientTest::aRedirectIntoTheHouseIsNotFollowed()
{
    Receiver receiver;
    Receiver inside;
    receiver.lookupStatus = 302;
    const auto client = clientWith({{QStringLiteral("127.0.0.1")}});
    for (const auto &target : {QByteArray("http://192.168.0.1/"), QByteArray("http://169.254.169.254/latest/meta-data"), QByteArray("file:///etc/passwd"),
                               "http://name:word@127.0.0.1:" + QByteArray::number(inside.url().port()) + "/"}) {
        receiver.headers = "Location: " + target + "\r\n";
        auto call = named(receiver, "pms.example", "GET");
        call.maxRedirects = 3;
        const auto answer = wait(*client, call);
        QCOMPARE(answer.end, HttpAnswer::End::NotSent);
        QVERIFY2(answer.error.startsWith(QLatin1String("url_refused")), target.constData());
    }
    QVERIFY(inside.gets().isEmpty());
}

void HttpClientTest::aKeyIsNotShownToAnotherHost()
{
    Receiver receiver;
    Receiver elsewhere;
    receiver.lookupStatus = 302;
    elsewhere.lookupStatus = 200;
    receiver.headers = "Location: " + elsewhere.url().toEncoded() + "\r\n";
    HttpClient client;
    auto call = post(receiver.url());
    call.method = "GET";
    call.body.clear();
    call.headers = {{"Authorization", "Bearer key"}};
    call.maxRedirects = 1;
    QCOMPARE(wait(client, call).status, 200);
    QCOMPARE(receiver.gets().first().headers.value("authorization"), QByteArray("Bearer key"));
    QVERIFY(!elsewhere.gets().first().headers.contains("authorization"));
}

void HttpClientTest::aLostReplyIsNotSentAgain_data()
{
    QTest::addColumn<bool>("isWarm");
    QTest::newRow("on a fresh connection") << false;
    QTest::newRow("on a kept connection") << true;
}

void HttpClientTest::aLostReplyIsNotSentAgain()
{
    // What leaves the house leaves it once: whether to repeat is the job's decision (RELIABILITY rules 45 and 46).
    QFETCH(const bool, isWarm);
    sim::EffectLog log;
    SystemClock clock;
    SystemRng rng;
    sim::Provider provider(log, clock, rng);
    sim::ProviderServer server(provider);
    const auto port = server.listen(0);
    QVERIFY(port.ok());
    HttpClient client;
    const auto effect = [&](const QByteArray &key) {
        auto call = post(QUrl(QStringLiteral("http://127.0.0.1:%1/effects/C").arg(port.value())));
        call.headers.append({"Idempotency-Key", key});
        return wait(client, call);
    };
    if (isWarm) {
        QCOMPARE(effect("before").status, 200);
    }
    QCOMPARE(provider.handle({"POST", QStringLiteral("/control"), {}, {}, R"({"mode":"lost_reply"})"}).status, 200);
    QCOMPARE(effect("k1").end, HttpAnswer::End::Lost);
    QCOMPARE(log.count(sim::ProviderClass::C, QStringLiteral("k1")), 1);
}

void HttpClientTest::aLongBodyArrives()
{
    Receiver receiver;
    HttpClient client;
    auto call = post(receiver.url());
    call.body = QByteArray(200'000, 'x');
    QCOMPARE(wait(client, call).status, 200);
    QCOMPARE(receiver.posts().first().body, call.body);
}

void HttpClientTest::statusesTellWhatIsKnown_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    using Kind = server::SendOutcome::Kind;
    QTest::newRow("200") << 200 << int(Kind::Delivered);
    QTest::newRow("204") << 204 << int(Kind::Delivered);
    QTest::newRow("302") << 302 << int(Kind::Refused);
    QTest::newRow("404") << 404 << int(Kind::Refused);
    QTest::newRow("429") << 429 << int(Kind::Refused);
    QTest::newRow("503") << 503 << int(Kind::Refused);
    QTest::newRow("500") << 500 << int(Kind::Unknown);
    QTest::newRow("502") << 502 << int(Kind::Unknown);
    QTest::newRow("504") << 504 << int(Kind::Unknown);
}

void HttpClientTest::statusesTellWhatIsKnown()
{
    QFETCH(const int, status);
    QFETCH(const int, kind);
    HttpAnswer answer;
    answer.end = HttpAnswer::End::Answered;
    answer.status = status;
    const auto outcome = server::sendOutcomeOf(answer);
    QCOMPARE(int(outcome.kind), kind);
    QVERIFY(outcome.kind != server::SendOutcome::Kind::Delivered || !outcome.providerRef.isEmpty());
}

void HttpClientTest::onlyAPlainNoIsNotFound()
{
    using Kind = server::LookupOutcome::Kind;
    const auto kindOf = [](int status, const QByteArray &body) {
        HttpAnswer answer;
        answer.end = HttpAnswer::End::Answered;
        answer.status = status;
        answer.body = body;
        return server::lookupOutcomeOf(answer).kind;
    };
    QCOMPARE(kindOf(200, "{\"found\":true}"), Kind::Found);
    QCOMPARE(kindOf(404, "{\"found\":false}"), Kind::NotFound);
    QCOMPARE(kindOf(200, "{\"found\":false}"), Kind::NotFound);
    QCOMPARE(kindOf(404, "<html>"), Kind::Failed);
    QCOMPARE(kindOf(500, "{\"found\":false}"), Kind::Failed);
    QCOMPARE(server::lookupOutcomeOf(HttpAnswer{}).kind, Kind::Failed);
}

void HttpClientTest::theSignatureIsThatOfTheDocument()
{
    // printf '1795200000.{"a":1}' | openssl dgst -sha256 -hmac secret
    const auto signature = server::signatureOf("secret", "{\"a\":1}", fromMillis(1'795'200'000'123));
    QCOMPARE(signature, QByteArray("t=1795200000,v1=d2d694bf04ebdba7900ed072824e2c7278a2bf0fb0cf8a38557712626fe4e3c4"));
}

QTEST_GUILESS_MAIN(HttpClientTest)
#include "tst_httpclient.moc"
