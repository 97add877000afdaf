// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorystore.h"
#include "core/wire/callcodec.h"
#include "tests/support/rig.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <random>

using namespace deskbell;
using namespace deskbell::test;

namespace {

struct StoreRig {
    ManualClock clock;
    SeededRng rng;
    ManualTimers timers{clock};
    MemoryStore store{Environment{clock, rng, timers}};
    FakeWorld world;

    void apply(qint64 after = 0) { store.applyBatch(world.batch(after, 1'000'000)); }
    Snapshot snapshot() const
    {
        Snapshot snapshot;
        snapshot.cursor = {world.lineage, world.head()};
        snapshot.calls = world.calls.values();
        snapshot.orders = world.orders.values();
        return snapshot;
    }
};

Call makeCall(const QString &id, qint64 startMs, CallState status = CallState::Live)
{
    Call call;
    call.id = CallId{id};
    call.state = status;
    call.startedAt = fromMillis(startMs);
    return call;
}

TranscriptLine makeLine(const QString &call, const QString &id, qint64 at, SpeakerRole role = SpeakerRole::Guest)
{
    TranscriptLine line;
    line.id = TranscriptLineId{id};
    line.callId = CallId{call};
    line.role = role;
    line.text = id;
    line.at = fromMillis(at);
    return line;
}

Order makeOrder(const QString &id, qint64 at, OrderStatus status = OrderStatus::Pending)
{
    Order order;
    order.id = OrderId{id};
    order.items = {{QStringLiteral("towel"), 1}};
    order.status = status;
    order.createdAt = order.updatedAt = fromMillis(at);
    return order;
}

QStringList idsOf(const QList<Call> &calls)
{
    QStringList ids;
    for (const auto &call : calls) {
        ids.append(call.id.value);
    }
    return ids;
}

QJsonObject partial(const QString &call, const char *role, const char *text, qint64 at)
{
    return {{QStringLiteral("type"), QStringLiteral("transcript")}, {QStringLiteral("call_id"), call}, {QStringLiteral("role"), QString::fromLatin1(role)},
            {QStringLiteral("text"), QString::fromLatin1(text)}, {QStringLiteral("at"), toRfc3339(fromMillis(at))}};
}

QJsonObject speech(const QString &call, const char *role, bool speaking)
{
    return {{QStringLiteral("type"), QStringLiteral("speech")}, {QStringLiteral("call_id"), call}, {QStringLiteral("role"), QString::fromLatin1(role)}, {QStringLiteral("speaking"), speaking}};
}

} // namespace

class MemoryStoreTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveCallsComeFirstThenTheNewest()
    {
        StoreRig rig;
        rig.world.put(makeCall(QStringLiteral("old"), 1000, CallState::Ended));
        rig.world.put(makeCall(QStringLiteral("new"), 9000, CallState::Ended));
        rig.world.put(makeCall(QStringLiteral("live-old"), 500));
        rig.world.put(makeCall(QStringLiteral("live-new"), 700));
        auto queued = makeCall(QStringLiteral("queued"), 0, CallState::Queued);
        queued.startedAt.reset();
        rig.world.put(queued);
        rig.apply();
        QCOMPARE(idsOf(rig.store.calls()), (QStringList{QStringLiteral("queued"), QStringLiteral("live-new"), QStringLiteral("live-old"), QStringLiteral("new"), QStringLiteral("old")}));
        rig.world.put(makeCall(QStringLiteral("live-new"), 700, CallState::Ended));
        rig.apply(5);
        QCOMPARE(idsOf(rig.store.calls()), (QStringList{QStringLiteral("queued"), QStringLiteral("live-old"), QStringLiteral("new"), QStringLiteral("old"), QStringLiteral("live-new")}));
    }

    void randomHistoriesEndInTheServersState_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 8; ++seed) {
            QTest::addRow("%d", seed) << seed;
        }
    }
    void randomHistoriesEndInTheServersState()
    {
        QFETCH(int, seed);
        for (int history = 0; history < 28; ++history) {
            std::mt19937 dice(unsigned(seed * 1000 + history));
            StoreRig rig;
            QList<Snapshot> pages;
            for (int i = 0; i < 60; ++i) {
                const auto id = QStringLiteral("%1").arg(dice() % 8);
                switch (dice() % 5) {
                case 0: rig.world.put(makeCall(id, 1000 * (dice() % 50), CallState(dice() % 11))); break;
                case 1: rig.world.put(makeLine(id, QStringLiteral("l%1").arg(i), 100 * (dice() % 50), SpeakerRole(dice() % 3))); break;
                case 2: rig.world.removeOrder(OrderId{id}); break;
                default: rig.world.put(makeOrder(id, 1000 * (dice() % 50), OrderStatus(dice() % 5))); break;
                }
                if (dice() % 10 == 0) {
                    pages.append(rig.snapshot());
                }
            }
            // The first list read is the snapshot; its changes and later ones come shuffled and repeated, older calls in between.
            const auto base = pages.value(0);
            rig.store.replaceAll(base);
            auto changes = rig.world.changes;
            changes += rig.world.changes.mid(int(dice() % 60));
            std::shuffle(changes.begin(), changes.end(), dice);
            for (const auto &change : changes) {
                ChangeBatch batch;
                batch.changes = {change};
                rig.store.applyBatch(batch);
                if (dice() % 20 == 0 && !pages.isEmpty()) {
                    rig.store.addOlderCalls(pages.at(dice() % pages.size()).calls, {});
                }
            }
            compareWithWorld(rig);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }

    void deletedOrdersDoNotComeBack()
    {
        StoreRig rig;
        rig.world.put(makeOrder(QStringLiteral("a"), 1));
        const auto page = rig.world.changes.constFirst();
        rig.world.removeOrder(OrderId{QStringLiteral("a")});
        rig.apply();
        ChangeBatch late;
        late.changes = {page};
        rig.store.applyBatch(late);
        QVERIFY(rig.store.orders().isEmpty());
    }

    void signalsComeOncePerTurnAfterTheRows()
    {
        StoreRig rig;
        QSignalSpy calls(&rig.store, &Store::callsChanged);
        QSignalSpy orders(&rig.store, &Store::ordersChanged);
        QSignalSpy words(&rig.store, &Store::transcriptChanged);
        for (int i = 0; i < 100; ++i) {
            rig.world.put(makeCall(QString::number(i), i));
            rig.world.put(makeLine(QStringLiteral("1"), QString::number(i), i));
            rig.world.put(makeOrder(QString::number(i), i));
        }
        for (qint64 seq = 0; seq < rig.world.head(); ++seq) {
            rig.store.applyBatch(rig.world.batch(seq, 1));
        }
        QCOMPARE(calls.size(), 0);
        QTRY_COMPARE(calls.size(), 1);
        QCOMPARE(orders.size(), 1);
        QCOMPARE(words.size(), 1);
        QTest::qWait(5);
        QCOMPARE(calls.size(), 1);
        rig.apply(); // all known
        QTest::qWait(5);
        QCOMPARE(calls.size(), 1);
    }

    void arrivalsAreToldOnceAndNotFromTheSnapshot()
    {
        StoreRig rig;
        QSignalSpy started(&rig.store, &Store::callStarted);
        QSignalSpy arrived(&rig.store, &Store::orderArrived);
        rig.world.put(makeCall(QStringLiteral("before"), 1));
        rig.store.replaceAll(rig.snapshot());
        rig.apply();
        rig.world.put(makeCall(QStringLiteral("now"), 2));
        rig.world.put(makeCall(QStringLiteral("gone"), 3));
        rig.world.put(makeCall(QStringLiteral("gone"), 3, CallState::Ended));
        auto outbound = makeCall(QStringLiteral("ours"), 4);
        outbound.direction = CallDirection::Outbound;
        rig.world.put(outbound);
        rig.world.put(makeOrder(QStringLiteral("o"), 1), QStringLiteral("order_created"));
        rig.apply(1);
        rig.apply(1);
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(started.constFirst().constFirst().value<CallId>().value, QStringLiteral("now"));
        QCOMPARE(arrived.size(), 1);
    }

    void partialWordsGiveWayToTheFinalLine()
    {
        StoreRig rig;
        const auto call = QStringLiteral("c");
        const auto view = [&] { return rig.store.transcript(CallId{call}); };
        rig.world.put(makeCall(call, 1000));
        rig.apply();
        rig.store.applyLive(partial(call, "guest", "two tow", 5000));
        QCOMPARE(view().guestPartial->text, QStringLiteral("two tow"));
        rig.store.applyLive(partial(call, "guest", "two towels", 5200));
        rig.store.applyLive(partial(call, "guest", "late frame", 5100));
        QCOMPARE(view().guestPartial->text, QStringLiteral("two towels"));
        rig.store.applyLive(partial(call, "assistant", "Of cou", 5300));
        rig.world.put(makeLine(call, QStringLiteral("earlier"), 4000));
        rig.apply(1);
        QVERIFY(view().guestPartial); // that line was about earlier words
        rig.world.put(makeLine(call, QStringLiteral("final"), 5200));
        rig.apply(2);
        QVERIFY(!view().guestPartial);
        QVERIFY(view().assistantPartial); // the other role's words stay
        rig.store.applyLive(partial(call, "guest", "overtaken", 5200));
        QVERIFY(!view().guestPartial);
        rig.store.applyLive(partial(call, "guest", "next words", 5201));
        QVERIFY(view().guestPartial);
    }

    void unfinishedWordsEndWithTheCallAndTheLink()
    {
        StoreRig rig;
        const auto call = QStringLiteral("c");
        const auto view = [&] { return rig.store.transcript(CallId{call}); };
        rig.world.put(makeCall(call, 1000));
        rig.apply();
        rig.store.applyLive(speech(call, "guest", true));
        rig.store.applyLive(speech(call, "assistant", false)); // another one's silence
        QCOMPARE(view().speaking, std::optional(SpeakerRole::Guest));
        rig.store.applyLive(partial(call, "guest", "hel", 1500));
        rig.store.dropUnfinishedWords();
        QVERIFY(!view().speaking && !view().guestPartial);
        rig.store.applyLive(partial(call, "guest", "hello", 1600));
        rig.world.put(makeCall(call, 1000, CallState::Ended));
        rig.apply(1);
        QVERIFY(!view().guestPartial);
        rig.store.applyLive(partial(call, "guest", "ghost", 1700));
        QVERIFY(!view().guestPartial);
    }

    void offsetsCountFromTheStartAsKnownNow()
    {
        StoreRig rig;
        rig.world.put(makeLine(QStringLiteral("c"), QStringLiteral("l"), 9000));
        rig.apply();
        QCOMPARE(rig.store.transcript(CallId{QStringLiteral("c")}).lines.constFirst().offsetMs, 0);
        rig.world.put(makeCall(QStringLiteral("c"), 2000));
        rig.apply(1);
        QCOMPARE(rig.store.transcript(CallId{QStringLiteral("c")}).lines.constFirst().offsetMs, 7000);
        rig.world.put(makeCall(QStringLiteral("c"), 10'000));
        rig.apply(2);
        QCOMPARE(rig.store.transcript(CallId{QStringLiteral("c")}).lines.constFirst().offsetMs, 0);
    }

    void changesOfManyCallsAreCheap()
    {
        StoreRig rig;
        for (int i = 0; i < 10'000; ++i) {
            auto call = makeCall(QStringLiteral("call-%1").arg(i), i * 1000LL, CallState::Ended);
            call.version = i + 1;
            rig.world.calls.insert(call.id, call);
        }
        rig.store.replaceAll(rig.snapshot());
        std::mt19937 dice(1);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 200; ++i) {
            const auto held = rig.store.calls(); // a model keeps what it was given
            Call call = makeCall(QStringLiteral("call-%1").arg(dice() % 10'000), dice() % 10'000'000, CallState(dice() % 11));
            ChangeBatch batch;
            Change change;
            change.seq = 20'000 + i;
            change.entity = QStringLiteral("call");
            change.entityId = call.id.value;
            change.op = QStringLiteral("upsert");
            change.body = wire::toJson(call);
            batch.changes = {change};
            rig.store.applyBatch(batch);
        }
        qInfo("200 changes of 10,000 calls: %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 8000); // two seconds of work at 100 a second; the slack is for sanitizers
    }

private:
    static void compareWithWorld(StoreRig &rig)
    {
        const auto calls = rig.store.calls();
        QCOMPARE(calls.size(), rig.world.calls.size());
        for (const auto &call : calls) {
            QVERIFY(call == rig.world.calls.value(call.id));
        }
        QVERIFY(std::is_sorted(calls.cbegin(), calls.cend(), [](const Call &a, const Call &b) {
            return a.isLive() != b.isLive() ? a.isLive() : a.startedAt > b.startedAt;
        }));
        const auto orders = rig.store.orders();
        QCOMPARE(orders.size(), rig.world.orders.size());
        for (const auto &view : orders) {
            QVERIFY(view.order == rig.world.orders.value(view.id()));
        }
        QVERIFY(std::is_sorted(orders.cbegin(), orders.cend(), [](const OrderView &a, const OrderView &b) {
            return a.order.createdAt > b.order.createdAt;
        }));
        for (auto it = rig.world.lines.cbegin(); it != rig.world.lines.cend(); ++it) {
            const auto lines = rig.store.transcript(it.key()).lines;
            QCOMPARE(lines.size(), it.value().size());
            QVERIFY(std::is_sorted(lines.cbegin(), lines.cend(), [](const TranscriptLine &a, const TranscriptLine &b) { return a.at < b.at; }));
        }
    }
};

QTEST_GUILESS_MAIN(MemoryStoreTest)
#include "tst_memorystore.moc"
