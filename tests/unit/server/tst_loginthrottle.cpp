// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/loginthrottle.h"
#include "server/access/sessionorigin.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

namespace {

const auto Anna = QStringLiteral("aurora\nanna");

int retryAfter(const Result<Done> &result)
{
    return result ? 0 : result.error().context.value(QLatin1String("retry_after")).toInt();
}

} // namespace

class LoginThrottleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delaysGrowFromTheFifthFailure();
    void successForgets();
    void quietForgets();
    void addressesAreCountedOverAccounts();
    void othersAreNotDelayed();
    void guessingFromManyAddressesGetsNowhere();
    void aPairedDeskIsNeverLockedOut();
    void whatWasNoTryIsTakenBack();
    void memoryStaysBounded();

private:
    test::ManualClock m_clock;
};

void LoginThrottleTest::delaysGrowFromTheFifthFailure()
{
    LoginThrottle throttle(m_clock, {});
    int address = 0;
    const auto next = [&address] { return QByteArray::number(++address); };
    for (int i = 0; i < 5; ++i) {
        QVERIFY(throttle.begin(Anna, next()));
    }
    for (const int delay : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}) {
        QCOMPARE(retryAfter(throttle.begin(Anna, next())), delay);
        m_clock.advance(std::chrono::seconds(delay) - 1ms);
        QCOMPARE(retryAfter(throttle.begin(Anna, next())), 1);
        m_clock.advance(1ms);
        QVERIFY(throttle.begin(Anna, next()));
    }
}

void LoginThrottleTest::successForgets()
{
    LoginThrottle throttle(m_clock, {});
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 5; ++i) {
            QVERIFY(throttle.begin(Anna, QByteArray::number(round)));
        }
        throttle.succeeded(Anna, QByteArray::number(round));
    }
}

void LoginThrottleTest::quietForgets()
{
    LoginThrottle throttle(m_clock, {});
    for (int i = 0; i < 5; ++i) {
        QVERIFY(throttle.begin(Anna, "a"));
    }
    m_clock.advance(1h);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(throttle.begin(Anna, "a"));
    }
    QVERIFY(!throttle.begin(Anna, "a"));
}

void LoginThrottleTest::addressesAreCountedOverAccounts()
{
    LoginThrottle throttle(m_clock, {});
    for (int i = 0; i < 20; ++i) {
        QVERIFY(throttle.begin(QString::number(i), "10.0.0.1"));
        m_clock.advance(1s);
    }
    QCOMPARE(retryAfter(throttle.begin(QStringLiteral("new"), "10.0.0.1")), 40);
    QVERIFY(throttle.begin(QStringLiteral("new"), "10.0.0.2"));
    m_clock.advance(40s);
    QVERIFY(throttle.begin(QStringLiteral("newer"), "10.0.0.1"));
    QVERIFY(!throttle.begin(QStringLiteral("newest"), "10.0.0.1"));
}

void LoginThrottleTest::othersAreNotDelayed()
{
    LoginThrottle throttle(m_clock, {});
    for (int i = 0; i < 6; ++i) {
        (void)throttle.begin(Anna, "a");
    }
    QVERIFY(!throttle.begin(Anna, "b"));
    QVERIFY(throttle.begin(QStringLiteral("aurora\nbob"), "b"));
    QVERIFY(throttle.begin(QStringLiteral("borealis\nanna"), "b"));
}

void LoginThrottleTest::guessingFromManyAddressesGetsNowhere()
{
    LoginThrottle throttle(m_clock, {});
    int tried = 0;
    for (int i = 0; i < 10'000; ++i) {
        tried += throttle.begin(Anna, QByteArray::number(i % 100)) ? 1 : 0;
        m_clock.advance(360ms);
    }
    QVERIFY2(tried <= 20, QByteArray::number(tried).constData());
}

void LoginThrottleTest::aPairedDeskIsNeverLockedOut()
{
    // Outsiders try every account of the house, from everywhere, the desk's own address included.
    LoginThrottle throttle(m_clock, {});
    const SessionOrigin desk{"10.0.0.5", {}, QStringLiteral("desk-1"), {}};
    QHash<QString, int> tried;
    int signIns = 0;
    for (int i = 0; i < 10'000; ++i) {
        const SessionOrigin outsider{i % 7 == 0 ? desk.address : QByteArray::number(i % 100), {}, {}, {}};
        const auto account = i % 2 == 0 ? Anna : QStringLiteral("aurora\nbob");
        tried[account] += throttle.begin(account, outsider.counter()) ? 1 : 0;
        if (i % 100 == 0) {
            const auto own = Anna + QLatin1Char('\n') + desk.device;
            QVERIFY2(throttle.begin(own, desk.counter()), "the real clerk was kept out");
            throttle.succeeded(own, desk.counter());
            ++signIns;
        }
        m_clock.advance(360ms);
    }
    QCOMPARE(signIns, 100);
    for (const int count : std::as_const(tried)) {
        QVERIFY2(count <= 20, QByteArray::number(count).constData());
    }
}

void LoginThrottleTest::whatWasNoTryIsTakenBack()
{
    LoginThrottle throttle(m_clock, {});
    for (int i = 0; i < 4; ++i) {
        QVERIFY(throttle.begin(Anna, "a"));
    }
    for (int i = 0; i < 50; ++i) {
        QVERIFY(throttle.begin(Anna, "a"));
        throttle.takeBack(Anna, "a");
    }
    // The four before are still known.
    QVERIFY(throttle.begin(Anna, "a"));
    QVERIFY(!throttle.begin(Anna, "a"));
}

void LoginThrottleTest::memoryStaysBounded()
{
    LoginThrottle::Options options;
    options.maxEntries = 100;
    LoginThrottle throttle(m_clock, options);
    for (int i = 0; i < 6; ++i) {
        (void)throttle.begin(Anna, "a");
    }
    for (int i = 0; i < 5000; ++i) {
        (void)throttle.begin(QString::number(i), QByteArray::number(i));
    }
    QVERIFY(!throttle.begin(Anna, "b"));
}

QTEST_GUILESS_MAIN(LoginThrottleTest)
#include "tst_loginthrottle.moc"
