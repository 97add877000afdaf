// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/ratelimiter.h"
#include "server/jobs/tokenbucket.h"
#include "server/storage/bucketsrepository.h"
#include "server/storage/database.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

RateLimit perSecond(qint64 tokens, qint64 burst = 0) { return {tokens, 1s, burst, 0, {}}; }

const auto Bucket = QStringLiteral("provider:texts@t");

} // namespace

class RateLimiterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bucketFillsToTheMillisecond();
    void bucketNeverRoundsAway();
    void bucketKeepsItsTokensWhenTheLimitChanges();
    void clockPutBackGivesNothingAndStallsNothing();
    void clockPutForwardGivesOneBurst();
    void dayEndsAtTheMidnightOfTheProperty();
    void jumpingClockDoesNotGiveTheDayTwice();
    void isExactOverAMinute();
    void waitingAsToldIsEnough();
    void isExactOverAMinuteForThreeServices();
    void servicesTakeBlocksAndGiveThemBack();
    void undoneBlockIsForgotten();
    void takesFromAllOrNone();
    void goesOnAfterRestart();
    void withoutLimitNothingIsStored();
    void idleBucketsGo();

private:
    template<typename F>
    auto write(F fn)
    {
        return m_database->write(std::move(fn)).result();
    }
    [[nodiscard]] RateLimiter limiter(const RateLimit &limit, milliseconds block = 0ms)
    {
        return {m_clock, [limit](const QString &) { return limit; }, {block, block > 0ms, [this] { return m_generation; }}};
    }
    /// How many tokens a greedy user gets in `time`, trying at random moments.
    [[nodiscard]] static int spendGreedily(sql::Connection &db, test::ManualClock &clock, Rng &rng, std::vector<RateLimiter> &limiters, milliseconds time);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_database;
    test::ManualClock m_clock;
    quint64 m_generation = 0;
};

void RateLimiterTest::init()
{
    m_database.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(Database::Options{m_dir->filePath(QStringLiteral("x.db")), false, {}, {}});
    QVERIFY(m_database->open());
}

void RateLimiterTest::bucketFillsToTheMillisecond()
{
    const auto start = m_clock.now();
    TokenBucket bucket(perSecond(10, 5), start);
    QCOMPARE(bucket.available(), 5);
    bucket.spend(5);
    QCOMPARE(bucket.waitFor(1), 100ms);
    QCOMPARE(bucket.waitFor(5), 500ms);
    // More than it ever holds is as good as full.
    QCOMPARE(bucket.waitFor(50), 500ms);
    QCOMPARE(TokenBucket(perSecond(10, 5), bucket.state(), start + 99ms).waitFor(1), 1ms);
    QCOMPARE(TokenBucket(perSecond(10, 5), bucket.state(), start + 100ms).waitFor(1), 0ms);
    QCOMPARE(TokenBucket(perSecond(10, 5), bucket.state(), start + 1h).available(), 5);
}

void RateLimiterTest::bucketNeverRoundsAway()
{
    // One a day, looked at every 7 ms: no look may cost a fraction.
    const RateLimit limit{1, 24h, 0, 0, {}};
    const auto start = m_clock.now();
    TokenBucket bucket(limit, start);
    bucket.spend(1);
    for (milliseconds gone = 0ms; gone < 100'000ms; gone += 7ms) {
        bucket = TokenBucket(limit, bucket.state(), start + gone);
    }
    bucket = TokenBucket(limit, bucket.state(), start + 100'000ms);
    QCOMPARE(bucket.waitFor(1), milliseconds(24h) - 100'000ms);
}

void RateLimiterTest::bucketKeepsItsTokensWhenTheLimitChanges()
{
    const auto start = m_clock.now();
    TokenBucket bucket(perSecond(10, 10), start);
    bucket.spend(4);
    const TokenBucket slower({10, 1min, 10, 0, {}}, bucket.state(), start);
    QCOMPARE(slower.available(), 6);
    const TokenBucket smaller(perSecond(10, 3), bucket.state(), start);
    QCOMPARE(smaller.available(), 3);
}

void RateLimiterTest::clockPutBackGivesNothingAndStallsNothing()
{
    const auto start = m_clock.now();
    TokenBucket bucket(perSecond(10), start);
    bucket.spend(10);
    const TokenBucket back(perSecond(10), bucket.state(), start - 1h);
    QCOMPARE(back.available(), 0);
    QCOMPARE(back.waitFor(1), 100ms);
    QCOMPARE(TokenBucket(perSecond(10), back.state(), start - 1h + 100ms).available(), 1);
}

void RateLimiterTest::clockPutForwardGivesOneBurst()
{
    TokenBucket bucket(perSecond(10), m_clock.now());
    bucket.spend(10);
    QCOMPARE(TokenBucket(perSecond(10), bucket.state(), fromMillis(7'000'000'000'000)).available(), 10);
}

void RateLimiterTest::dayEndsAtTheMidnightOfTheProperty()
{
    // 23:30 in Kathmandu, which is UTC+5:45.
    const auto evening = *fromRfc3339(QStringLiteral("2026-11-25T17:45:00Z"));
    const RateLimit limit{100, 1s, 0, 3, QStringLiteral("Asia/Kathmandu")};
    TokenBucket bucket(limit, evening);
    bucket.spend(2);
    QCOMPARE(bucket.available(), 1);
    QCOMPARE(bucket.waitFor(2), milliseconds(30min));
    const TokenBucket late(limit, bucket.state(), evening + 29min + 59s + 999ms);
    QCOMPARE(late.waitFor(2), 1ms);
    QCOMPARE(TokenBucket(limit, bucket.state(), evening + 30min).available(), 3);
}

void RateLimiterTest::jumpingClockDoesNotGiveTheDayTwice()
{
    const RateLimit limit{100, 1s, 0, 3, QStringLiteral("Europe/Lisbon")};
    const auto noon = *fromRfc3339(QStringLiteral("2026-11-25T12:00:00Z"));
    TokenBucket bucket(limit, noon);
    bucket.spend(3);
    bucket = TokenBucket(limit, bucket.state(), noon + 24h);
    QCOMPARE(bucket.available(), 3);
    bucket.spend(3);
    bucket = TokenBucket(limit, bucket.state(), noon + 1s);
    QCOMPARE(bucket.available(), 0);
    bucket = TokenBucket(limit, bucket.state(), noon + 24h);
    QCOMPARE(bucket.available(), 0);
    QCOMPARE(TokenBucket(limit, bucket.state(), noon + 48h).available(), 3);
}

int RateLimiterTest::spendGreedily(sql::Connection &db, test::ManualClock &clock, Rng &rng, std::vector<RateLimiter> &limiters, milliseconds time)
{
    const auto end = clock.now() + time;
    int got = 0;
    while (clock.now() < end) {
        auto &limiter = limiters.at(size_t(rng.next() % limiters.size()));
        const auto wait = limiter.take(db, Bucket, 1);
        if (!wait) {
            return -1;
        }
        if (wait.value() == 0ms) {
            ++got;
        } else {
            clock.advance(milliseconds(1 + rng.next() % 17));
        }
    }
    return got;
}

void RateLimiterTest::isExactOverAMinute()
{
    const auto got = write([this](sql::Connection &db) -> Result<int> {
        test::SeededRng rng(7);
        std::vector<RateLimiter> limiters{limiter(perSecond(100))};
        (void)spendGreedily(db, m_clock, rng, limiters, 2s);
        return spendGreedily(db, m_clock, rng, limiters, 60s);
    });
    QVERIFY2(std::abs(got.value() - 6000) <= 120, qPrintable(QString::number(got.value())));
    // It is not only within two per cent.
    QVERIFY(std::abs(got.value() - 6000) <= 2);
}

void RateLimiterTest::waitingAsToldIsEnough()
{
    const auto failed = write([this](sql::Connection &db) -> Result<int> {
        auto one = limiter(perSecond(7, 1));
        int failures = 0;
        for (int i = 0; i < 700; ++i) {
            const auto wait = one.take(db, Bucket, 1);
            m_clock.advance(wait.value());
            failures += wait.value() > 0ms && one.take(db, Bucket, 1).value() > 0ms ? 1 : 0;
        }
        return failures;
    });
    QCOMPARE(failed.value(), 0);
}

void RateLimiterTest::isExactOverAMinuteForThreeServices()
{
    const auto got = write([this](sql::Connection &db) -> Result<int> {
        test::SeededRng rng(11);
        std::vector<RateLimiter> limiters{limiter(perSecond(100), 1s), limiter(perSecond(100), 1s), limiter(perSecond(100), 1s)};
        (void)spendGreedily(db, m_clock, rng, limiters, 2s);
        return spendGreedily(db, m_clock, rng, limiters, 60s);
    });
    QVERIFY2(std::abs(got.value() - 6000) <= 120, qPrintable(QString::number(got.value())));
}

void RateLimiterTest::servicesTakeBlocksAndGiveThemBack()
{
    auto one = limiter(perSecond(100), 1s);
    auto two = limiter(perSecond(100), 1s);
    // The first takes all there is into its memory and the row is empty for the other.
    QCOMPARE(write([&](sql::Connection &db) { return one.take(db, Bucket, 1); }).value(), 0ms);
    QVERIFY(write([&](sql::Connection &db) { return two.take(db, Bucket, 1); }).value() > 0ms);
    for (int i = 0; i < 99; ++i) {
        QCOMPARE(write([&](sql::Connection &db) { return one.take(db, Bucket, 1); }).value(), 0ms);
    }
    QVERIFY(write([&](sql::Connection &db) { return one.take(db, Bucket, 1); }).value() > 0ms);
    // A second later there are 100 again; half of them are used, the rest comes back with the next look at the row.
    m_clock.advance(1s);
    QCOMPARE(write([&](sql::Connection &db) { return two.take(db, Bucket, 50); }).value(), 0ms);
    m_clock.advance(500ms);
    QCOMPARE(write([&](sql::Connection &db) { return two.take(db, Bucket, 100); }).value(), 0ms);
    QVERIFY(write([&](sql::Connection &db) { return two.take(db, Bucket, 1); }).value() > 0ms);
}

void RateLimiterTest::undoneBlockIsForgotten()
{
    auto one = limiter(perSecond(100), 1s);
    const auto undone = write([&](sql::Connection &db) -> Result<Done> {
        (void)one.take(db, Bucket, 1);
        return Error{ErrorKind::Conflict, {}, 0, {}, {}};
    });
    QVERIFY(!undone);
    ++m_generation;
    int got = 0;
    for (int i = 0; i < 150; ++i) {
        got += write([&](sql::Connection &db) { return one.take(db, Bucket, 1); }).value() == 0ms ? 1 : 0;
    }
    QCOMPARE(got, 100);
}

void RateLimiterTest::takesFromAllOrNone()
{
    RateLimiter limiter(m_clock, [](const QString &bucket) { return bucket.startsWith(QLatin1String("guest")) ? perSecond(1) : perSecond(10); });
    const TenantId tenant{QStringLiteral("t")};
    const QStringList both{providerBucket(tenant, QStringLiteral("texts")), guestBucket(tenant, GuestId{QStringLiteral("g")})};
    QCOMPARE(write([&](sql::Connection &db) { return limiter.take(db, both, 1); }).value(), 0ms);
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(write([&](sql::Connection &db) { return limiter.take(db, both, 1); }).value(), 1000ms);
    }
    // The refused ones took nothing from the provider's bucket.
    QCOMPARE(write([&](sql::Connection &db) { return limiter.take(db, both.first(), 9); }).value(), 0ms);
    QCOMPARE(write([&](sql::Connection &db) { return limiter.take(db, both.first(), 1); }).value(), 100ms);
    QVERIFY(!numberBucket(tenant, QStringLiteral("+351912345678")).contains(QLatin1String("912345678")));
}

void RateLimiterTest::goesOnAfterRestart()
{
    auto before = limiter(perSecond(2));
    QCOMPARE(write([&](sql::Connection &db) { return before.take(db, Bucket, 2); }).value(), 0ms);
    auto after = limiter(perSecond(2));
    QCOMPARE(write([&](sql::Connection &db) { return after.take(db, Bucket, 1); }).value(), 500ms);
}

void RateLimiterTest::withoutLimitNothingIsStored()
{
    auto none = limiter({});
    QCOMPARE(write([&](sql::Connection &db) { return none.take(db, Bucket, 1'000'000); }).value(), 0ms);
    const auto rows = write([](sql::Connection &db) -> Result<qint64> {
        auto query = db.query(QStringLiteral("SELECT COUNT(*) FROM rate_buckets"));
        return query.next() ? query.number(0) : -1;
    });
    QCOMPARE(rows.value(), 0);
}

void RateLimiterTest::idleBucketsGo()
{
    auto one = limiter(perSecond(2));
    QCOMPARE(write([&](sql::Connection &db) { return one.take(db, Bucket, 1); }).value(), 0ms);
    const auto remove = [this](Instant before) {
        return write([before](sql::Connection &db) { return BucketsRepository(db).removeIdle(before, 10); }).value();
    };
    QCOMPARE(remove(m_clock.now()), 0);
    QCOMPARE(remove(m_clock.now() + 1ms), 1);
}

QTEST_GUILESS_MAIN(RateLimiterTest)
#include "tst_ratelimiter.moc"
