// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/selfcheck.h"
#include "tests/support/genericevents.h"
#include "tests/support/inboxrig.h"
#include "tests/support/vapimessages.h"

#include <QFile>
#include <QTest>
#include <algorithm>

using namespace deskbell;
using namespace deskbell::server;
using deskbell::test::InboxRig;
namespace v = deskbell::test::vapi;
namespace g = deskbell::test::generic;

namespace {

constexpr qint64 T = 1'795'200'000'000;

/// `values`: state, effect_class, unique_key, intent, provider_ref.
QString insertJob(const char *id, const char *values)
{
    return QStringLiteral("INSERT INTO jobs (id, tenant_id, queue, kind, args, subject, priority, rank, run_at, attempt, max_attempts, fence, is_blocked, crash_count, "
                          "lookups, last_error, created_at, updated_at, version, state, effect_class, unique_key, intent, provider_ref) "
                          "VALUES ('%1', 't1', 'webhook', 'k', '{}', 's', 5, 0, 0, 1, 1, 1, 0, 0, 0, '', 0, 0, 0, %2)")
        .arg(QLatin1String(id), QLatin1String(values));
}

/// A property in which something has happened.
class LivedIn final : public InboxRig
{
public:
    LivedIn()
    {
        const auto call = QStringLiteral("call-1");
        send(v::status(call, T, QStringLiteral("in-progress")));
        send(v::transcript(call, T + 1000, QStringLiteral("user"), QStringLiteral("Two towels")));
        send(v::toolCalls(call, T + 2000, {v::toolCall(QStringLiteral("x"), QStringLiteral("createOrder"),
                                                          {{QStringLiteral("room"), QStringLiteral("1")}, {QStringLiteral("items"), QStringLiteral("tea")}})}));
        send(generic, g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("12"), QStringLiteral("towel")));
        execute(QStringLiteral("INSERT INTO tenants (id, slug, name, time_zone, currency, created_at) VALUES ('t2', 'hill', 'Hill', 'UTC', 'EUR', 0)"));
    }

    [[nodiscard]] QString file() const { return directory.filePath(QStringLiteral("deskbell.db")); }
    /// As somebody might who does not go through the service.
    void breakBy(const QString &sql)
    {
        auto db = sql::Connection::open({sql::Backend::Sqlite, file(), false}, sql::Access::ReadWrite).value();
        QVERIFY(db.get() != nullptr);
        if (!db->exec(QStringLiteral("PRAGMA foreign_keys=OFF")) || !db->exec(QStringLiteral("PRAGMA ignore_check_constraints=ON"))) {
            qFatal("the test can not break anything");
        }
        for (const auto &statement : sql.split(QLatin1Char(';'))) {
            if (const auto done = db->exec(statement); !done) {
                qFatal("%s", qPrintable(done.error().detail));
            }
        }
    }
    QList<Invariant> examine(bool isServing = true)
    {
        auto db = sql::Connection::open({sql::Backend::Sqlite, file(), false}, sql::Access::ReadOnly).value();
        return examineDatabase(*db, clock.now(), isServing);
    }
};

QList<int> brokenOf(const QList<Invariant> &all)
{
    QList<int> numbers;
    for (const auto &invariant : all) {
        if (!invariant.isOk) {
            numbers.append(invariant.number);
        }
    }
    return numbers;
}

} // namespace

class SelfCheckTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (test::TestDatabase::isPostgreSql()) {
            QSKIP("what is broken here is broken in the file");
        }
    }

    void aSoundPropertyPasses()
    {
        LivedIn rig;
        const auto all = rig.examine();
        QCOMPARE(brokenOf(all), QList<int>());
        QList<int> numbers;
        for (const auto &invariant : all) {
            numbers.append(invariant.number);
            QVERIFY2(!invariant.detail.isEmpty(), qPrintable(invariant.name));
        }
        QCOMPARE(numbers, (QList<int>{108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 120}));
        QVERIFY(toJson(all).value(QStringLiteral("ok")).toBool());
    }

    void whatIsBrokenIsFound_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("sql");
        QTest::newRow("a hole in the feed") << 108 << QStringLiteral("DELETE FROM changes WHERE seq = 2");
        QTest::newRow("a counter ahead") << 108 << QStringLiteral("UPDATE tenant_seq SET seq = seq + 1");
        QTest::newRow("a counter behind") << 108 << QStringLiteral("UPDATE tenant_seq SET seq = seq - 1");
        QTest::newRow("a job that two do") << 112 << QStringLiteral(
            "DROP INDEX jobs_live_unique_key;") + insertJob("j1", "'available', 'A', 'key', NULL, NULL") + QLatin1Char(';')
            + insertJob("j2", "'scheduled', 'A', 'key', NULL, NULL");
        QTest::newRow("a job of a dead owner") << 111 << insertJob("j1", "'sending', 'C', NULL, NULL, NULL");
        QTest::newRow("an effect nobody can name") << 113 << insertJob("j1", "'done', 'B', NULL, '{\"key\":\"j1\"}', NULL");
        QTest::newRow("a command without its changes") << 110 << QStringLiteral(
            "INSERT INTO users (tenant_id, id, username, display_name, role, password_hash, created_at, password_changed_at) VALUES ('t1', 'u', 'u', '', 'staff', '', 0, 0);"
            "INSERT INTO command_results (tenant_id, user_id, cmd_id, device_id, name, request_hash, status, answer, applied_seq, change_count, created_at) "
            "VALUES ('t1', 'u', 'c', 'd', 'order.create', 'h', 'accepted', '{}', 9999, 3, 0)");
        QTest::newRow("an audit entry that was made up") << 115 << QStringLiteral(
            "INSERT INTO audit_entries (tenant_id, number, at, actor, action, entity, entity_id, command_id, detail, hash) VALUES ('t1', 1, 0, 'a', 'b', 'c', 'd', '', '{}', 'nonsense')");
        QTest::newRow("a message that nobody tries") << 109 << QStringLiteral("UPDATE inbox SET state = 'pending' WHERE id = 1");
        QTest::newRow("a call's guest of nowhere") << 116 << QStringLiteral("UPDATE calls SET guest_id = 'g9'");
        QTest::newRow("an order's call of another property") << 116 << QStringLiteral("UPDATE orders SET tenant_id = 't2' WHERE call_id IS NOT NULL");
        QTest::newRow("lines of a call that is gone") << 116 << QStringLiteral("UPDATE orders SET call_id = NULL;DELETE FROM calls");
        QTest::newRow("changes of nobody") << 116 << QStringLiteral("UPDATE changes SET tenant_id = 't9'");
        QTest::newRow("messages of no source") << 116 << QStringLiteral("UPDATE inbox SET source_id = 77 WHERE id = 1");
        QTest::newRow("an object that became another's order")
            << 116 << QStringLiteral("UPDATE orders SET tenant_id = 't2' WHERE id IN (SELECT entity_id FROM external_objects)");
    }
    void whatIsBrokenIsFound()
    {
        QFETCH(int, number);
        QFETCH(QString, sql);
        LivedIn rig;
        rig.breakBy(sql);
        const auto all = rig.examine();
        QVERIFY2(brokenOf(all).contains(number), qPrintable(QStringLiteral("found: ") + QString::fromUtf8(wire::toBytes(toJson(all)))));
        QVERIFY(!isWell(all));
    }

    void damagedPagesAreFound()
    {
        LivedIn rig;
        const auto copy = rig.directory.filePath(QStringLiteral("copy.db"));
        rig.breakBy(QStringLiteral("VACUUM INTO '%1'").arg(copy));
        qint64 page = 0;
        {
            auto db = sql::Connection::open({sql::Backend::Sqlite, copy, false}, sql::Access::ReadWrite).value();
            auto query = db->query(QStringLiteral("SELECT rootpage FROM sqlite_master WHERE name = 'inbox'"));
            page = query.next() ? query.number(0) : 0;
        }
        {
            // A page of data: without the schema nothing would open at all.
            QFile file(copy);
            QVERIFY(file.open(QIODevice::ReadWrite) && page > 1 && file.seek((page - 1) * 4096));
            file.write(QByteArray(200, char(0x5a)));
        }
        auto db = sql::Connection::open({sql::Backend::Sqlite, copy, false}, sql::Access::ReadOnly).value();
        QVERIFY(brokenOf(examineDatabase(*db, rig.clock.now(), false)).contains(120));
    }

    void thereMustBeADatabase()
    {
        QTemporaryDir directory;
        const DataDir dir(directory.path());
        const SystemClock clock;
        const auto examined = SelfCheck(dir, Config(), clock).examine();
        QVERIFY(!examined.ok());
        QCOMPARE(examined.error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(SelfCheckTest)
#include "tst_selfcheck.moc"
