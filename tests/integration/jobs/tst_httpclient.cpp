// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/httpclient.h"
#include "server/bridges/webhook/webhookbridge.h"
#include "tests/integration/jobs/receiver.h"
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
    return call;
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
    HttpClient client({200ms, 300ms, 1024});
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
    HttpClient client({5s, 10s, 1024});
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
