// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/httpclient.h"
#include "tests/simulators/effectlog/providerserver.h"

#include <QCoroTask>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

/// What leaves the house leaves it once: whether to repeat is the job's decision (RELIABILITY rules 45 and 46).
class HttpClientTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<sim::EffectLog>();
        m_provider = std::make_unique<sim::Provider>(*m_log, m_clock, m_rng);
        m_server = std::make_unique<sim::ProviderServer>(*m_provider);
        const auto port = m_server->listen(0);
        QVERIFY(port.ok());
        m_base = QStringLiteral("http://127.0.0.1:%1").arg(port.value());
        m_client = std::make_unique<HttpClient>();
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void aLostReplyIsNotSentAgain_data()
    {
        QTest::addColumn<bool>("isWarm");
        QTest::newRow("on a fresh connection") << false;
        QTest::newRow("on a kept connection") << true;
    }
    void aLostReplyIsNotSentAgain()
    {
        QFETCH(bool, isWarm);
        if (isWarm) {
            QCOMPARE(post("before").status, 200);
        }
        misbehave("lost_reply");
        QCOMPARE(post("k1").end, HttpAnswer::End::Lost);
        QCOMPARE(m_log->count(sim::ProviderClass::C, QStringLiteral("k1")), 1);
    }

    void theBodyArrives()
    {
        const QByteArray body(200'000, 'x');
        QCOMPARE(post("k1", body).status, 200);
        const auto *effect = m_log->find(sim::ProviderClass::C, QStringLiteral("k1"));
        QVERIFY(effect);
        QCOMPARE(effect->bodyHash, QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    }

private:
    void misbehave(const char *mode)
    {
        const auto answer = m_provider->handle({"POST", QStringLiteral("/control"), {}, {}, QByteArray(R"({"mode":")") + mode + "\"}"});
        QCOMPARE(answer.status, 200);
    }
    HttpAnswer post(const QByteArray &key, const QByteArray &body = "{}")
    {
        HttpCall call;
        call.method = "POST";
        call.url = QUrl(m_base + QStringLiteral("/effects/C"));
        call.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", key}};
        call.body = body;
        auto calling = m_client->call(call, {});
        return QCoro::waitFor(calling);
    }

    SystemClock m_clock;
    SystemRng m_rng;
    std::unique_ptr<sim::EffectLog> m_log;
    std::unique_ptr<sim::Provider> m_provider;
    std::unique_ptr<sim::ProviderServer> m_server;
    QString m_base;
    std::unique_ptr<HttpClient> m_client;
};

QTEST_GUILESS_MAIN(HttpClientTest)
#include "tst_httpclient.moc"
