// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/kinds/orderduesoonjob.h"
#include "server/services/orderbook.h"
#include "server/services/orderreminders.h"
#include "server/services/propertylimits.h"
#include "server/storage/jobsrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/unit/server/jobs/propertydatabase.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

class OrderRemindersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reminderIsAskedForBeforeTheOrderIsDue();
    void laterChangesAskForNoSecond();
    void movedOrderTakesItBack();
    void closedOrderTakesItBack();
    void reminderIsOneChange();
    void reminderOfAnotherTimeDoesNothing();
    void noReminderAfterTheFact();
    void doneReminderIsNotRepeated();
    void propertySaysWhen();
    void settingsAreChecked();
    void limitsComeFromTheProperty();
    void limitSettingsAreChecked_data();
    void limitSettingsAreChecked();

private:
    void useSettings(const QJsonObject &settings)
    {
        m_directory.replace({TenantInfo{m_who.tenant, QStringLiteral("t"), QStringLiteral("T"), QStringLiteral("Europe/Lisbon"), QStringLiteral("EUR"), settings}}, {});
    }
    [[nodiscard]] Order create(std::chrono::minutes dueIn)
    {
        NewOrder wish;
        wish.room = QStringLiteral("204");
        wish.items = {{QStringLiteral("taxi"), 1}};
        wish.dueAt = m_clock.now() + dueIn;
        return m_db->write([&](sql::Connection &db) { return m_orders->create(db, m_who, wish); }).value();
    }
    void change(const OrderId &id, const OrderPatch &patch)
    {
        QVERIFY(m_db->write([&](sql::Connection &db) { return m_orders->change(db, m_who, id, patch); }));
    }
    /// "state minutes-from-now" of all reminders, oldest first.
    [[nodiscard]] QStringList jobs()
    {
        return m_db->texts(QStringLiteral("SELECT state || ' ' || ((run_at - %1) / 60000) FROM jobs ORDER BY row_id").arg(toMillis(m_clock.now())));
    }
    [[nodiscard]] QStringList reminders() { return m_db->texts(QStringLiteral("SELECT seq FROM changes WHERE event = 'order_due_soon' ORDER BY seq")); }
    /// As the worker would: the handler and the completion in one unit.
    void runReminders()
    {
        OrderDueSoonJob handler(m_db->database->changes(), m_clock);
        QVERIFY(m_db->write([&](sql::Connection &db) -> Result<Done> {
            const auto page = JobsRepository(db).page(m_who.tenant, {{JobState::Scheduled, JobState::Available}, {}, {}}, std::nullopt, 100);
            for (auto job : page.value().jobs) {
                if (auto ran = handler.run(db, m_who, job); !ran) {
                    return ran;
                }
                const auto before = job;
                job.state = JobState::Done;
                job.finishedAt = m_clock.now();
                auto query = db.query(QStringLiteral("UPDATE jobs SET state = 'done', finished_at = ? WHERE row_id = ?"), sql::RowScope::everybody());
                if (const auto stored = query.bind(m_clock.now()).bind(before.rowId).run(); !stored) {
                    return stored.error();
                }
            }
            return Done{};
        }));
    }

    const TenantContext m_who{TenantId{QStringLiteral("t")}, QStringLiteral("user:anna")};
    test::ManualClock m_clock;
    test::SeededRng m_rng;
    TenantDirectory m_directory;
    std::unique_ptr<test::PropertyDatabase> m_db;
    std::unique_ptr<JobQueue> m_queue;
    std::unique_ptr<JobLedger> m_ledger;
    std::unique_ptr<OrderReminders> m_reminders;
    std::unique_ptr<OrderBook> m_orders;
};

void OrderRemindersTest::init()
{
    useSettings({});
    const QByteArray test(QTest::currentTestFunction());
    if (test.startsWith("settings") || test.startsWith("limit")) {
        return; // no database in it
    }
    m_db = std::make_unique<test::PropertyDatabase>();
    QVERIFY(m_db->make());
    m_queue = std::make_unique<JobQueue>(m_clock, IdSource(m_clock, m_rng), JobQueue::Options{});
    m_ledger = std::make_unique<JobLedger>(m_db->database->changes());
    m_reminders = std::make_unique<OrderReminders>(*m_queue, *m_ledger, m_directory, m_clock);
    m_orders = std::make_unique<OrderBook>(m_db->database->changes(), m_clock, IdSource(m_clock, m_rng));
    m_orders->setObserver(m_reminders.get());
}

void OrderRemindersTest::reminderIsAskedForBeforeTheOrderIsDue()
{
    (void)create(60min);
    QCOMPARE(jobs(), QStringList{QStringLiteral("scheduled 50")});
    (void)create(5min);
    QCOMPARE(jobs().last(), QStringLiteral("available -5"));
    QCOMPARE(m_db->texts(QStringLiteral("SELECT DISTINCT kind || ' ' || queue FROM jobs")), QStringList{QStringLiteral("order.due_soon notification")});
}

void OrderRemindersTest::laterChangesAskForNoSecond()
{
    const auto order = create(60min);
    OrderPatch patch;
    patch.status = OrderStatus::Accepted;
    change(order.id, patch);
    QCOMPARE(jobs(), QStringList{QStringLiteral("scheduled 50")});
}

void OrderRemindersTest::movedOrderTakesItBack()
{
    const auto order = create(60min);
    OrderPatch patch;
    patch.dueAt = m_clock.now() + 90min;
    change(order.id, patch);
    QCOMPARE(jobs(), (QStringList{QStringLiteral("cancelled 50"), QStringLiteral("scheduled 80")}));
    patch.dueAt = m_clock.now() + 60min;
    change(order.id, patch);
    QCOMPARE(jobs(), (QStringList{QStringLiteral("cancelled 50"), QStringLiteral("cancelled 80"), QStringLiteral("scheduled 50")}));
}

void OrderRemindersTest::closedOrderTakesItBack()
{
    const auto order = create(60min);
    OrderPatch patch;
    patch.status = OrderStatus::Cancelled;
    change(order.id, patch);
    QCOMPARE(jobs(), QStringList{QStringLiteral("cancelled 50")});
}

void OrderRemindersTest::reminderIsOneChange()
{
    const auto order = create(60min);
    runReminders();
    QCOMPARE(reminders(), QStringList{QStringLiteral("2")});
    QCOMPARE(m_db->texts(QStringLiteral("SELECT version || ' ' || CASE WHEN updated_at = created_at THEN 1 ELSE 0 END FROM orders")), QStringList{QStringLiteral("2 1")});
    QCOMPARE(m_db->texts(QStringLiteral("SELECT entity_id FROM changes WHERE seq = 2")), QStringList{order.id.value});
}

void OrderRemindersTest::reminderOfAnotherTimeDoesNothing()
{
    const auto order = create(60min);
    // As if taking it back had come a moment too late.
    QVERIFY(m_db->write([&](sql::Connection &db) { return db.exec(QStringLiteral("UPDATE orders SET due_at = due_at + 1"), sql::RowScope::everybody()); }));
    runReminders();
    QCOMPARE(reminders(), QStringList());
    Q_UNUSED(order);
}

void OrderRemindersTest::noReminderAfterTheFact()
{
    (void)create(-1min);
    QCOMPARE(jobs(), QStringList());
}

void OrderRemindersTest::doneReminderIsNotRepeated()
{
    const auto order = create(5min);
    runReminders();
    OrderPatch patch;
    patch.status = OrderStatus::Accepted;
    change(order.id, patch);
    QCOMPARE(jobs().size(), 1);
    // A new time is a new reminder.
    patch.status = OrderStatus::InProgress;
    patch.dueAt = m_clock.now() + 60min;
    change(order.id, patch);
    QCOMPARE(jobs().size(), 2);
}

void OrderRemindersTest::propertySaysWhen()
{
    useSettings({{QStringLiteral("reminders"), QJsonObject{{QStringLiteral("order_due_minutes"), 30}}}});
    (void)create(60min);
    QCOMPARE(jobs(), QStringList{QStringLiteral("scheduled 30")});
    useSettings({{QStringLiteral("reminders"), QJsonObject{{QStringLiteral("order_due_minutes"), 0}}}});
    (void)create(60min);
    QCOMPARE(jobs().size(), 1);
}

void OrderRemindersTest::settingsAreChecked()
{
    QVERIFY(OrderReminders::check({{QStringLiteral("order_due_minutes"), 0}}));
    QVERIFY(!OrderReminders::check({{QStringLiteral("order_due_minutes"), -1}}));
    QVERIFY(!OrderReminders::check({{QStringLiteral("order_due_minutes"), 2.5}}));
    QVERIFY(!OrderReminders::check({{QStringLiteral("order_due_minutes"), 1441}}));
    QVERIFY(!OrderReminders::check({{QStringLiteral("minutes"), 1}}));
}

void OrderRemindersTest::limitsComeFromTheProperty()
{
    const PropertyLimits limits(m_directory);
    const auto texts = QStringLiteral("provider:texts@t");
    QCOMPARE(limits.limitOf(texts), (RateLimit{50, 1s, 100, 0, QStringLiteral("Europe/Lisbon")}));
    useSettings({{QStringLiteral("limits"), QJsonObject{{QStringLiteral("provider"), QJsonObject{{QStringLiteral("tokens"), 5}}},
                                                        {QStringLiteral("provider:texts"), QJsonObject{{QStringLiteral("tokens"), 100}, {QStringLiteral("daily_cap"), 300}}}}}});
    QCOMPARE(limits.limitOf(texts), (RateLimit{100, 1s, 100, 300, QStringLiteral("Europe/Lisbon")}));
    QCOMPARE(limits.limitOf(QStringLiteral("provider:mail@t")).tokens, 5);
    QCOMPARE(limits.limitOf(QStringLiteral("provider:mail@elsewhere")).tokens, 50);
}

void OrderRemindersTest::limitSettingsAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("field");
    QTest::addColumn<double>("value");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("good") << "provider:texts" << "tokens" << 100.0 << true;
    QTest::newRow("unknown kind") << "city" << "tokens" << 100.0 << false;
    QTest::newRow("unknown field") << "guest" << "bursts" << 100.0 << false;
    QTest::newRow("none") << "guest" << "tokens" << 0.0 << false;
    QTest::newRow("half") << "guest" << "burst" << 0.5 << false;
    QTest::newRow("no cap") << "number" << "daily_cap" << 0.0 << true;
}

void OrderRemindersTest::limitSettingsAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, field);
    QFETCH(double, value);
    QFETCH(bool, isGood);
    QCOMPARE(PropertyLimits::check({{name, QJsonObject{{field, value}}}}).ok(), isGood);
}

QTEST_GUILESS_MAIN(OrderRemindersTest)
#include "tst_orderreminders.moc"
