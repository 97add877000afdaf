// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/scheduler.h"
#include "server/jobs/zonetime.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QCoroTask>
#include <QLoggingCategory>
#include <QTest>
#include <algorithm>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

namespace {

Instant at(const char *text) { return fromRfc3339(QString::fromLatin1(text)).value(); }

} // namespace

class SchedulerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The clock is set here on purpose.
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.jobs.scheduler=false")); }
    void init();
    void firesOnceInThePropertysTime();
    void newScheduleHasMissedNothing();
    void catchesUp_data();
    void catchesUp();
    void tooLateIsLeftOut();
    void failureLeavesNothingAndIsTriedAgain();
    void oneFailureHoldsUpNoOther();
    void twoServicesFireOnce();
    void onlyTheLeaderFires();
    void changedZoneCounts();
    void clockAheadAtFirstSightDoesNotBlock();
    void settingTheClockIsNoticed();
    void jumpingClockNeitherLosesNorRepeats_data();
    void jumpingClockNeitherLosesNorRepeats();

private:
    [[nodiscard]] Schedule schedule(const char *cron, CatchUp catchUp = CatchUp::Last, std::chrono::milliseconds maxLate = 24h)
    {
        return {QStringLiteral("nightly"), CronExpression::parse(QString::fromLatin1(cron)).value(), catchUp, maxLate,
                [this](sql::Connection &, const TenantContext &who, Instant due) -> Result<Done> {
                    if (m_failing == who.tenant.value) {
                        return Error{ErrorKind::Unavailable, QStringLiteral("not now"), 0, {}, {}};
                    }
                    m_fired.append(who.tenant.value + QLatin1Char(' ') + toRfc3339(due).left(16));
                    return Done{};
                }};
    }
    [[nodiscard]] std::unique_ptr<Scheduler> scheduler(Schedule schedule, bool isLeader = true)
    {
        Scheduler::Options options;
        options.isLeader = [isLeader] { return isLeader; };
        auto made = std::make_unique<Scheduler>(*m_db->database, m_clock, [this] { return m_properties; }, options);
        made->add(std::move(schedule));
        return made;
    }
    static int tick(Scheduler &scheduler)
    {
        const auto ran = QCoro::waitFor(scheduler.tick());
        return ran ? ran.value() : -1;
    }
    void setTime(const char *text) { m_clock.advance(at(text) - m_clock.now()); }
    [[nodiscard]] static Scheduler::Property property(const char *id, const char *zone) { return {TenantId{QString::fromLatin1(id)}, QString::fromLatin1(zone)}; }

    std::unique_ptr<test::PropertyDatabase> m_db;
    test::ManualClock m_clock;
    QList<Scheduler::Property> m_properties;
    QStringList m_fired;
    QString m_failing;
};

void SchedulerTest::init()
{
    m_db = std::make_unique<test::PropertyDatabase>();
    QVERIFY(m_db->make());
    m_properties = {property("t", "Europe/Lisbon")};
    m_fired.clear();
    m_failing.clear();
    setTime("2026-07-01T00:00:00Z");
}

void SchedulerTest::firesOnceInThePropertysTime()
{
    m_properties.append(property("u", "Asia/Kathmandu"));
    const auto nightly = scheduler(schedule("0 2 * * *"));
    // Lisbon is at UTC+1 in July, Kathmandu at UTC+5:45.
    for (int minute = 0; minute <= 24 * 60; ++minute) {
        QVERIFY(tick(*nightly) >= 0);
        m_clock.advance(1min);
    }
    QCOMPARE(m_fired, (QStringList{QStringLiteral("t 2026-07-01T01:00"), QStringLiteral("u 2026-07-01T20:15")}));
}

void SchedulerTest::newScheduleHasMissedNothing()
{
    const auto nightly = scheduler(schedule("0 2 * * *", CatchUp::All));
    QCOMPARE(tick(*nightly), 0);
    setTime("2026-07-01T00:59:59.999Z");
    QCOMPARE(tick(*nightly), 0);
    setTime("2026-07-01T01:00:00Z");
    QCOMPARE(tick(*nightly), 1);
    QCOMPARE(tick(*nightly), 0);
}

void SchedulerTest::catchesUp_data()
{
    QTest::addColumn<int>("catchUp");
    QTest::addColumn<int>("expected");
    QTest::newRow("none") << int(CatchUp::None) << 0;
    QTest::newRow("last") << int(CatchUp::Last) << 1;
    QTest::newRow("all") << int(CatchUp::All) << 3;
}

void SchedulerTest::catchesUp()
{
    QFETCH(int, catchUp);
    QFETCH(int, expected);
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *", CatchUp(catchUp), 24h * 7))), 0);
    setTime("2026-07-03T12:00:00Z");
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *", CatchUp(catchUp), 24h * 7))), expected);
    QVERIFY(std::is_sorted(m_fired.cbegin(), m_fired.cend()));
    QVERIFY(expected == 0 || m_fired.last() == QLatin1String("t 2026-07-03T01:00"));
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *", CatchUp(catchUp), 24h * 7))), 0);
}

void SchedulerTest::tooLateIsLeftOut()
{
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *", CatchUp::All, 3h))), 0);
    setTime("2026-07-01T04:00:00Z");
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *", CatchUp::All, 3h))), 0);
    setTime("2026-07-02T03:59:00Z");
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *", CatchUp::All, 3h))), 1);
}

void SchedulerTest::failureLeavesNothingAndIsTriedAgain()
{
    const auto nightly = scheduler(schedule("0 2 * * *"));
    QCOMPARE(tick(*nightly), 0);
    setTime("2026-07-01T01:00:00Z");
    m_failing = QStringLiteral("t");
    QCOMPARE(tick(*nightly), -1);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT due_at FROM cron_runs")), QStringList());
    m_failing.clear();
    m_clock.advance(1s);
    QCOMPARE(tick(*nightly), 1);
    QCOMPARE(m_fired, QStringList{QStringLiteral("t 2026-07-01T01:00")});
}

void SchedulerTest::oneFailureHoldsUpNoOther()
{
    m_properties.append(property("u", "Europe/Lisbon"));
    const auto nightly = scheduler(schedule("0 2 * * *"));
    QCOMPARE(tick(*nightly), 0);
    setTime("2026-07-01T01:00:00Z");
    m_failing = QStringLiteral("t");
    QCOMPARE(tick(*nightly), -1);
    QCOMPARE(m_fired, QStringList{QStringLiteral("u 2026-07-01T01:00")});
}

void SchedulerTest::twoServicesFireOnce()
{
    const auto one = scheduler(schedule("0 2 * * *"));
    const auto two = scheduler(schedule("0 2 * * *"));
    QCOMPARE(tick(*one) + tick(*two), 0);
    setTime("2026-07-01T01:00:00Z");
    QCOMPARE(tick(*one) + tick(*two), 1);
}

void SchedulerTest::onlyTheLeaderFires()
{
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *"))), 0);
    setTime("2026-07-01T01:00:00Z");
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *"), false)), 0);
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *"), true)), 1);
}

void SchedulerTest::changedZoneCounts()
{
    const auto nightly = scheduler(schedule("30 2 * * *"));
    QCOMPARE(tick(*nightly), 0);
    setTime("2026-07-01T00:45:00Z");
    m_properties = {property("t", "Europe/Berlin")};
    // 02:30 in Berlin was a quarter of an hour ago.
    QCOMPARE(tick(*nightly), 1);
    QCOMPARE(m_fired, QStringList{QStringLiteral("t 2026-07-01T00:30")});
}

void SchedulerTest::clockAheadAtFirstSightDoesNotBlock()
{
    setTime("2026-07-09T00:00:00Z");
    QCOMPARE(tick(*scheduler(schedule("0 2 * * *"))), 0);
    setTime("2026-07-01T00:00:00Z");
    const auto nightly = scheduler(schedule("0 2 * * *"));
    QCOMPARE(tick(*nightly), 0);
    setTime("2026-07-01T01:00:00Z");
    QCOMPARE(tick(*nightly), 1);
}

void SchedulerTest::settingTheClockIsNoticed()
{
    /// The wall clock can be set, the other can not.
    struct TwoClocks final : Clock {
        std::chrono::milliseconds wall{1'800'000'000'000};
        std::chrono::milliseconds steady{1'000};
        [[nodiscard]] Instant now() const override { return Instant(wall); }
        [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::time_point(steady); }
    } clock;
    int jumps = 0;
    Scheduler::Options options;
    options.clockJumped = [&jumps] { ++jumps; };
    Scheduler watching(*m_db->database, clock, [] { return QList<Scheduler::Property>(); }, options);
    watching.start();
    watching.stop();
    for (const auto set : {0ms, 1'500ms, 300'000ms, 0ms, -3'600'000ms}) {
        clock.wall += set + 1s;
        clock.steady += 1s;
        QCOMPARE(tick(watching), 0);
    }
    QCOMPARE(jumps, 2);
}

void SchedulerTest::jumpingClockNeitherLosesNorRepeats_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("start");
    QTest::addColumn<int>("catchUp");
    QTest::addColumn<QString>("cron");
    const std::pair<const char *, const char *> places[]{
        {"Europe/Lisbon", "2026-03-24T00:00:00Z"}, {"Europe/Lisbon", "2026-10-20T00:00:00Z"}, {"America/New_York", "2026-03-03T00:00:00Z"},
        {"America/New_York", "2026-10-28T00:00:00Z"}, {"Asia/Kathmandu", "2028-02-25T00:00:00Z"}, {"Pacific/Apia", "2011-12-26T00:00:00Z"}};
    for (const auto &[zone, start] : places) {
        QTest::addRow("%s %s nightly", zone, start) << QString::fromLatin1(zone) << QString::fromLatin1(start) << int(CatchUp::Last) << "30 2 * * *";
        QTest::addRow("%s %s each night", zone, start) << QString::fromLatin1(zone) << QString::fromLatin1(start) << int(CatchUp::All) << "30 1 * * *";
        QTest::addRow("%s %s all", zone, start) << QString::fromLatin1(zone) << QString::fromLatin1(start) << int(CatchUp::All) << "10,40 */3 * * *";
    }
}

void SchedulerTest::jumpingClockNeitherLosesNorRepeats()
{
    QFETCH(QString, zone);
    QFETCH(QString, start);
    QFETCH(int, catchUp);
    QFETCH(QString, cron);
    m_properties = {property("t", qPrintable(zone))};
    const auto begin = *fromRfc3339(start);
    const auto made = schedule(qPrintable(cron), CatchUp(catchUp), 60h);
    // A schedule that catches up with its last time only may leave one out when two days pass at once.
    const QList<std::chrono::milliseconds> offsets = CatchUp(catchUp) == CatchUp::All ? QList<std::chrono::milliseconds>{0ms, 1h, -1h, 24h, -24h}
                                                                                     : QList<std::chrono::milliseconds>{0ms, 1h, -1h};
    for (quint64 seed = 1; seed <= (test::TestDatabase::isPostgreSql() ? 1 : 2); ++seed) {
        QVERIFY(m_db->write([](sql::Connection &db) { return db.exec(QStringLiteral("DELETE FROM cron_runs"), sql::RowScope::everybody()); }));
        QVERIFY(m_db->write([](sql::Connection &db) { return db.exec(QStringLiteral("DELETE FROM cron_schedules"), sql::RowScope::everybody()); }));
        m_fired.clear();
        test::SeededRng rng(seed);
        m_clock.advance(begin - m_clock.now());
        auto nightly = scheduler(made);
        QCOMPARE(tick(*nightly), 0);
        std::chrono::milliseconds offset{0};
        auto now = begin;
        // Nine days with a wrong clock now and then, and restarts; the last three are quiet, so that all is caught up.
        for (; now < begin + 24h * 12; now += std::chrono::minutes(1 + rng.next() % 40)) {
            const bool isQuiet = now > begin + 24h * 9;
            offset = isQuiet ? 0ms : rng.next() % 25 == 0 ? offsets.at(qsizetype(rng.next() % quint64(offsets.size()))) : offset;
            // Nothing before the schedule existed is anybody's business.
            m_clock.advance(std::max(begin, now + offset) - m_clock.now());
            if (rng.next() % 60 == 0) {
                nightly = scheduler(made);
            }
            QVERIFY(tick(*nightly) >= 0);
        }
        QStringList expected;
        for (const auto due : made.cron.between(begin, m_clock.now(), zoneOf(zone), 10'000)) {
            expected.append(QStringLiteral("t ") + toRfc3339(due).left(16));
        }
        std::sort(m_fired.begin(), m_fired.end());
        QCOMPARE(m_fired, expected);
    }
}

QTEST_GUILESS_MAIN(SchedulerTest)
#include "tst_scheduler.moc"
