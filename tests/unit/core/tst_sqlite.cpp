// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/connection.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sql;

class SqliteTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<Connection> m_db;

    [[nodiscard]] QString file(const char *name) const { return m_dir.filePath(QLatin1String(name)); }
    void execute(const char *sql) { QVERIFY2(m_db->exec(QLatin1String(sql)).ok(), sql); }

private Q_SLOTS:
    void init()
    {
        m_db = std::move(Connection::open({Backend::Sqlite, file("t.db"), false}, Access::ReadWrite)).value();
        execute("DROP TABLE IF EXISTS t");
        execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE, b BLOB, n INTEGER)");
    }
    void cleanup() { m_db.reset(); }

    void valuesComeBackAsTheyWere()
    {
        const auto text = QStringLiteral("Zürich 北京 \u202Emirror \U0001F6CE");
        const QByteArray blob("\0\xFF\n'x", 5);
        auto insert = m_db->query(QStringLiteral("INSERT INTO t (v, b, n) VALUES (?, ?, ?) RETURNING id"));
        insert.bind(text).bind(blob).bind(std::numeric_limits<qint64>::min());
        QVERIFY(insert.next());
        QCOMPARE(insert.number(0), qint64(1));
        QVERIFY(!insert.next());
        auto select = m_db->query(QStringLiteral("SELECT v, b, n, NULL, '', x'', 2.6, n || '' FROM t"));
        QVERIFY(select.next());
        QCOMPARE(select.text(0), text);
        QCOMPARE(select.blob(1), blob);
        QCOMPARE(select.number(2), std::numeric_limits<qint64>::min());
        QVERIFY(select.isNull(3) && select.text(3).isNull() && select.blob(3).isNull() && select.number(3) == 0);
        QVERIFY(!select.isNull(4) && select.text(4).isEmpty());
        QVERIFY(!select.isNull(5) && select.blob(5).isEmpty());
        QCOMPARE(select.number(6), qint64(3));
        QCOMPARE(select.text(7), QString::number(std::numeric_limits<qint64>::min()));
    }

    void emptyIsNotNullUnlessAskedFor()
    {
        QVERIFY(m_db->query(QStringLiteral("INSERT INTO t (v, b) VALUES (?, ?)")).bind(QString()).bind(QByteArray()).run().ok());
        QVERIFY(m_db->query(QStringLiteral("INSERT INTO t (v, b, n) VALUES (?, ?, ?)"))
                    .bindOrNull(QString()).bindOrNull(QByteArray()).bind(std::optional<qint64>()).run().ok());
        auto select = m_db->query(QStringLiteral("SELECT COUNT(v), COUNT(b), COUNT(*), COUNT(n) FROM t"));
        QVERIFY(select.next());
        QCOMPARE(select.number(0), qint64(1));
        QCOMPARE(select.number(1), qint64(1));
        QCOMPARE(select.number(2), qint64(2));
        QCOMPARE(select.number(3), qint64(0));
    }

    void whatWasNotBoundIsAnErrorAndNotNull()
    {
        const auto ran = m_db->query(QStringLiteral("INSERT INTO t (v, n) VALUES (?, ?)")).bind(QStringLiteral("a")).run();
        QCOMPARE(ran.error().kind, ErrorKind::Internal);
        auto count = m_db->query(QStringLiteral("SELECT COUNT(*) FROM t"));
        QVERIFY(count.next() && count.number(0) == 0);
    }

    void aStatementThatCanNotBePreparedFailsWhenItRuns()
    {
        auto query = m_db->query(QStringLiteral("INSERT INTO nowhere (v) VALUES (?)"));
        const auto ran = query.bind(QStringLiteral("a")).run();
        QVERIFY(ran.error().detail.contains(QLatin1String("nowhere")));
        QCOMPARE(ran.error().kind, ErrorKind::Storage);
        QVERIFY(!m_db->exec(QStringLiteral("SELECT 1; SELECT 2")).ok());
    }

    void aKeptStatementFollowsTheSchemaAndHealsAfterAnError()
    {
        const auto insert = [this](const char *value) {
            return m_db->query(QStringLiteral("INSERT INTO t (v) VALUES (?)")).bind(QLatin1String(value)).run();
        };
        QCOMPARE(insert("a").value(), qint64(1));
        QCOMPARE(insert("a").error().code, QStringLiteral("constraint"));
        QCOMPARE(insert("b").value(), qint64(1));
        execute("ALTER TABLE t RENAME TO u");
        QVERIFY(!insert("c").ok());
        execute("ALTER TABLE u RENAME TO t");
        QCOMPARE(insert("c").value(), qint64(1));
        QCOMPARE(m_db->query(QStringLiteral("UPDATE t SET n = ?")).bind(1).run().value(), qint64(3));
    }

    void oneTextMayBeInUseTwiceAtOnce()
    {
        execute("INSERT INTO t (v) VALUES ('a'), ('b')");
        const auto all = QStringLiteral("SELECT v FROM t ORDER BY v");
        auto outer = m_db->query(all);
        QVERIFY(outer.next());
        auto inner = m_db->query(all);
        QVERIFY(inner.next() && inner.next() && !inner.next() && !inner.error());
        QVERIFY(outer.next());
        QCOMPARE(outer.text(0), QStringLiteral("b"));
    }

    void anAbandonedReadDoesNotKeepItsMoment()
    {
        execute("INSERT INTO t (v) VALUES ('a'), ('b')");
        auto reader = std::move(Connection::open({Backend::Sqlite, file("t.db"), false}, Access::ReadOnly)).value();
        {
            auto half = reader->query(QStringLiteral("SELECT v FROM t"));
            QVERIFY(half.next());
        }
        execute("INSERT INTO t (v) VALUES ('c')");
        auto checkpoint = m_db->query(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        QVERIFY(checkpoint.next());
        QCOMPARE(checkpoint.number(0), qint64(0));
        QVERIFY(!reader->exec(QStringLiteral("DELETE FROM t")).ok());
    }

    void aFileThatIsNoDatabaseIsSaidToBeCorrupt()
    {
        QFile other(file("other.db"));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(QByteArray(8192, 'x'));
        other.close();
        QCOMPARE(Connection::open({Backend::Sqlite, other.fileName(), true}, Access::ReadWrite).error().code, QStringLiteral("corrupt"));
        QCOMPARE(Connection::open({Backend::Sqlite, file("no/where.db"), true}, Access::ReadWrite).error().code, QStringLiteral("cannot_open"));
    }
};

QTEST_GUILESS_MAIN(SqliteTest)
#include "tst_sqlite.moc"
