// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/providergate.h"
#include "tests/support/manualclock.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;
using Kind = SendOutcome::Kind;

Q_DECLARE_METATYPE(deskbell::server::SendOutcome)

class ProviderGateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void outcomesOpenItOrNot_data();
    void outcomesOpenItOrNot();
    void openGateSaysHowLong();
    void tokensOfProviderNumberAndGuest();

private:
    [[nodiscard]] static server::Job job(const QJsonObject &args = {})
    {
        server::Job made;
        made.tenant = TenantId{QStringLiteral("t")};
        made.kind = QStringLiteral("send_text");
        made.args = args;
        return made;
    }

    std::unique_ptr<test::PropertyDatabase> m_db;
    test::ManualClock m_clock;
    std::unique_ptr<RateLimiter> m_limiter;
    std::unique_ptr<BreakerBoard> m_board;
    std::unique_ptr<ProviderGate> m_gate;
};

void ProviderGateTest::init()
{
    m_gate.reset();
    m_board.reset();
    m_db = std::make_unique<test::PropertyDatabase>();
    QVERIFY(m_db->make());
    m_limiter = std::make_unique<RateLimiter>(m_clock, [](const QString &bucket) {
        return bucket.startsWith(QLatin1String("provider")) ? RateLimit{10, 1s, 0, 0, {}} : RateLimit{2, 60s, 0, 0, {}};
    });
    m_board = std::make_unique<BreakerBoard>(*m_db->database, m_clock, BreakerBoard::Options{});
    m_gate = std::make_unique<ProviderGate>(*m_board, *m_limiter);
}

void ProviderGateTest::outcomesOpenItOrNot_data()
{
    QTest::addColumn<SendOutcome>("outcome");
    QTest::addColumn<bool>("opens");
    QTest::newRow("delivered") << SendOutcome{Kind::Delivered, {}, 200, {}, {}} << false;
    QTest::newRow("refused 400") << SendOutcome{Kind::Refused, {}, 400, {}, {}} << false;
    QTest::newRow("refused 401") << SendOutcome{Kind::Refused, {}, 401, {}, {}} << false;
    QTest::newRow("429 with Retry-After") << SendOutcome{Kind::Refused, {}, 429, {}, 5s} << false;
    QTest::newRow("429") << SendOutcome{Kind::Refused, {}, 429, {}, {}} << true;
    QTest::newRow("503") << SendOutcome{Kind::Refused, {}, 503, {}, {}} << true;
    QTest::newRow("502 of unknown outcome") << SendOutcome{Kind::Unknown, {}, 502, {}, {}} << true;
    QTest::newRow("time-out") << SendOutcome{Kind::Unknown, {}, 0, {}, {}} << true;
    QTest::newRow("no connection") << SendOutcome{Kind::NotSent, {}, 0, {}, {}} << true;
}

void ProviderGateTest::outcomesOpenItOrNot()
{
    QFETCH(SendOutcome, outcome);
    QFETCH(bool, opens);
    const auto texts = QStringLiteral("texts.example");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_gate->mayCall(job(), texts).isOpen());
        m_gate->ended(job(), texts, outcome, 0ms);
    }
    QCOMPARE(m_gate->mayCall(job(), texts).isOpen(), !opens);
    QVERIFY(m_gate->mayCall(job(), QStringLiteral("other.example")).isOpen());
}

void ProviderGateTest::openGateSaysHowLong()
{
    const auto texts = QStringLiteral("texts.example");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_gate->mayCall(job(), texts).isOpen());
        m_gate->ended(job(), texts, {Kind::NotSent, {}, 0, {}, {}}, 0ms);
    }
    const auto hold = m_gate->mayCall(job(), texts);
    QCOMPARE(hold.wait, 30'000ms);
    QVERIFY(hold.why.contains(texts));
    m_clock.advance(30s);
    QVERIFY(m_gate->mayCall(job(), texts).isOpen());
    QVERIFY(!m_gate->mayCall(job(), texts).isOpen());
    m_gate->abandoned(job(), texts);
    QVERIFY(m_gate->mayCall(job(), texts).isOpen());
}

void ProviderGateTest::tokensOfProviderNumberAndGuest()
{
    const auto texts = QStringLiteral("texts.example");
    const auto take = [&](const QJsonObject &args) {
        return m_db->write([&](sql::Connection &db) { return m_gate->takeToken(db, job(args), texts); }).value();
    };
    const QJsonObject ann{{QStringLiteral("number"), QStringLiteral("+351911111111")}, {QStringLiteral("guest_id"), QStringLiteral("g1")}};
    const QJsonObject bob{{QStringLiteral("number"), QStringLiteral("+351922222222")}};
    QVERIFY(take(ann).isOpen() && take(ann).isOpen());
    QCOMPARE(take(ann).wait, 30'000ms);
    QVERIFY(take(bob).isOpen() && take(bob).isOpen() && !take(bob).isOpen());
    for (int i = 0; i < 6; ++i) {
        QVERIFY(take({}).isOpen());
    }
    QCOMPARE(take({}).wait, 100ms);
}

QTEST_GUILESS_MAIN(ProviderGateTest)
#include "tst_providergate.moc"
