// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/auditservice.h"
#include "server/storage/database.h"
#include "tests/support/manualclock.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class AuditServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aWholeChainIsWhole();
    void tamperingIsFoundWithItsNumber_data();
    void tamperingIsFoundWithItsNumber();
    void otherChainsStayWhole();
    void longChainsAreReadInPieces();
    void readingIsNotedBeforeItIsShown();
    void checksOnceADay();

private:
    [[nodiscard]] static TenantContext who(const char *tenant = "t") { return {TenantId{QString::fromLatin1(tenant)}, QStringLiteral("user:anna")}; }
    void fill(const char *tenant, int entries);
    [[nodiscard]] AuditVerdict verdict(const char *tenant = "t");
    /// As whoever has the file and an SQL shell.
    [[nodiscard]] bool tamper(const QStringList &statements);

    test::ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<AuditService> m_audit;
};

void AuditServiceTest::init()
{
    m_audit.reset();
    m_database.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(Database::Options{m_dir->filePath(QStringLiteral("x.db")), false, {}, {}});
    QVERIFY(m_database->open());
    m_audit = std::make_unique<AuditService>(*m_database, m_clock);
}

void AuditServiceTest::fill(const char *tenant, int entries)
{
    const AuditLog log(m_clock);
    const auto filled = m_database->write([&](sql::Connection &db) -> Result<Done> {
        for (int i = 1; i <= entries; ++i) {
            const AuditRecord record{QStringLiteral("order.change"), QStringLiteral("order"), QStringLiteral("o%1").arg(i), {}, {}};
            if (auto appended = log.append(db, who(tenant), record); !appended) {
                return appended;
            }
        }
        return Done{};
    });
    QVERIFY(filled.result());
}

AuditVerdict AuditServiceTest::verdict(const char *tenant)
{
    return QCoro::waitFor(m_audit->verify(TenantId{QString::fromLatin1(tenant)})).value().chains.first();
}

bool AuditServiceTest::tamper(const QStringList &statements)
{
    return m_database
        ->write([&](sql::Connection &db) -> Result<Done> {
            for (const auto *trigger : {"audit_entries_keep", "audit_entries_stay", "audit_heads_grow", "audit_heads_stay"}) {
                if (auto dropped = db.exec(QStringLiteral("DROP TRIGGER ") + QLatin1String(trigger)); !dropped) {
                    return dropped;
                }
            }
            for (const auto &statement : statements) {
                if (auto done = db.exec(statement, sql::RowScope::everybody()); !done) {
                    return done;
                }
            }
            return Done{};
        })
        .result()
        .ok();
}

void AuditServiceTest::aWholeChainIsWhole()
{
    fill("t", 7);
    const auto whole = verdict();
    QVERIFY(!whole.broken);
    QCOMPARE(whole.entries, 7);
    QCOMPARE(verdict("nobody").entries, 0);
    QVERIFY(!verdict("nobody").broken);
}

void AuditServiceTest::tamperingIsFoundWithItsNumber_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("how");
    const auto row = [](const char *name, const QStringList &statements, int number, const char *how) {
        QTest::newRow(name) << statements << number << QString::fromLatin1(how);
    };
    const auto entries = [](const char *sql) { return QStringLiteral("%1").arg(QLatin1String(sql)); };
    row("actor changed", {entries("UPDATE audit_entries SET actor = 'user:bob' WHERE number = 4")}, 4, "changed");
    row("time changed", {entries("UPDATE audit_entries SET at = at + 1 WHERE number = 1")}, 1, "changed");
    row("detail changed", {entries("UPDATE audit_entries SET detail = '{ }' WHERE number = 7")}, 7, "changed");
    row("hash changed", {entries("UPDATE audit_entries SET hash = zeroblob(32) WHERE number = 3")}, 3, "changed");
    row("removed", {entries("DELETE FROM audit_entries WHERE number = 5")}, 5, "removed");
    row("first removed", {entries("DELETE FROM audit_entries WHERE number = 1")}, 1, "removed");
    row("removed and renumbered",
        {entries("DELETE FROM audit_entries WHERE number = 3"), entries("UPDATE audit_entries SET number = number - 1 WHERE number > 3"),
         entries("UPDATE audit_heads SET entries = 6")},
        3, "changed");
    row("swapped",
        {entries("UPDATE audit_entries SET number = 100 WHERE number = 2"), entries("UPDATE audit_entries SET number = 2 WHERE number = 5"),
         entries("UPDATE audit_entries SET number = 5 WHERE number = 100")},
        2, "reordered");
    row("end cut off", {entries("DELETE FROM audit_entries WHERE number > 5")}, 6, "truncated");
    row("emptied", {entries("DELETE FROM audit_entries")}, 1, "truncated");
    row("end cut off, head adjusted", {entries("DELETE FROM audit_entries WHERE number > 5"), entries("UPDATE audit_heads SET entries = 5")}, 5, "head");
    row("added behind the head",
        {entries("INSERT INTO audit_entries (tenant_id, number, at, actor, action, entity, entity_id, command_id, detail, hash) "
                 "SELECT tenant_id, 8, at, actor, action, entity, entity_id, command_id, detail, hash FROM audit_entries WHERE number = 7")},
        8, "changed");
    row("head removed", {entries("DELETE FROM audit_heads")}, 7, "head");
}

void AuditServiceTest::tamperingIsFoundWithItsNumber()
{
    QFETCH(QStringList, statements);
    QFETCH(int, number);
    QFETCH(QString, how);
    fill("t", 7);
    QVERIFY(tamper(statements));
    const auto broken = verdict().broken;
    QVERIFY(broken);
    QCOMPARE(broken->number, number);
    QCOMPARE(word(broken->kind), how);
}

void AuditServiceTest::otherChainsStayWhole()
{
    fill("t", 3);
    fill("u", 3);
    fill("", 2);
    QVERIFY(tamper({QStringLiteral("UPDATE audit_entries SET actor = 'x' WHERE tenant_id = 'u' AND number = 2")}));
    const auto report = QCoro::waitFor(m_audit->verify(std::nullopt)).value();
    QCOMPARE(report.chains.size(), 3);
    QVERIFY(!report.isWell());
    QCOMPARE(report.entries(), 8);
    for (const auto &chain : report.chains) {
        QCOMPARE(chain.broken.has_value(), chain.tenant.value == QLatin1String("u"));
    }
    QVERIFY(m_audit->lastReport());
}

void AuditServiceTest::longChainsAreReadInPieces()
{
    fill("t", 2500);
    QVERIFY(!verdict().broken);
    QCOMPARE(verdict().entries, 2500);
    QVERIFY(tamper({QStringLiteral("UPDATE audit_entries SET actor = 'x' WHERE number = 2001")}));
    QCOMPARE(verdict().broken->number, 2001);
}

void AuditServiceTest::readingIsNotedBeforeItIsShown()
{
    fill("t", 2);
    const auto page = QCoro::waitFor(m_audit->page(who(), {}, 0, 10));
    QVERIFY(page);
    const auto again = QCoro::waitFor(m_audit->page(who(), {}, 0, 10)).value();
    QCOMPARE(again.entries.at(again.entries.size() - 3).action, QStringLiteral("audit.read"));
    QVERIFY(!verdict().broken);
    QCOMPARE(verdict().entries, 4);
}

void AuditServiceTest::checksOnceADay()
{
    fill("t", 2);
    m_audit->verifyWhenDue();
    QTRY_VERIFY(m_audit->lastReport());
    const auto first = m_audit->lastReport()->at;
    m_clock.advance(std::chrono::hours(23));
    m_audit->verifyWhenDue();
    m_clock.advance(std::chrono::hours(1));
    m_audit->verifyWhenDue();
    QTRY_VERIFY(m_audit->lastReport()->at != first);
    QCOMPARE(m_audit->lastReport()->at, first + std::chrono::hours(24));
}

QTEST_GUILESS_MAIN(AuditServiceTest)
#include "tst_auditservice.moc"
