// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/auditlog.h"
#include "server/storage/database.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class AuditLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void entriesAreNumberedPerTenant();
    void eachHashHoldsTheOneBefore();
    void anUndoneUnitLeavesNoGap();
    void tablesRefuseChanges_data();
    void tablesRefuseChanges();
    void pagesNewestFirst();
    void filters();

private:
    [[nodiscard]] Result<Done> append(const char *tenant, const AuditRecord &record, const char *actor = "user:anna");
    [[nodiscard]] QList<AuditEntry> all(const char *tenant);
    [[nodiscard]] AuditPage page(const AuditFilter &filter, qint64 before = 0, int limit = 50);
    [[nodiscard]] static TenantContext who(const char *tenant, const char *actor = "user:anna")
    {
        return {TenantId{QString::fromLatin1(tenant)}, QString::fromLatin1(actor)};
    }
    [[nodiscard]] static AuditRecord record(const char *action, const char *entity = "order", const char *id = "o1")
    {
        return {QString::fromLatin1(action), QString::fromLatin1(entity), QString::fromLatin1(id), {{QStringLiteral("n"), 1}}, {}};
    }

    test::ManualClock m_clock;
    AuditLog m_log{m_clock};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_database;
};

void AuditLogTest::init()
{
    m_database.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(Database::Options{m_dir->filePath(QStringLiteral("x.db")), false, {}, {}});
    QVERIFY(m_database->open());
}

Result<Done> AuditLogTest::append(const char *tenant, const AuditRecord &record, const char *actor)
{
    return m_database->write([&](sql::Connection &db) { return m_log.append(db, who(tenant, actor), record); }).result();
}

QList<AuditEntry> AuditLogTest::all(const char *tenant)
{
    return m_database->write([&](sql::Connection &db) { return AuditRepository(db, who(tenant)).after(0, 1000); }).result().value();
}

AuditPage AuditLogTest::page(const AuditFilter &filter, qint64 before, int limit)
{
    return m_database->write([&](sql::Connection &db) { return AuditRepository(db, who("t")).page(filter, before, limit); })
        .result()
        .value();
}

void AuditLogTest::entriesAreNumberedPerTenant()
{
    QVERIFY(append("t", record("order.create")));
    QVERIFY(append("u", record("order.create")));
    QVERIFY(append("t", record("order.change")));
    QVERIFY(append("", record("service.started", "service", "")));
    const auto entries = all("t");
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.at(0).number, 1);
    QCOMPARE(entries.at(1).number, 2);
    QCOMPARE(entries.at(1).action, QStringLiteral("order.change"));
    QCOMPARE(entries.at(1).actor, QStringLiteral("user:anna"));
    QCOMPARE(entries.at(1).detail, QStringLiteral("{\"n\":1}"));
    QCOMPARE(entries.at(1).at, m_clock.now());
    QCOMPARE(all("u").size(), 1);
    QCOMPARE(all("").size(), 1);
}

void AuditLogTest::eachHashHoldsTheOneBefore()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(append("t", record("order.change")));
    }
    auto previous = auditBeginning();
    for (const auto &entry : all("t")) {
        QCOMPARE(entry.hash, auditHash(previous, entry));
        auto other = entry;
        other.detail = QStringLiteral("{\"n\":2}");
        QVERIFY(auditHash(previous, other) != entry.hash);
        previous = entry.hash;
    }
    const auto head
        = m_database->write([&](sql::Connection &db) { return AuditRepository(db, who("t")).head(); }).result().value().value();
    QCOMPARE(head.entries, 3);
    QCOMPARE(head.hash, previous);
}

void AuditLogTest::anUndoneUnitLeavesNoGap()
{
    QVERIFY(append("t", record("order.create")));
    const auto undone = m_database
                            ->write([&](sql::Connection &db) -> Result<Done> {
                                if (auto done = m_log.append(db, who("t"), record("order.change")); !done) {
                                    return done;
                                }
                                return Error{ErrorKind::Internal, QStringLiteral("undo"), 0, {}, {}};
                            })
                            .result();
    QVERIFY(!undone);
    QVERIFY(append("t", record("order.change")));
    QCOMPARE(all("t").size(), 2);
    QCOMPARE(all("t").last().number, 2);
}

void AuditLogTest::tablesRefuseChanges_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("update") << QStringLiteral("UPDATE audit_entries SET actor = 'x'");
    QTest::newRow("delete") << QStringLiteral("DELETE FROM audit_entries");
    QTest::newRow("head back") << QStringLiteral("UPDATE audit_heads SET entries = entries - 1");
    QTest::newRow("head renamed") << QStringLiteral("UPDATE audit_heads SET tenant_id = 'x'");
    QTest::newRow("head gone") << QStringLiteral("DELETE FROM audit_heads");
}

void AuditLogTest::tablesRefuseChanges()
{
    QFETCH(QString, sql);
    QVERIFY(append("t", record("order.create")));
    const auto done = m_database->write([&](sql::Connection &db) { return db.query(sql, sql::RowScope::everybody()).run(); }).result();
    QVERIFY(!done);
    QVERIFY(append("t", record("order.create")));
    QCOMPARE(all("t").size(), 2);
}

void AuditLogTest::pagesNewestFirst()
{
    for (int i = 0; i < 5; ++i) {
        QVERIFY(append("t", record("order.change")));
    }
    const auto first = page({}, 0, 2);
    QCOMPARE(first.entries.size(), 2);
    QCOMPARE(first.entries.first().number, 5);
    QCOMPARE(first.next, 4);
    const auto last = page({}, 2, 2);
    QCOMPARE(last.entries.size(), 1);
    QCOMPARE(last.next, 0);
}

void AuditLogTest::filters()
{
    QVERIFY(append("t", record("order.create", "order", "o1")));
    m_clock.advance(std::chrono::seconds(10));
    QVERIFY(append("t", record("order.create", "order", "o2"), "user:bob"));
    QVERIFY(append("t", record("transcript.read", "call", "c1")));
    const auto count = [this](const AuditFilter &filter) { return page(filter).entries.size(); };
    AuditFilter byEntity;
    byEntity.entity = QStringLiteral("order");
    QCOMPARE(count(byEntity), 2);
    byEntity.entityId = QStringLiteral("o2");
    QCOMPARE(count(byEntity), 1);
    AuditFilter byActor;
    byActor.actor = QStringLiteral("user:bob");
    QCOMPARE(count(byActor), 1);
    AuditFilter byTime;
    byTime.from = m_clock.now();
    QCOMPARE(count(byTime), 2);
    byTime.from.reset();
    byTime.to = m_clock.now();
    QCOMPARE(count(byTime), 1);
}

QTEST_GUILESS_MAIN(AuditLogTest)
#include "tst_auditlog.moc"
