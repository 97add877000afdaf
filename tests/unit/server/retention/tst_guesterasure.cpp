// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitecopy.h"
#include "server/jobs/jobqueue.h"
#include "server/retention/guesterasejob.h"
#include "server/retention/guestservice.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "tests/unit/server/retention/guestrows.h"

#include <QCoroTask>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class GuestErasureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyByteForgets();
    void restoredBackupForgetsToo();
    void restoredBackupWithAnotherIdForgetsToo();
    void othersStay();
    void feedTellsConsoles();
    void liveCallAndLegalHoldRefuse();
    void unknownGuestIsNotFound();
    void callerWithoutNameCanGo();
    void jobTakesTheSteps();
    void sendingHoldsItUp();
    void exportHasEverything();
    void ledgerSurvivesACutLine();

private:
    void fill();
    [[nodiscard]] Result<QJsonObject> erase(const GuestErasure::Wish &wish) { return QCoro::waitFor(m_service->erase(m_who, wish)); }
    /// Files of the directory that hold any of what the guest was known by.
    [[nodiscard]] QStringList traces(const QString &skip = {}) const
    {
        if (test::TestDatabase::isPostgreSql()) {
            return tracesInTables();
        }
        QStringList found;
        QDirIterator files(m_db->dir.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly) || (!skip.isEmpty() && file.fileName().endsWith(skip))) {
                continue;
            }
            const auto bytes = file.readAll();
            for (const auto &mark : {m_rows->marker.toUtf8(), m_rows->phone.toUtf8()}) {
                if (bytes.contains(mark)) {
                    found.append(file.fileName() + QLatin1Char(' ') + QString::fromUtf8(mark));
                }
            }
        }
        return found;
    }

    /// PostgreSQL keeps what it overwrites until it is vacuumed; what counts is what a reader can see.
    [[nodiscard]] QStringList tracesInTables() const
    {
        QStringList found;
        for (const auto *table : {"guests", "calls", "transcript_lines", "orders", "changes", "inbox", "command_results", "jobs", "external_objects", "erasures"}) {
            for (const auto &mark : {m_rows->marker, m_rows->phone}) {
                const auto hex = QString::fromLatin1(mark.toUtf8().toHex());
                const auto count = m_db->texts(QStringLiteral("SELECT COUNT(*) FROM %1 x WHERE CAST(x AS TEXT) LIKE '%%2%' OR CAST(x AS TEXT) LIKE '%%3%'")
                                                   .arg(QLatin1String(table), mark, hex));
                if (count != QStringList{QStringLiteral("0")}) {
                    found.append(QLatin1String(table) + QLatin1Char(' ') + mark);
                }
            }
        }
        return found;
    }

    const TenantContext m_who{TenantId{QStringLiteral("t")}, QStringLiteral("user:anna")};
    const GuestErasure::Wish m_wish{GuestId{QStringLiteral("g1")}, {}};
    test::ManualClock m_clock;
    test::SeededRng m_rng;
    std::unique_ptr<test::PropertyDatabase> m_db;
    std::unique_ptr<test::GuestRows> m_rows;
    std::unique_ptr<JobQueue> m_queue;
    std::shared_ptr<Sealer> m_sealer = Sealer::ephemeral();
    std::unique_ptr<ErasureLedger> m_ledger;
    std::unique_ptr<GuestErasure> m_erasure;
    std::unique_ptr<GuestService> m_service;
};

void GuestErasureTest::init()
{
    m_service.reset();
    m_erasure.reset();
    m_db = std::make_unique<test::PropertyDatabase>();
    QVERIFY(m_db->make());
    m_rows = std::make_unique<test::GuestRows>(test::GuestRows{*m_db, m_clock.now()});
    m_queue = std::make_unique<JobQueue>(m_clock, IdSource(m_clock, m_rng), JobQueue::Options{});
    m_ledger = std::make_unique<ErasureLedger>(m_db->dir.path(), QByteArray(32, 'k'));
    m_erasure = std::make_unique<GuestErasure>(m_db->database->changes(), *m_queue, m_clock, *m_ledger, *m_sealer);
    m_service = std::make_unique<GuestService>(*m_db->database, *m_erasure, *m_ledger, m_clock);
    fill();
}

void GuestErasureTest::fill()
{
    QVERIFY(m_rows->guest() && m_rows->source() && m_rows->user());
    QVERIFY(m_rows->call(QStringLiteral("call-1"), 5) && m_rows->line(QStringLiteral("call-1"), 1, 5) && m_rows->order(QStringLiteral("order-1"), 1001, QStringLiteral("call-1")));
    const auto marker = m_rows->marker.toUtf8();
    QVERIFY(m_rows->change(1, QStringLiteral("guest"), QStringLiteral("g1"), "{\"name\":\"" + marker + "\"}", 5));
    QVERIFY(m_rows->change(2, QStringLiteral("call"), QStringLiteral("call-1"), "{\"summary\":\"" + marker + "\"}", 5));
    QVERIFY(m_rows->change(3, QStringLiteral("transcript_line"), QStringLiteral("call-1-1"), "{\"call_id\":\"call-1\",\"text\":\"" + marker + "\"}", 5));
    QVERIFY(m_rows->change(4, QStringLiteral("order"), QStringLiteral("order-1"), "{\"notes\":\"" + marker + "\"}", 5));
    QVERIFY(m_rows->change(5, QStringLiteral("order"), QStringLiteral("order-9"), "{\"notes\":\"somebody else\"}", 5));
    QVERIFY(m_rows->message(1, QStringLiteral("call-1"), 5));
    QVERIFY(m_rows->run(QStringLiteral("INSERT INTO external_objects (source_id, object_key, entity, entity_id, evidence, updated_at) VALUES (1, 'x-1', 'order', 'order-1', ?, 1)"),
                        {QStringLiteral("{\"notes\":\"%1\"}").arg(m_rows->marker)}));
    QVERIFY(m_rows->result(QStringLiteral("cmd-1"), QStringLiteral("desk-1"), QStringLiteral("{\"id\":\"order-1\",\"notes\":\"%1\"}").arg(m_rows->marker), 5));
    NewJob job;
    job.queue = QStringLiteral("webhook");
    job.kind = QStringLiteral("order.notify");
    job.args = {{QStringLiteral("order_id"), QStringLiteral("order-1")}, {QStringLiteral("order"), QJsonObject{{QStringLiteral("notes"), m_rows->marker}}}};
    QVERIFY(m_db->write([&](sql::Connection &db) { return m_queue->enqueue(db, m_who, job); }));
    // A copy that a migration left.
    QFile copy(m_db->dir.filePath(QStringLiteral("x.db.before-0008")));
    QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(marker) > 0);
}

void GuestErasureTest::everyByteForgets()
{
    QVERIFY(!traces().isEmpty());
    const auto erased = erase(m_wish);
    QVERIFY2(erased.ok(), qPrintable(erased ? QString() : erased.error().detail));
    QCOMPARE(erased.value().value(QLatin1String("calls")).toInt(), 1);
    QCOMPARE(erased.value().value(QLatin1String("orders")).toInt(), 1);
    QCOMPARE(traces(), QStringList());
    QCOMPARE(m_db->texts(QStringLiteral("SELECT guest_id || ' ' || actor || ' ' || subject || LENGTH(phone_hash) FROM erasures WHERE finished_at IS NOT NULL")),
             QStringList{QStringLiteral("g1 user:anna 32")});
    QCOMPARE(m_db->texts(QStringLiteral("SELECT state FROM jobs WHERE kind = 'order.notify'")), QStringList{QStringLiteral("cancelled")});
    // Asked again, there is nobody.
    QCOMPARE(erase(m_wish).error().kind, ErrorKind::NotFound);
}

void GuestErasureTest::restoredBackupForgetsToo()
{
    if (test::TestDatabase::isPostgreSql()) {
        QSKIP("a backup of PostgreSQL is no file that can be put back here");
    }
    const auto backup = m_db->dir.filePath(QStringLiteral("older.backup"));
    QVERIFY(sql::copySqlite(m_db->database->config(), backup));
    QVERIFY(erase(m_wish));
    QCOMPARE(traces(QStringLiteral(".backup")), QStringList());
    m_service.reset();
    m_erasure.reset();
    m_db->database.reset();
    QVERIFY(QFile::remove(m_db->dir.filePath(QStringLiteral("x.db"))));
    QVERIFY(QFile::rename(backup, m_db->dir.filePath(QStringLiteral("x.db"))));
    QVERIFY(!traces().isEmpty());
    QVERIFY(m_db->open());
    const auto replayed = m_db->write([this](sql::Connection &db) { return GuestErasure::replay(db, *m_ledger, m_clock, *m_sealer); });
    QVERIFY2(replayed.ok(), qPrintable(replayed ? QString() : replayed.error().detail));
    QVERIFY(m_db->database->writer().truncateLog().result());
    QCOMPARE(traces(), QStringList());
    QCOMPARE(m_db->texts(QStringLiteral("SELECT guest_id FROM erasures")), QStringList{QStringLiteral("g1")});
}

void GuestErasureTest::restoredBackupWithAnotherIdForgetsToo()
{
    QVERIFY(erase(m_wish));
    // In the older database the same person was another row.
    QVERIFY(m_rows->guest(QStringLiteral("g0")) && m_rows->call(QStringLiteral("call-0"), 9, QStringLiteral("g0")));
    QVERIFY(!traces().isEmpty());
    QVERIFY(m_db->write([this](sql::Connection &db) { return GuestErasure::replay(db, *m_ledger, m_clock, *m_sealer); }));
    QVERIFY(m_db->database->writer().truncateLog().result());
    QCOMPARE(traces(), QStringList());
}

void GuestErasureTest::othersStay()
{
    auto other = *m_rows;
    other.marker = QStringLiteral("ANOTHER-GUEST");
    other.phone = QStringLiteral("+351911111111");
    QVERIFY(other.guest(QStringLiteral("g2")) && other.call(QStringLiteral("call-2"), 5, QStringLiteral("g2")) && other.line(QStringLiteral("call-2"), 1, 5));
    QVERIFY(other.message(2, QStringLiteral("call-2"), 5));
    QVERIFY(erase(m_wish));
    QCOMPARE(m_db->texts(QStringLiteral("SELECT id FROM guests")), QStringList{QStringLiteral("g2")});
    QCOMPARE(m_db->texts(QStringLiteral("SELECT call_id FROM transcript_lines")), QStringList{QStringLiteral("call-2")});
    QCOMPARE(m_db->texts(QStringLiteral("SELECT object_key FROM inbox WHERE LENGTH(body) > 0")), QStringList{QStringLiteral("p-call-2")});
    QCOMPARE(m_db->texts(QStringLiteral("SELECT entity_id FROM changes WHERE op = 'upsert' AND seq <= 5")), QStringList{QStringLiteral("order-9")});
}

void GuestErasureTest::feedTellsConsoles()
{
    QVERIFY(erase(m_wish));
    QCOMPARE(m_db->texts(QStringLiteral("SELECT entity || ' ' || entity_id || ' ' || op FROM changes WHERE seq > 5 ORDER BY seq")),
             (QStringList{QStringLiteral("order order-1 upsert"), QStringLiteral("transcript call-1 delete"), QStringLiteral("call call-1 upsert"),
                          QStringLiteral("guest g1 delete")}));
    // What is told has the versions of the rows.
    QCOMPARE(m_db->texts(QStringLiteral("SELECT c.id FROM calls c JOIN changes f ON f.entity_id = c.id AND f.seq = c.version UNION "
                                        "SELECT o.id FROM orders o JOIN changes f ON f.entity_id = o.id AND f.seq = o.version ORDER BY 1")),
             (QStringList{QStringLiteral("call-1"), QStringLiteral("order-1")}));
}

void GuestErasureTest::liveCallAndLegalHoldRefuse()
{
    QVERIFY(m_rows->call(QStringLiteral("now"), 0, QStringLiteral("g1"), QStringLiteral("live")));
    QCOMPARE(erase(m_wish).error().code, QStringLiteral("call_live"));
    QVERIFY(m_rows->run(QStringLiteral("INSERT INTO legal_holds (tenant_id, guest_id, reason, actor, at) VALUES ('t', 'g1', 'court', 'user:anna', 1)")));
    QCOMPARE(erase(m_wish).error().code, QStringLiteral("legal_hold"));
    QVERIFY(!traces().isEmpty());
    QVERIFY(m_ledger->read().value().isEmpty());
}

void GuestErasureTest::unknownGuestIsNotFound()
{
    QCOMPARE(erase({GuestId{QStringLiteral("nobody")}, {}}).error().kind, ErrorKind::NotFound);
    QCOMPARE(erase({{}, QStringLiteral("+1")}).error().kind, ErrorKind::NotFound);
    QCOMPARE(QCoro::waitFor(m_service->collect(m_who, {{}, QStringLiteral("+1")})).error().kind, ErrorKind::NotFound);
}

void GuestErasureTest::callerWithoutNameCanGo()
{
    QVERIFY(erase(m_wish));
    QVERIFY(m_rows->call(QStringLiteral("call-3"), 1, QString()) && m_rows->line(QStringLiteral("call-3"), 1, 1));
    QVERIFY(m_rows->run(QStringLiteral("UPDATE calls SET customer_number = ? WHERE id = 'call-3'"), {m_rows->phone}));
    QVERIFY(erase({{}, m_rows->phone}));
    QCOMPARE(traces(), QStringList());
    QVERIFY(m_db->texts(QStringLiteral("SELECT guest_id FROM erasures ORDER BY guest_id")).last().startsWith(QLatin1String("number:")));
}

void GuestErasureTest::jobTakesTheSteps()
{
    const auto truncations = std::make_shared<std::atomic<quint64>>(0);
    int asked = 0;
    GuestEraseJob handler(*m_erasure, *m_queue, truncations, [&asked] { ++asked; });
    QVERIFY(m_db->write([this](sql::Connection &db) { return m_erasure->begin(db, m_who, m_wish); }));
    server::Job job;
    job.args = GuestEraseJob::part(m_wish.id, m_clock.now(), 1).args;
    for (int part = 1; part < 20; ++part) {
        QVERIFY(m_db->write([&](sql::Connection &db) { return handler.run(db, m_who, job); }));
        if (asked == 2) {
            // A reader was in the way the first time.
            QVERIFY(m_db->database->writer().truncateLog().result());
            ++*truncations;
        }
        job.args.insert(QStringLiteral("part"), part + 1);
    }
    QCOMPARE(asked, 2);
    QCOMPARE(traces(), QStringList());
    QCOMPARE(m_db->texts(QStringLiteral("SELECT COUNT(*) FROM erasures WHERE finished_at IS NOT NULL")), QStringList{QStringLiteral("1")});
}

void GuestErasureTest::sendingHoldsItUp()
{
    QVERIFY(m_rows->run(QStringLiteral("UPDATE jobs SET state = 'sending' WHERE kind = 'order.notify'")));
    QCOMPARE(erase(m_wish).error().kind, ErrorKind::Unavailable);
    QVERIFY(m_rows->run(QStringLiteral("UPDATE jobs SET state = 'done', finished_at = 1 WHERE kind = 'order.notify'")));
    const auto step = [this](bool isTruncated) {
        return m_db->write([this, isTruncated](sql::Connection &db) { return m_erasure->step(db, m_who, m_wish.id, isTruncated); }).value();
    };
    QVERIFY(step(false).needsTruncation);
    QVERIFY(m_db->database->writer().truncateLog().result());
    QVERIFY(step(true).isDone);
    QCOMPARE(traces(), QStringList());
}

void GuestErasureTest::exportHasEverything()
{
    for (const auto &wish : {m_wish, GuestErasure::Wish{{}, m_rows->phone}}) {
        const auto collected = QCoro::waitFor(m_service->collect(m_who, wish));
        QVERIFY2(collected.ok(), qPrintable(collected ? QString() : collected.error().detail));
        const auto json = collected.value();
        QCOMPARE(json.value(QLatin1String("id")).toString(), QStringLiteral("g1"));
        QCOMPARE(json.value(QLatin1String("guest")).toObject().value(QLatin1String("phone")).toString(), m_rows->phone);
        QCOMPARE(json.value(QLatin1String("calls")).toArray().size(), 1);
        QCOMPARE(json.value(QLatin1String("calls")).toArray().first().toObject().value(QLatin1String("transcript")).toArray().size(), 1);
        QCOMPARE(json.value(QLatin1String("orders")).toArray().size(), 1);
        QCOMPARE(json.value(QLatin1String("changes")).toArray().size(), 4);
        QCOMPARE(json.value(QLatin1String("messages")).toArray().size(), 1);
    }
}

void GuestErasureTest::ledgerSurvivesACutLine()
{
    QVERIFY(erase(m_wish));
    QFile file(m_db->dir.filePath(QStringLiteral("erasures.jsonl")));
    QVERIFY(file.open(QIODevice::Append) && file.write("\n{\"tenant\":\"t\",\"gue") > 0);
    file.close();
    QVERIFY(m_ledger->append({TenantId{QStringLiteral("t")}, GuestId{QStringLiteral("g5")}, {}, m_clock.now()}));
    const auto lines = m_ledger->read();
    QCOMPARE(lines.value().size(), 2);
    QCOMPARE(lines.value().last().guest.value, QStringLiteral("g5"));
    QCOMPARE(lines.value().first().phoneHash, m_ledger->hashOf(TenantId{QStringLiteral("t")}, m_rows->phone));
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

QTEST_GUILESS_MAIN(GuestErasureTest)
#include "tst_guesterasure.moc"
