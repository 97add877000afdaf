// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobqueue.h"
#include "server/retention/retentionjob.h"
#include "server/retention/retentionsweeper.h"
#include "server/storage/changesrepository.h"
#include "server/storage/diagnosticsrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/unit/server/retention/guestrows.h"

#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

class RetentionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void checksSettings_data();
    void checksSettings();
    void rulesNeverLetCallsGoBeforeMessages();
    void messagesGoAndConsolesHearOfIt();
    void slicesAreBounded();
    void callsGoAfterTheirMessages();
    void ordersOutliveTheirCall();
    void legalHoldKeeps();
    void inboxBodiesGoBeforeTheirRows();
    void changesGoFromTheBeginning();
    void readersFarBehindStartAnew();
    void commandResultsGo();
    void jobGoesOnInSlices();
    void everyNightEveryClass();

private:
    /// Until there is no more; how many rows went, or -1.
    qint64 sweep(RetentionClass what, const RetentionRules &rules = {}, int *slices = nullptr)
    {
        qint64 removed = 0;
        QString cursor;
        for (int i = 1; i < 100; ++i) {
            const auto slice = m_db->write([&](sql::Connection &db) {
                return RetentionSweeper(m_db->database->changes(), m_clock).sweep(db, m_who, what, rules, cursor, m_clock.now());
            });
            if (!slice) {
                qWarning("%s", qPrintable(slice.error().detail));
                return -1;
            }
            removed += slice.value().removed;
            cursor = slice.value().cursor;
            if (slices) {
                *slices = i;
            }
            if (slice.value().isLast) {
                return removed;
            }
        }
        return -1;
    }
    [[nodiscard]] QString one(const QString &sql) { return m_db->texts(sql).value(0); }

    const TenantContext m_who{TenantId{QStringLiteral("t")}, QStringLiteral("system")};
    std::unique_ptr<test::PropertyDatabase> m_db;
    std::unique_ptr<test::GuestRows> m_rows;
    test::ManualClock m_clock;
};

void RetentionTest::init()
{
    m_rows.reset();
    const QByteArray test(QTest::currentTestFunction());
    if (test.startsWith("checks") || test.startsWith("rules")) {
        return; // no database in it
    }
    m_db = std::make_unique<test::PropertyDatabase>();
    QVERIFY(m_db->make());
    m_rows = std::make_unique<test::GuestRows>(test::GuestRows{*m_db, m_clock.now()});
    QVERIFY(m_rows->guest());
}

void RetentionTest::checksSettings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("field");
    QTest::newRow("none") << QByteArray("{}") << "";
    QTest::newRow("all") << QByteArray(R"({"messages_days":30,"calls_days":30,"inbox_body_days":7,"inbox_days":30,"changes_days":90,"commands_days":40,"legal_hold":true})") << "";
    QTest::newRow("unknown") << QByteArray(R"({"audit_days":30})") << "retention.audit_days";
    QTest::newRow("text") << QByteArray(R"({"messages_days":"30"})") << "retention.messages_days";
    QTest::newRow("half a day") << QByteArray(R"({"messages_days":0.5})") << "retention.messages_days";
    QTest::newRow("changes for 29 days") << QByteArray(R"({"changes_days":29})") << "retention.changes_days";
    QTest::newRow("changes for 91 days") << QByteArray(R"({"changes_days":91})") << "retention.changes_days";
    QTest::newRow("dedupe for 29 days") << QByteArray(R"({"inbox_days":29})") << "retention.inbox_days";
    QTest::newRow("calls before messages") << QByteArray(R"({"messages_days":100,"calls_days":99})") << "retention.calls_days";
    QTest::newRow("hold as a word") << QByteArray(R"({"legal_hold":"yes"})") << "retention.legal_hold";
}

void RetentionTest::checksSettings()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, field);
    const auto checked = RetentionRules::check(QJsonDocument::fromJson(json).object());
    QCOMPARE(checked.ok(), field.isEmpty());
    QVERIFY(checked || checked.error().context.value(QLatin1String("field")).toString() == field);
}

void RetentionTest::rulesNeverLetCallsGoBeforeMessages()
{
    const auto rules = RetentionRules::fromSettings({{QStringLiteral("retention"), QJsonObject{{QStringLiteral("messages_days"), 500}, {QStringLiteral("changes_days"), 1}}}});
    QVERIFY(rules.calls >= rules.messages);
    QCOMPARE(rules.changes.count(), 30);
}

void RetentionTest::messagesGoAndConsolesHearOfIt()
{
    QVERIFY(m_rows->call(QStringLiteral("old"), 91) && m_rows->line(QStringLiteral("old"), 1, 91) && m_rows->line(QStringLiteral("old"), 2, 91));
    QVERIFY(m_rows->call(QStringLiteral("new"), 89) && m_rows->line(QStringLiteral("new"), 1, 89));
    QVERIFY(m_rows->call(QStringLiteral("live"), 91, QStringLiteral("g1"), QStringLiteral("live")) && m_rows->line(QStringLiteral("live"), 1, 91));
    QCOMPARE(sweep(RetentionClass::Messages), 2);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT call_id FROM transcript_lines ORDER BY call_id")), (QStringList{QStringLiteral("live"), QStringLiteral("new")}));
    QCOMPARE(m_db->texts(QStringLiteral("SELECT entity || ' ' || entity_id || ' ' || op FROM changes")), QStringList{QStringLiteral("transcript old delete")});
    QCOMPARE(sweep(RetentionClass::Messages), 0);
}

void RetentionTest::slicesAreBounded()
{
    QVERIFY(m_rows->call(QStringLiteral("long"), 91) && m_rows->call(QStringLiteral("next"), 91));
    QVERIFY(m_rows->run(QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
                                       "INSERT INTO transcript_lines (tenant_id, call_id, source, source_key, id, role, text, tone, at, is_shown, version) "
                                       "SELECT 't', 'long', 'report', CAST(i AS TEXT), 'l' || i, 'guest', 'x', '', %1, 1, 1 FROM n").arg(m_rows->ago(91))));
    QVERIFY(m_rows->line(QStringLiteral("next"), 1, 91));
    int slices = 0;
    QCOMPARE(sweep(RetentionClass::Messages, {}, &slices), 1201);
    QVERIFY(slices >= 3);
}

void RetentionTest::callsGoAfterTheirMessages()
{
    RetentionRules rules;
    rules.messages = rules.calls = RetentionRules::Days(90);
    QVERIFY(m_rows->call(QStringLiteral("spoken"), 91) && m_rows->line(QStringLiteral("spoken"), 1, 89));
    QVERIFY(m_rows->call(QStringLiteral("silent"), 91));
    QCOMPARE(sweep(RetentionClass::Messages, rules), 0);
    QCOMPARE(sweep(RetentionClass::Calls, rules), 1);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT id FROM calls")), QStringList{QStringLiteral("spoken")});
    m_clock.advance(48h);
    QCOMPARE(sweep(RetentionClass::Messages, rules), 1);
    QCOMPARE(sweep(RetentionClass::Calls, rules), 1);
    m_clock.advance(-48h);
}

void RetentionTest::ordersOutliveTheirCall()
{
    QVERIFY(m_rows->call(QStringLiteral("c"), 400) && m_rows->order(QStringLiteral("o"), 1001, QStringLiteral("c")));
    QCOMPARE(sweep(RetentionClass::Calls), 1);
    QCOMPARE(one(QStringLiteral("SELECT COALESCE(call_id, 'none') || ' ' || version FROM orders")), QStringLiteral("none 1"));
    QCOMPARE(m_db->texts(QStringLiteral("SELECT entity || ' ' || op FROM changes ORDER BY seq")), (QStringList{QStringLiteral("order upsert"), QStringLiteral("call delete")}));
}

void RetentionTest::legalHoldKeeps()
{
    QVERIFY(m_rows->source() && m_rows->call(QStringLiteral("c"), 400) && m_rows->line(QStringLiteral("c"), 1, 400) && m_rows->message(1, QStringLiteral("c"), 400));
    QVERIFY(m_rows->run(QStringLiteral("INSERT INTO legal_holds (tenant_id, guest_id, reason, actor, at) VALUES ('t', 'g1', 'court', 'user:anna', 1)")));
    for (const auto what : {RetentionClass::Messages, RetentionClass::Calls, RetentionClass::InboxBodies, RetentionClass::InboxRows}) {
        QCOMPARE(sweep(what), 0);
    }
    QVERIFY(m_rows->run(QStringLiteral("DELETE FROM legal_holds")));
    RetentionRules held;
    held.isOnHold = true;
    QCOMPARE(sweep(RetentionClass::Messages, held), 0);
    QCOMPARE(sweep(RetentionClass::Messages), 1);
}

void RetentionTest::inboxBodiesGoBeforeTheirRows()
{
    QVERIFY(m_rows->source());
    QVERIFY(m_rows->message(1, QStringLiteral("a"), 29) && m_rows->message(2, QStringLiteral("a"), 31) && m_rows->message(3, QStringLiteral("a"), 91));
    QVERIFY(m_rows->message(4, QStringLiteral("a"), 91, QStringLiteral("pending")));
    QCOMPARE(sweep(RetentionClass::InboxBodies), 2);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT CASE WHEN LENGTH(body) > 0 THEN 1 ELSE 0 END FROM inbox ORDER BY id")), (QStringList{QStringLiteral("1"), QStringLiteral("0"), QStringLiteral("0"), QStringLiteral("1")}));
    QCOMPARE(sweep(RetentionClass::InboxRows), 1);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT ext_id FROM inbox ORDER BY id")), (QStringList{QStringLiteral("m1"), QStringLiteral("m2"), QStringLiteral("m4")}));
}

void RetentionTest::changesGoFromTheBeginning()
{
    for (int seq = 1; seq <= 1200; ++seq) {
        QVERIFY(m_rows->change(seq, QStringLiteral("order"), QStringLiteral("o"), "{}", seq <= 1100 ? 31 : 29));
    }
    // Only the beginning goes: a hole would be a fault.
    QVERIFY(m_rows->run(QStringLiteral("UPDATE changes SET at = ? WHERE seq = 1150"), {m_rows->ago(60)}));
    int slices = 0;
    QCOMPARE(sweep(RetentionClass::Changes, {}, &slices), 1100);
    QCOMPARE(slices, 3);
    QCOMPARE(one(QStringLiteral("SELECT MIN(seq) FROM changes")), QStringLiteral("1101"));
    QCOMPARE(m_db->write([](sql::Connection &db) { return DiagnosticsRepository(db).brokenFeeds(); }).value(), QString());
    QVERIFY(m_rows->run(QStringLiteral("DELETE FROM changes WHERE seq = 1101")));
    QCOMPARE(m_db->write([](sql::Connection &db) { return DiagnosticsRepository(db).brokenFeeds(); }).value(), QStringLiteral("t"));
}

void RetentionTest::readersFarBehindStartAnew()
{
    for (int seq = 1; seq <= 10; ++seq) {
        QVERIFY(m_rows->change(seq, QStringLiteral("order"), QStringLiteral("o"), "{}", seq <= 6 ? 31 : 29));
    }
    QCOMPARE(sweep(RetentionClass::Changes), 6);
    const auto read = [this](qint64 after) {
        return m_db->write([this, after](sql::Connection &db) { return ChangesRepository(db, m_who).after(after, 500); });
    };
    QCOMPARE(read(6).value().to, 10);
    QCOMPARE(read(10).value().to, 10);
    for (const qint64 after : {0, 5, 11}) {
        QCOMPARE(read(after).error().code, QStringLiteral("resync"));
    }
    m_clock.advance(24h * 2);
    QCOMPARE(sweep(RetentionClass::Changes), 4);
    QCOMPARE(read(9).error().code, QStringLiteral("resync"));
    QCOMPARE(read(10).value().head, 10);
    QCOMPARE(m_db->write([](sql::Connection &db) { return DiagnosticsRepository(db).brokenFeeds(); }).value(), QString());
    m_clock.advance(-24h * 2);
}

void RetentionTest::commandResultsGo()
{
    QVERIFY(m_rows->user());
    QVERIFY(m_rows->result(QStringLiteral("a"), QStringLiteral("desk-1"), QStringLiteral("{}"), 91));
    QVERIFY(m_rows->result(QStringLiteral("b"), QStringLiteral("desk-1"), QStringLiteral("{}"), 89));
    QVERIFY(m_rows->result(QStringLiteral("c"), QStringLiteral("rest"), QStringLiteral("{}"), 8));
    QVERIFY(m_rows->result(QStringLiteral("d"), QStringLiteral("rest"), QStringLiteral("{}"), 6));
    QCOMPARE(sweep(RetentionClass::Commands), 2);
    QCOMPARE(m_db->texts(QStringLiteral("SELECT cmd_id FROM command_results ORDER BY cmd_id")), (QStringList{QStringLiteral("b"), QStringLiteral("d")}));
    QCOMPARE(sweep(RetentionClass::Service), 0);
}

void RetentionTest::jobGoesOnInSlices()
{
    for (int seq = 1; seq <= 600; ++seq) {
        QVERIFY(m_rows->change(seq, QStringLiteral("order"), QStringLiteral("o"), "{}", 31));
    }
    test::SeededRng rng;
    JobQueue queue(m_clock, IdSource(m_clock, rng), {});
    const TenantDirectory directory;
    RetentionJob job(RetentionSweeper(m_db->database->changes(), m_clock), queue, directory);
    auto next = RetentionJob::first(RetentionClass::Changes, m_clock.now());
    QVERIFY(m_db->write([&](sql::Connection &db) { return queue.enqueue(db, m_who, next); }));
    for (int part = 1; part <= 2; ++part) {
        server::Job claimed;
        claimed.args = next.args;
        QVERIFY(m_db->write([&](sql::Connection &db) { return job.run(db, m_who, claimed); }));
        next.args.insert(QStringLiteral("number"), part + 1);
    }
    QCOMPARE(m_db->texts(QStringLiteral("SELECT unique_key FROM jobs ORDER BY row_id")).size(), 2);
    QCOMPARE(one(QStringLiteral("SELECT COUNT(*) FROM changes")), QStringLiteral("0"));
}

void RetentionTest::everyNightEveryClass()
{
    test::SeededRng rng;
    JobQueue queue(m_clock, IdSource(m_clock, rng), {});
    const auto schedule = RetentionJob::schedule(queue);
    QCOMPARE(schedule.cron.text(), QStringLiteral("0 2 * * *"));
    for (int i = 0; i < 2; ++i) {
        QVERIFY(m_db->write([&](sql::Connection &db) { return schedule.fire(db, m_who, m_clock.now()); }));
    }
    QCOMPARE(m_db->texts(QStringLiteral("SELECT id FROM jobs")).size(), allRetentionClasses().size());
}

QTEST_GUILESS_MAIN(RetentionTest)
#include "tst_retention.moc"
