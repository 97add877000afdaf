// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/eventstream.h"
#include "core/wire/changecodec.h"
#include "tests/support/rig.h"

#include <QSignalSpy>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

/// A stream and the numbers it brought.
struct Reader {
    Rig rig;
    EventStream stream{rig.session, rig.environment, QStringLiteral("desk-1")};
    QObject context;
    QList<qint64> seqs;
    QList<Error> failures;
    int resyncs = 0;
    int expiries = 0;

    Reader()
    {
        QObject::connect(&stream, &EventStream::batchArrived, &context, [this](const ChangeBatch &batch) {
            for (const auto &change : batch.changes) {
                seqs.append(change.seq);
            }
        });
        QObject::connect(&stream, &EventStream::failed, &context, [this](const Error &error) { failures.append(error); });
        QObject::connect(&stream, &EventStream::resyncNeeded, &context, [this] { ++resyncs; });
        QObject::connect(&stream, &EventStream::sessionExpired, &context, [this] { ++expiries; });
    }
    bool start(qint64 after = 0)
    {
        const bool signedIn = rig.signIn();
        stream.start({rig.server.world.lineage, after});
        return signedIn;
    }
    void put(int count)
    {
        for (int i = 0; i < count; ++i) {
            rig.server.world.put(rig.call(QStringLiteral("call-%1").arg(rig.server.world.head()), i));
        }
    }
    /// Time passes, and the network keeps up with it.
    void pass(std::chrono::milliseconds time)
    {
        for (std::chrono::milliseconds gone{0}; gone < time; gone += 500ms) {
            rig.timers.advance(500ms);
            QTest::qWait(1);
        }
    }
    /// Everything from `first` to the head came, once and in order.
    bool isDense(qint64 first = 1) const
    {
        for (qsizetype i = 0; i < seqs.size(); ++i) {
            if (seqs.at(i) != first + i) {
                return false;
            }
        }
        return first + seqs.size() == rig.server.world.head() + 1;
    }
};

class EventStreamTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatWasAndWhatComes()
    {
        Reader reader;
        reader.put(1200);
        QVERIFY(reader.start());
        QTRY_VERIFY(reader.isDense());
        QVERIFY(reader.stream.isUp());
        reader.put(3);
        QTRY_VERIFY(reader.isDense());
        QCOMPARE(reader.rig.server.inits.size(), 1);
        const auto init = reader.rig.server.inits.constFirst();
        QCOMPARE(init.value(QLatin1String("type")).toString(), QStringLiteral("init"));
        QCOMPARE(init.value(QLatin1String("device")).toString(), QStringLiteral("desk-1"));
        QCOMPARE(reader.stream.head(), 1203);
    }

    void goesOnAfterABreakWhereItStood()
    {
        Reader reader;
        QVERIFY(reader.start());
        reader.put(5);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        reader.rig.server.breakFeeds();
        QTRY_VERIFY(!reader.stream.isUp());
        QCOMPARE(reader.failures.size(), 1);
        reader.put(7);
        reader.rig.timers.advance(1s);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        QCOMPARE(reader.rig.server.inits.constLast().value(QLatin1String("after")).toInt(), 5);
    }

    void waitsBetweenTriesAreJitteredAndBounded()
    {
        SeededRng rng(7);
        Backoff backoff(rng);
        std::chrono::milliseconds ceiling = Backoff::Shortest;
        QSet<qint64> seen;
        for (int i = 0; i < 40; ++i) {
            ceiling = std::min(ceiling * 2, Backoff::Longest);
            const auto wait = backoff.next();
            QVERIFY(wait >= Backoff::Shortest && wait <= ceiling);
            seen.insert(wait.count());
        }
        QVERIFY(seen.size() > 30);
        backoff.reset();
        QVERIFY(backoff.next() <= 2 * Backoff::Shortest);
    }

    void repeatsAreNotDeliveredTwice()
    {
        Reader reader;
        reader.rig.server.repeatsBatches = true;
        reader.rig.server.batchLimit = 3;
        QVERIFY(reader.start());
        reader.put(10);
        QTRY_VERIFY(reader.isDense());
        reader.put(1);
        QTRY_VERIFY(reader.isDense());
    }

    void overlappingBatchesBringOnlyWhatIsNew()
    {
        Reader reader;
        QVERIFY(reader.start());
        reader.put(4);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        reader.rig.server.skipBatches = 1;
        reader.put(1);
        auto frame = wire::toJson(reader.rig.server.world.batch(1));
        frame.insert(QStringLiteral("type"), QStringLiteral("batch"));
        reader.rig.server.send(frame); // 2…5, of which 5 is new
        QTRY_VERIFY(reader.isDense());
        QCOMPARE(reader.rig.server.requests(QStringLiteral("/v1/changes")), 0);
    }

    void aGapIsReadByHttp()
    {
        Reader reader;
        QVERIFY(reader.start());
        reader.put(2);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        reader.rig.server.skipBatches = 3;
        reader.put(3);
        QTest::qWait(20);
        QCOMPARE(reader.seqs.size(), 2);
        reader.put(1);
        QTRY_VERIFY(reader.isDense());
        QVERIFY(reader.rig.server.requests(QStringLiteral("/v1/changes")) >= 1);
        QVERIFY(reader.stream.isUp());
    }

    void aLostLastBatchIsMissedByTheHead()
    {
        Reader reader;
        QVERIFY(reader.start());
        reader.put(1);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        reader.rig.server.skipBatches = 1;
        reader.put(1);
        reader.rig.server.sendHead();
        QTRY_COMPARE(reader.stream.head(), 2);
        reader.rig.timers.advance(2s);
        QTRY_VERIFY(reader.isDense());
    }

    void silenceOfFortyFiveSecondsEndsTheLink()
    {
        Reader reader;
        QVERIFY(reader.start());
        QTRY_VERIFY(reader.stream.isUp());
        reader.rig.timers.advance(40s);
        reader.put(1);
        QTRY_COMPARE(reader.seqs.size(), 1);
        reader.rig.timers.advance(44s); // 84 s after the start, 44 s after the last word
        QVERIFY(reader.stream.isUp());
        reader.rig.timers.advance(1s);
        QVERIFY(!reader.stream.isUp());
        QCOMPARE(reader.failures.constLast().code, QStringLiteral("silence"));
        reader.rig.timers.advance(1s);
        QTRY_VERIFY(reader.stream.isUp());
    }

    void aServerThatNeverSpeaksIsGivenUp()
    {
        Reader reader;
        reader.rig.server.isSilent = true;
        QVERIFY(reader.start());
        QTRY_COMPARE(reader.rig.server.inits.size(), 1);
        QVERIFY(!reader.stream.isUp());
        reader.rig.timers.advance(15s);
        QCOMPARE(reader.failures.size(), 1);
        QCOMPARE(reader.failures.constFirst().kind, ErrorKind::Timeout);
    }

    void threeRefusedUpgradesLeadToPolling()
    {
        Reader reader;
        reader.rig.server.rejectUpgrades = 4;
        QVERIFY(reader.start());
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(reader.failures.size() > i);
            reader.pass(2500ms);
        }
        QTRY_VERIFY(reader.stream.isUp());
        QVERIFY(reader.stream.isPolling());
        reader.put(4);
        QTest::qWait(10);
        QCOMPARE(reader.seqs.size(), 0);
        reader.rig.timers.advance(2s);
        QTRY_VERIFY(reader.isDense());
        QVERIFY(reader.stream.isPolling());
        reader.pass(70s); // now the socket is tried again
        QTRY_VERIFY(!reader.stream.isPolling());
        QVERIFY(reader.stream.isUp());
        reader.put(2);
        QTRY_VERIFY(reader.isDense());
    }

    void pollingThatFailsIsADownLink()
    {
        Reader reader;
        reader.rig.server.rejectUpgrades = 1000;
        QVERIFY(reader.start());
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(reader.failures.size() > i);
            reader.pass(2500ms);
        }
        QTRY_VERIFY(reader.stream.isUp());
        reader.rig.server.kill();
        reader.pass(5s); // an answer may still have been on its way
        QTRY_VERIFY(!reader.stream.isUp());
        QVERIFY(reader.rig.server.listen());
        reader.put(3);
        reader.pass(30s);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
    }

    void aCutSessionIsRefreshedAndReadOn()
    {
        Reader reader;
        QVERIFY(reader.start());
        QTRY_VERIFY(reader.stream.isUp());
        reader.rig.server.world.expireAccessTokens();
        reader.rig.server.closeFeeds(4401);
        QTRY_VERIFY(!reader.stream.isUp());
        reader.put(2);
        reader.rig.timers.advance(1s);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        QCOMPARE(reader.rig.server.world.refreshes, 1);
        QCOMPARE(reader.expiries, 0);
    }

    void anEndedSessionEndsTheStream()
    {
        Reader reader;
        QVERIFY(reader.start());
        QTRY_VERIFY(reader.stream.isUp());
        reader.rig.server.world.expireAccessTokens();
        reader.rig.server.world.refreshToken.clear();
        reader.rig.server.closeFeeds(4401);
        QTRY_VERIFY(!reader.stream.isUp());
        reader.rig.timers.advance(1s);
        QTRY_COMPARE(reader.expiries, 1);
        reader.rig.timers.advance(120s);
        QCOMPARE(reader.rig.server.upgrades, 1);
    }

    void anUpgradeWithAnOldTokenRefreshesIt()
    {
        Reader reader;
        QVERIFY(reader.rig.signIn());
        reader.rig.server.world.expireAccessTokens();
        reader.stream.start({reader.rig.server.world.lineage, 0});
        QTRY_COMPARE(reader.failures.size(), 1);
        reader.rig.timers.advance(1s);
        QTRY_VERIFY(reader.stream.isUp());
        QCOMPARE(reader.rig.server.world.refreshes, 1);
    }

    void anotherLineageAsksForResync_data()
    {
        QTest::addColumn<bool>("byCloseCode");
        QTest::newRow("error frame") << false;
        QTest::newRow("close code") << true;
    }
    void anotherLineageAsksForResync()
    {
        QFETCH(bool, byCloseCode);
        Reader reader;
        QVERIFY(reader.start());
        reader.put(3);
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        if (byCloseCode) {
            reader.rig.server.closeFeeds(4410);
        } else {
            reader.rig.server.world.restore(QStringLiteral("lineage-2"));
            reader.rig.server.breakFeeds();
            QTRY_VERIFY(!reader.stream.isUp());
            reader.rig.timers.advance(1s);
        }
        QTRY_COMPARE(reader.resyncs, 1);
        QCOMPARE(reader.rig.timers.pending(), 0);
    }

    void aHeadBehindUsIsCheckedByReading()
    {
        Reader reader;
        reader.put(5);
        QVERIFY(reader.start());
        QTRY_VERIFY(reader.stream.isUp() && reader.isDense());
        const auto head = QJsonObject{{QStringLiteral("type"), QStringLiteral("head")}, {QStringLiteral("seq"), 3}};
        reader.rig.server.send(head); // an overtaken frame: nothing happens
        QTRY_COMPARE(reader.rig.server.requests(QStringLiteral("/v1/changes")), 1);
        QTest::qWait(10);
        QCOMPARE(reader.resyncs, 0);
        reader.rig.server.world.changes.resize(3); // a server that lost its newest rows
        reader.rig.server.send(head);
        QTRY_COMPARE(reader.resyncs, 1);
    }

    void unknownFramesAreIgnoredAndBrokenOnesReconnect()
    {
        Reader reader;
        QVERIFY(reader.start());
        QTRY_VERIFY(reader.stream.isUp());
        QSignalSpy live(&reader.stream, &EventStream::liveArrived);
        reader.rig.server.send({{QStringLiteral("type"), QStringLiteral("weather")}});
        reader.rig.server.sendLive({{QStringLiteral("type"), QStringLiteral("hang")}});
        QTRY_COMPARE(live.size(), 1);
        QVERIFY(reader.failures.isEmpty());
        reader.rig.server.send({{QStringLiteral("type"), QStringLiteral("batch")}, {QStringLiteral("changes"), 7}});
        QTRY_COMPARE(reader.failures.size(), 1);
        QCOMPARE(reader.failures.constFirst().kind, ErrorKind::Protocol);
        reader.rig.timers.advance(1s);
        QTRY_VERIFY(reader.stream.isUp());
    }

    void stopLeavesNothingBehind()
    {
        Reader reader;
        QVERIFY(reader.start());
        reader.put(1);
        QTRY_VERIFY(reader.stream.isUp());
        reader.stream.stop();
        QVERIFY(!reader.stream.isUp());
        QCOMPARE(reader.rig.timers.pending(), 0);
        reader.put(1);
        QTest::qWait(10);
        QVERIFY(reader.seqs.size() <= 1);
        QTRY_COMPARE(reader.rig.server.feeds(), 0);
    }

    void randomCutsLoseNothingAndRepeatNothing()
    {
        SeededRng dice(42);
        Reader reader;
        QVERIFY(reader.start());
        for (int round = 0; round < 60; ++round) {
            const auto roll = dice.next() % 8;
            reader.rig.server.batchLimit = 1 + int(dice.next() % 20);
            reader.rig.server.repeatsBatches = roll == 0;
            reader.rig.server.skipBatches = roll == 1 ? 2 : 0;
            reader.put(int(dice.next() % 12));
            QCoreApplication::processEvents();
            if (roll == 2) {
                reader.rig.server.breakFeeds();
            } else if (roll == 3) {
                reader.rig.server.kill();
                QVERIFY(reader.rig.server.listen());
            } else if (roll == 4) {
                reader.rig.server.world.expireAccessTokens();
                reader.rig.server.closeFeeds(4401);
            }
            QCoreApplication::processEvents();
            reader.pass(std::chrono::milliseconds(dice.next() % 3000));
        }
        reader.rig.server.skipBatches = 0;
        reader.put(1);
        for (int i = 0; i < 50 && !(reader.stream.isUp() && reader.isDense()); ++i) {
            QTest::qWait(10);
            reader.rig.server.sendHead();
            reader.rig.timers.advance(2s);
        }
        QVERIFY(reader.isDense());
        QCOMPARE(reader.resyncs, 0);
    }
};

QTEST_GUILESS_MAIN(EventStreamTest)
#include "tst_eventstream.moc"
