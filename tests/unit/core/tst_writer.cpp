// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/migrator.h"
#include "core/sql/writer.h"

#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sql;

namespace {

struct CountingObserver final : WriteObserver {
    int started = 0;
    int rolledBack = 0;
    int commits = 0;
    int aborts = 0;
    std::optional<Error> refusal;

    void unitStarted() override { ++started; }
    void unitRolledBack() override { ++rolledBack; }
    Result<Done> beforeCommit(Connection &) override { return refusal ? Result<Done>(*refusal) : Result<Done>(Done{}); }
    void committed() override { ++commits; }
    void aborted() override { ++aborts; }
};

const auto Insert = QStringLiteral("INSERT INTO t (v) VALUES (?)");

/// Holds the writer in one unit until it is opened, so that what is queued meanwhile meets in one batch.
struct Gate {
    QSemaphore entered;
    QSemaphore opened;

    Result<Done> pass(Connection &)
    {
        entered.release();
        opened.acquire();
        return Done{};
    }
};

} // namespace

class WriterTest final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    DbConfig m_config;
    CountingObserver m_observer;
    std::unique_ptr<Writer> m_writer;
    std::vector<QString> m_fatal;

    void open(Writer::Options options = {})
    {
        static int number = 0;
        m_config.name = m_dir.filePath(QStringLiteral("%1.db").arg(++number));
        m_observer = {};
        m_fatal.clear();
        m_writer = std::make_unique<Writer>(m_config, options, m_observer, [this](const Error &error) { m_fatal.push_back(error.code); });
        QVERIFY(m_writer->start().ok());
        QVERIFY(wait(m_writer->run([](Connection &db) { return db.exec(QStringLiteral("CREATE TABLE t (v INTEGER PRIMARY KEY)")); })).ok());
    }

    template<typename R>
    static R wait(QFuture<R> future)
    {
        future.waitForFinished();
        return future.result();
    }

    qint64 count()
    {
        DbThread reader(m_config);
        return wait(reader.run([](Connection &db) -> Result<qint64> {
                   auto query = db.query(QStringLiteral("SELECT COUNT(*) FROM t"));
                   return query.next() ? Result<qint64>(query.number(0)) : Result<qint64>(*query.error());
               })).value();
    }

private Q_SLOTS:
    void cleanup() { m_writer.reset(); }

    void manyUnitsShareOneCommit()
    {
        open();
        Gate gate;
        (void)m_writer->run([&gate](Connection &db) { return gate.pass(db); });
        gate.entered.acquire();
        QList<QFuture<Result<qint64>>> futures;
        for (int i = 1; i <= 60; ++i) {
            futures.append(m_writer->run([i](Connection &db) { return db.query(Insert).bind(i).run(); }));
        }
        gate.opened.release();
        for (auto &future : futures) {
            QVERIFY(wait(future).ok());
        }
        QVERIFY2(m_observer.commits <= 4, qPrintable(QString::number(m_observer.commits)));
        QCOMPARE(count(), 60);
    }

    void oneBadUnitDoesNotHarmItsNeighbours()
    {
        open();
        Gate gate;
        (void)m_writer->run([&gate](Connection &db) { return gate.pass(db); });
        gate.entered.acquire();
        auto good = m_writer->run([](Connection &db) { return db.query(Insert).bind(1).run(); });
        auto bad = m_writer->run([](Connection &db) -> Result<qint64> {
            if (auto first = db.query(Insert).bind(2).run(); !first) {
                return first;
            }
            return db.query(Insert).bind(1).run();
        });
        auto thrown = m_writer->run([](Connection &db) -> Result<qint64> {
            (void)db.query(Insert).bind(3).run();
            throw std::runtime_error("broken");
        });
        auto after = m_writer->run([](Connection &db) { return db.query(Insert).bind(4).run(); });
        gate.opened.release();
        QVERIFY(wait(good).ok());
        QCOMPARE(wait(bad).error().code, QStringLiteral("constraint"));
        QCOMPARE(wait(thrown).error().kind, ErrorKind::Internal);
        QVERIFY(wait(after).ok());
        QCOMPARE(count(), 2);
        QCOMPARE(m_observer.rolledBack, 2);
    }

    void nothingIsAcknowledgedWhenTheCommitFails()
    {
        open();
        m_observer.refusal = Error{ErrorKind::Storage, QStringLiteral("disk I/O error"), 0, QStringLiteral("io_error"), {}};
        auto refused = m_writer->run([](Connection &db) { return db.query(Insert).bind(1).run(); });
        QVERIFY(!wait(refused).ok());
        QCOMPARE(count(), 0);
        QCOMPARE(m_observer.aborts, 1);
        QTRY_COMPARE(m_fatal.size(), size_t(1));
        auto later = m_writer->run([](Connection &db) { return db.query(Insert).bind(2).run(); });
        QCOMPARE(wait(later).error().kind, ErrorKind::Unavailable);
        QVERIFY(!m_writer->tryRun([](Connection &) { return Result<Done>(Done{}); }, [](const Result<Done> &) {}));
    }

    void aFullDiskHeals()
    {
        open();
        m_observer.refusal = Error{ErrorKind::Storage, QStringLiteral("database or disk is full"), 0, QStringLiteral("storage_full"), {}};
        auto refused = m_writer->run([](Connection &db) { return db.query(Insert).bind(1).run(); });
        QCOMPARE(wait(refused).error().code, QStringLiteral("storage_full"));
        m_observer.refusal.reset();
        auto later = m_writer->run([](Connection &db) { return db.query(Insert).bind(2).run(); });
        QVERIFY(wait(later).ok());
        QVERIFY(m_fatal.empty());
        QCOMPARE(count(), 1);
    }

    void anInputOutputErrorInsideAUnitEndsEverything()
    {
        open();
        auto broken = m_writer->run([](Connection &db) -> Result<qint64> {
            (void)db.query(Insert).bind(1).run();
            return Error{ErrorKind::Storage, QStringLiteral("disk I/O error"), 0, QStringLiteral("io_error"), {}};
        });
        QCOMPARE(wait(broken).error().code, QStringLiteral("io_error"));
        QTRY_COMPARE(m_fatal, std::vector<QString>{QStringLiteral("io_error")});
        auto later = m_writer->run([](Connection &db) { return db.query(Insert).bind(2).run(); });
        QCOMPARE(wait(later).error().kind, ErrorKind::Unavailable);
        QCOMPARE(count(), 0);
    }

    void aFullDiskIsTold()
    {
        int told = 0;
        m_writer.reset();
        m_config.name = m_dir.filePath(QStringLiteral("full.db"));
        m_writer = std::make_unique<Writer>(m_config, Writer::Options{}, m_observer, [](const Error &) {});
        m_writer->setFullListener([&told] { ++told; });
        QVERIFY(m_writer->start().ok());
        auto full = m_writer->run([](Connection &) -> Result<Done> {
            return Error{ErrorKind::Storage, QStringLiteral("database or disk is full"), 0, QStringLiteral("storage_full"), {}};
        });
        QVERIFY(!wait(full).ok());
        QCOMPARE(told, 1);
    }

    void refusesNewWorkOrEverythingBeforeItTouchesTheDatabase()
    {
        open();
        const Error full{ErrorKind::Storage, QStringLiteral("full"), 0, QStringLiteral("storage_full"), {}};
        const auto insert = [](int value) { return [value](Connection &db) { return db.query(Insert).bind(value).run(); }; };
        m_writer->setRefusal(full);
        QCOMPARE(wait(m_writer->run(insert(1))).error().code, QStringLiteral("storage_full"));
        QVERIFY(wait(m_writer->run(insert(2), Admission::Essential)).ok());
        QString told;
        QVERIFY(m_writer->tryRun([](Connection &) { return Result<Done>(Done{}); },
            [&told](const Result<Done> &done) { told = done ? QString() : done.error().code; }));
        QCOMPARE(told, QStringLiteral("storage_full"));
        m_writer->setRefusal(full, true);
        QVERIFY(!wait(m_writer->run(insert(3), Admission::Essential)).ok());
        m_writer->setRefusal(std::nullopt);
        QVERIFY(wait(m_writer->run(insert(4))).ok());
        QCOMPARE(count(), 2);
    }

    void theLogIsCopiedBackAndEmptiedAtTheEnd()
    {
        m_config.durable = false; // how often it waits for the disk is not what this is about
        open();
        m_config.durable = true;
        const auto log = m_config.name + QStringLiteral("-wal");
        const auto fill = QStringLiteral("WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n LIMIT 3000) INSERT INTO t (v) SELECT i FROM n");
        for (int round = 0; round < 600; ++round) {
            QVERIFY(wait(m_writer->run([&fill, round](Connection &db) { return db.query(fill).bind(round * 3000).run(); })).ok());
        }
        constexpr qint64 FrameBytes = 4096 + 24;
        // Once what a unit writes is known, the log stays near what is wanted; 600 units write about 6,000 pages.
        QVERIFY2(QFileInfo(log).size() < 3 * Checkpointer::WantedFrames * FrameBytes, qPrintable(QString::number(QFileInfo(log).size())));
        DbThread reader(m_config);
        QVERIFY(wait(reader.run([](Connection &db) { return db.exec(QStringLiteral("SELECT 1 FROM t")); })).ok());
        m_writer.reset();
        QCOMPARE(QFileInfo(log).size(), 0);
    }

    void aTransactionThatTheDatabaseEndedTakesItsWholeBatchWithIt()
    {
        open();
        Gate gate;
        (void)m_writer->run([&gate](Connection &db) { return gate.pass(db); });
        gate.entered.acquire();
        auto before = m_writer->run([](Connection &db) { return db.query(Insert).bind(1).run(); });
        // What SQLite does by itself when the disk is full in the middle of a statement.
        auto full = m_writer->run([](Connection &db) -> Result<qint64> {
            (void)db.exec(QStringLiteral("ROLLBACK"));
            return Error{ErrorKind::Storage, QStringLiteral("database or disk is full"), 0, QStringLiteral("storage_full"), {}};
        });
        auto after = m_writer->run([](Connection &db) { return db.query(Insert).bind(2).run(); });
        gate.opened.release();
        QCOMPARE(wait(before).error().code, QStringLiteral("storage_full"));
        QCOMPARE(wait(full).error().code, QStringLiteral("storage_full"));
        QVERIFY(wait(after).ok());
        QCOMPARE(count(), 1);
        QVERIFY(m_fatal.empty());
        QCOMPARE(m_observer.aborts, 1);
    }

    void aFullQueueRefusesInsteadOfGrowing()
    {
        Writer::Options options;
        options.maxQueued = 4;
        open(options);
        std::atomic<int> finished = 0;
        Gate gate;
        (void)m_writer->run([&gate](Connection &db) { return gate.pass(db); });
        gate.entered.acquire();
        int taken = 0;
        for (int i = 0; i < 20; ++i) {
            taken += m_writer->tryRun([](Connection &) { return Result<Done>(Done{}); }, [&finished](const Result<Done> &) { ++finished; }) ? 1 : 0;
        }
        QCOMPARE(taken, 4);
        gate.opened.release();
        QTRY_COMPARE(finished.load(), 4);
    }

    void whatIsQueuedIsFinishedAtTheEnd()
    {
        open();
        QList<QFuture<Result<qint64>>> futures;
        for (int i = 0; i < 200; ++i) {
            futures.append(m_writer->run([i](Connection &db) { return db.query(Insert).bind(i).run(); }));
        }
        m_writer.reset();
        for (auto &future : futures) {
            QVERIFY(future.isFinished());
            QVERIFY(future.result().ok());
        }
        QCOMPARE(count(), 200);
    }

    void readersCanNotWrite()
    {
        open();
        DbThread reader(m_config);
        const auto written = wait(reader.run([](Connection &db) { return db.query(Insert).bind(1).run(); }));
        QVERIFY(!written.ok());
    }

    void migrationsStopAtTheFirstFailureAndRefuseNewerDatabases()
    {
        QTemporaryDir files;
        const auto put = [&files](const char *name, const QByteArray &sql) {
            QFile file(files.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(sql);
        };
        put("0001_one.sql", "CREATE TABLE a (v)\n-- statement\nCREATE TRIGGER x AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END\n");
        put("0002_two.sql", "CREATE TABLE b (v)\n-- statement\nCREATE TABLE nonsense nonsense\n");
        const auto name = m_dir.filePath(QStringLiteral("migrated.db"));
        auto db = std::move(Connection::open({Backend::Sqlite, name, true}, Access::ReadWrite)).value();
        const auto failed = migrate(*db, files.path(), name);
        QVERIFY(!failed.ok());
        QVERIFY(failed.error().detail.contains(QStringLiteral("0002_two.sql")));
        QCOMPARE(schemaVersion(*db).value(), 1);
        QVERIFY2(db->exec(QStringLiteral("CREATE TABLE b (v)")).ok(), "half of a migration has stayed");
        QVERIFY(db->exec(QStringLiteral("DROP TABLE b")).ok());
        put("0002_two.sql", "CREATE TABLE b (v)\n");
        const auto done = migrate(*db, files.path(), name);
        QVERIFY(done.ok());
        QCOMPARE(done.value().to, 2);
        QVERIFY(QFile::exists(done.value().backup));
        QVERIFY(migrate(*db, files.path(), name).value().backup.isEmpty());
        QFile::remove(files.filePath(QStringLiteral("0002_two.sql")));
        QCOMPARE(migrate(*db, files.path(), name).error().code, QStringLiteral("schema_newer"));
    }
};

QTEST_GUILESS_MAIN(WriterTest)
#include "tst_writer.moc"
