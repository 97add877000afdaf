// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "server/jobs/breakerboard.h"
#include "tests/support/manualclock.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QCoroTask>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

class BreakerBoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keysAreApart();
    void openingIsOnTheFeedOfItsProperty();
    void troubleHasOneBeginning();
    void closingEndsIt();
    void restartGoesOn();
    void countsSurvive();
    void waitingIsKeptFresh();
    void peopleDecide();

private:
    [[nodiscard]] std::unique_ptr<BreakerBoard> board()
    {
        BreakerBoard::Options options;
        options.waiting = [this](sql::Connection &, const BreakerKey &) -> Result<qint64> { return m_waiting.load(); };
        auto made = std::make_unique<BreakerBoard>(*m_db->database, m_clock, options);
        const auto loaded = QCoro::waitFor(made->load());
        return loaded ? std::move(made) : nullptr;
    }
    static void fail(BreakerBoard &board, const BreakerKey &key, int times = 3)
    {
        for (int i = 0; i < times; ++i) {
            QVERIFY(board.mayCall(key));
            board.failed(key, CallFailure::Connect, 0ms);
        }
    }
    /// Changes of the property as "event state".
    [[nodiscard]] QStringList feed(const QString &tenant)
    {
        return m_db->write([this, tenant](sql::Connection &db) -> Result<QStringList> {
                       auto query = db.query(QStringLiteral("SELECT event, body FROM changes WHERE entity = 'breaker' AND tenant_id = ? ORDER BY seq"), sql::RowScope::everybody());
                       query.bind(tenant);
                       QStringList all;
                       while (query.next()) {
                           m_lastBody = wire::parseObject(query.blob(1)).value();
                           all.append(query.text(0) + QLatin1Char(' ') + m_lastBody.value(QLatin1String("state")).toString());
                       }
                       return all;
                   })
            .value();
    }

    const BreakerKey m_key{TenantId{QStringLiteral("t")}, QStringLiteral("twilio"), QStringLiteral("main"), QStringLiteral("send_text")};
    std::unique_ptr<test::PropertyDatabase> m_db;
    test::ManualClock m_clock;
    std::atomic<qint64> m_waiting{0};
    QJsonObject m_lastBody;
};

void BreakerBoardTest::init()
{
    m_db = std::make_unique<test::PropertyDatabase>();
    QVERIFY(m_db->make());
    m_waiting = 0;
}

void BreakerBoardTest::keysAreApart()
{
    const auto one = board();
    fail(*one, m_key);
    QVERIFY(!one->mayCall(m_key));
    for (auto other : {BreakerKey{TenantId{QStringLiteral("u")}, m_key.provider, m_key.account, m_key.operation},
                       BreakerKey{m_key.tenant, QStringLiteral("vonage"), m_key.account, m_key.operation},
                       BreakerKey{m_key.tenant, m_key.provider, QStringLiteral("other"), m_key.operation},
                       BreakerKey{m_key.tenant, m_key.provider, m_key.account, QStringLiteral("look_up")}}) {
        QVERIFY(one->mayCall(other));
    }
    QCOMPARE(one->facts(m_key.tenant).size(), 4);
    QCOMPARE(one->facts(m_key.tenant).first().key, m_key);
}

void BreakerBoardTest::openingIsOnTheFeedOfItsProperty()
{
    m_waiting = 12;
    const auto one = board();
    const auto since = toRfc3339(m_clock.now());
    fail(*one, m_key);
    QCOMPARE(feed(QStringLiteral("t")), QStringList{QStringLiteral("breaker_opened open")});
    QCOMPARE(feed(QStringLiteral("u")), QStringList());
    QVERIFY(!feed(QStringLiteral("t")).isEmpty());
    QCOMPARE(m_lastBody.value(QLatin1String("id")).toString(), QStringLiteral("twilio/main/send_text"));
    QCOMPARE(m_lastBody.value(QLatin1String("since")).toString(), since);
    QCOMPARE(m_lastBody.value(QLatin1String("reason")).toString(), QStringLiteral("connect"));
    QCOMPARE(m_lastBody.value(QLatin1String("waiting")).toInt(), 12);
    QCOMPARE(m_lastBody.value(QLatin1String("counts")).toObject().value(QLatin1String("fail")).toInt(), 3);
    QCOMPARE(m_lastBody.value(QLatin1String("version")).toInt(), 1);
}

void BreakerBoardTest::troubleHasOneBeginning()
{
    const auto one = board();
    const auto since = m_clock.now();
    fail(*one, m_key);
    m_clock.advance(30s);
    fail(*one, m_key, 1);
    m_clock.advance(10s);
    QCOMPARE(one->facts(m_key.tenant).first().since, since);
    QCOMPARE(one->facts(m_key.tenant).first().openUntil, m_clock.now() + 50s);
    QCOMPARE(feed(QStringLiteral("t")), (QStringList{QStringLiteral("breaker_opened open"), QStringLiteral(" half_open"), QStringLiteral("breaker_opened open")}));
}

void BreakerBoardTest::closingEndsIt()
{
    const auto one = board();
    fail(*one, m_key);
    m_clock.advance(30s);
    QVERIFY(one->mayCall(m_key).isProbe);
    m_clock.advance(5ms);
    one->succeeded(m_key, 5ms);
    QVERIFY(one->mayCall(m_key).isProbe);
    m_clock.advance(5ms);
    one->succeeded(m_key, 5ms);
    QCOMPARE(feed(QStringLiteral("t")).last(), QStringLiteral("breaker_closed closed"));
    QCOMPARE(one->facts(m_key.tenant).first().since, m_clock.now());
}

void BreakerBoardTest::restartGoesOn()
{
    auto one = board();
    const auto since = m_clock.now();
    fail(*one, m_key);
    m_clock.advance(10s);
    QVERIFY(QCoro::waitFor(one->flush()));
    one.reset();
    m_db->database.reset();
    QVERIFY(m_db->open());
    const auto two = board();
    QCOMPARE(two->mayCall(m_key).wait, 20'000ms);
    QCOMPARE(two->facts(m_key.tenant).first().since, since);
}

void BreakerBoardTest::countsSurvive()
{
    auto one = board();
    QVERIFY(one->mayCall(m_key));
    one->succeeded(m_key, 40ms);
    one->fellBack(m_key);
    QVERIFY(QCoro::waitFor(one->flush()));
    one.reset();
    const auto two = board();
    QCOMPARE(two->facts(m_key.tenant).first().counts, (BreakerCounts{1, 1, 0, 0, 0, 1, 40ms}));
    // Counts alone are no news.
    QCOMPARE(feed(QStringLiteral("t")), QStringList());
}

void BreakerBoardTest::waitingIsKeptFresh()
{
    const auto one = board();
    fail(*one, m_key);
    m_waiting = 3;
    QVERIFY(QCoro::waitFor(one->flush()));
    QVERIFY(QCoro::waitFor(one->flush()));
    QCOMPARE(feed(QStringLiteral("t")), (QStringList{QStringLiteral("breaker_opened open"), QStringLiteral(" open")}));
    QCOMPARE(m_lastBody.value(QLatin1String("waiting")).toInt(), 3);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT version FROM breakers")), QStringList{QStringLiteral("2")});
}

void BreakerBoardTest::peopleDecide()
{
    const auto one = board();
    one->openByHand(m_key, QStringLiteral("user:anna"));
    m_clock.advance(1h);
    QVERIFY(!one->mayCall(m_key));
    QCOMPARE(feed(QStringLiteral("t")), QStringList{QStringLiteral("breaker_opened open")});
    QVERIFY(m_lastBody.value(QLatin1String("manual")).toBool());
    one->closeByHand(m_key, QStringLiteral("user:anna"));
    QVERIFY(one->mayCall(m_key));
    QCOMPARE(m_db->texts(QStringLiteral("SELECT DISTINCT actor FROM changes")), QStringList{QStringLiteral("user:anna")});
}

QTEST_GUILESS_MAIN(BreakerBoardTest)
#include "tst_breakerboard.moc"
