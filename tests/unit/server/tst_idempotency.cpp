// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/idempotency.h"
#include "server/http/idempotent.h"
#include "server/storage/database.h"
#include "server/storage/idempotencyrepository.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class IdempotencyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runsOnce();
    void refusesAnotherRequest();
    void failuresAreTriedAgain();
    void keysBelongToTheirUser();
    void withoutKeyEveryRequestRuns();
    void oldAnswersAreForgotten();
    void keyComesFromTheHeader();

private:
    [[nodiscard]] Result<StoredAnswer> run(const IdempotencyKey &key, const Result<StoredAnswer> &outcome);
    [[nodiscard]] static IdempotencyKey key(const char *name, const char *hash = "h", const char *user = "u")
    {
        return {TenantId{QStringLiteral("t")}, UserId{QString::fromLatin1(user)}, QString::fromLatin1(name), hash};
    }
    [[nodiscard]] static StoredAnswer made(int n) { return {201, {{QStringLiteral("n"), n}}}; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<test::TestDatabase> m_base;
    std::unique_ptr<Database> m_database;
    int m_runs = 0;
};

void IdempotencyTest::init()
{
    m_database.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_base.reset();
    m_base = std::make_unique<test::TestDatabase>();
    m_database = std::make_unique<Database>(Database::Options{m_dir->filePath(QStringLiteral("x.db")), false, {}, {}, m_base->url()});
    QVERIFY(m_database->open());
    m_runs = 0;
}

Result<StoredAnswer> IdempotencyTest::run(const IdempotencyKey &key, const Result<StoredAnswer> &outcome)
{
    return m_database
        ->write([&](sql::Connection &db) {
            return once(db, key, fromMillis(1000), [&](sql::Connection &) {
                ++m_runs;
                return outcome;
            });
        })
        .result();
}

void IdempotencyTest::runsOnce()
{
    QCOMPARE(run(key("a"), made(1)).value().data.value(QLatin1String("n")).toInt(), 1);
    const auto again = run(key("a"), made(2));
    QCOMPARE(again.value().data.value(QLatin1String("n")).toInt(), 1);
    QCOMPARE(again.value().status, 201);
    QCOMPARE(m_runs, 1);
}

void IdempotencyTest::refusesAnotherRequest()
{
    QVERIFY(run(key("a", "one"), made(1)));
    const auto other = run(key("a", "two"), made(2));
    QVERIFY(!other);
    QCOMPARE(other.error().kind, ErrorKind::Conflict);
    QCOMPARE(other.error().code, QStringLiteral("idempotency_mismatch"));
}

void IdempotencyTest::failuresAreTriedAgain()
{
    QVERIFY(!run(key("a"), Error{ErrorKind::Conflict, {}, 0, {}, {}}));
    QVERIFY(run(key("a"), made(1)));
    QCOMPARE(m_runs, 2);
}

void IdempotencyTest::keysBelongToTheirUser()
{
    QVERIFY(run(key("a", "h", "anna"), made(1)));
    QCOMPARE(run(key("a", "h", "bob"), made(2)).value().data.value(QLatin1String("n")).toInt(), 2);
}

void IdempotencyTest::withoutKeyEveryRequestRuns()
{
    QVERIFY(run(key(""), made(1)));
    QVERIFY(run(key(""), made(2)));
    QCOMPARE(m_runs, 2);
}

void IdempotencyTest::oldAnswersAreForgotten()
{
    QVERIFY(run(key("a"), made(1)));
    const auto remove = [this](qint64 before) {
        return m_database
            ->write([before](sql::Connection &db) { return IdempotencyRepository(db).removeOlder(fromMillis(before)); })
            .result()
            .value();
    };
    QCOMPARE(remove(1000), 0);
    QCOMPARE(remove(1001), 1);
    QVERIFY(run(key("a", "other"), made(2)));
}

void IdempotencyTest::keyComesFromTheHeader()
{
    http::RequestContext context;
    QVERIFY(http::idempotencyKey(context).value().key.isEmpty());
    context.request.method = http::Method::Post;
    context.request.target = "/v1/orders";
    context.request.body = "{}";
    context.request.headers.add("idempotency-key", "k-1");
    const auto first = http::idempotencyKey(context).value();
    QCOMPARE(first.key, QStringLiteral("k-1"));
    context.request.body = "{ }";
    QVERIFY(http::idempotencyKey(context).value().requestHash != first.requestHash);
    for (const auto &bad : {QByteArray(""), QByteArray("a b"), QByteArray(201, 'x'), QByteArray("\xc3\xa9")}) {
        http::RequestContext wrong;
        wrong.request.headers.add("Idempotency-Key", bad);
        QVERIFY(!http::idempotencyKey(wrong));
    }
}

QTEST_GUILESS_MAIN(IdempotencyTest)
#include "tst_idempotency.moc"
