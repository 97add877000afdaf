// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/deskrig.h"

#include <QLoggingCategory>
#include <QSignalSpy>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;
using Kind = LinkState::Kind;

class SyncEngineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstStartLoadsListsThenGoesLive()
    {
        DeskRig desk;
        for (int i = 0; i < 30; ++i) {
            desk.server.world.put(desk.call(QStringLiteral("c%1").arg(i), i, CallState::Ended));
            desk.server.world.put(desk.order(i, OrderStatus(i % 5)));
        }
        desk.server.world.pageSize = 7; // several pages
        QList<Store::Phase> phases;
        QObject::connect(&desk.store, &Store::phaseChanged, &desk.context, [&] { phases.append(desk.store.phase()); });
        QVERIFY(desk.goLive());
        QCOMPARE(phases, (QList<Store::Phase>{Store::Phase::Loading, Store::Phase::Ready}));
        QCOMPARE(desk.store.timeZone(), QStringLiteral("Europe/Lisbon"));
        QVERIFY(!desk.store.link().since);
        QCOMPARE(desk.store.calls().size(), 7);
        QVERIFY(desk.store.hasOlderCalls());
        QVERIFY(desk.mirrors() || desk.store.orders().size() == 30); // all orders, the newest calls
        while (desk.store.hasOlderCalls()) {
            const auto before = desk.store.calls().size();
            desk.store.requestOlderCalls();
            desk.store.requestOlderCalls(); // under way: nothing
            QTRY_VERIFY(desk.store.calls().size() > before);
        }
        QVERIFY(desk.mirrors());
    }

    void theFirstScreenDoesNotWaitForEveryOpenOrder()
    {
        for (const bool fails : {false, true}) {
            DeskRig desk;
            for (int i = 0; i < 30; ++i) {
                desk.server.world.put(desk.order(i, OrderStatus(i % 5)));
            }
            desk.server.world.pageSize = 7; // of 18 that are open
            qsizetype first = 0;
            QObject::connect(&desk.store, &Store::phaseChanged, &desk.context, [&] {
                if (desk.store.phase() == Store::Phase::Ready) {
                    first = desk.store.orders().size();
                    if (fails) {
                        desk.server.misbehave(QStringLiteral("/v1/orders"), failure(503, QStringLiteral("unavailable")));
                    }
                }
            });
            QObject::connect(&desk.store, &Store::linkChanged, &desk.context,
                             [&] { QVERIFY(!desk.isLive() || desk.store.orders().size() == 30); });
            QVERIFY(desk.signIn());
            desk.engine.start();
            QTRY_COMPARE(desk.store.phase(), Store::Phase::Ready);
            QCOMPARE(first, 19);
            desk.pass(fails ? 4000ms : 0ms);
            QTRY_VERIFY(desk.isLive());
            QVERIFY(desk.mirrors());
        }
    }

    void changesDuringTheSnapshotAreNotLost()
    {
        DeskRig desk;
        Mischief slow;
        slow.kind = Mischief::Kind::Slow;
        slow.path = QStringLiteral("/v1/calls");
        slow.delayMs = 30;
        desk.server.misbehave(slow);
        const auto order = desk.order(1);
        desk.server.world.put(order);
        QVERIFY(desk.signIn());
        desk.engine.start();
        QTRY_COMPARE(desk.server.requests(QStringLiteral("/v1/calls")), 1);
        auto moved = order;
        moved.status = OrderStatus::Accepted;
        desk.server.world.put(moved); // after the orders were read
        desk.server.world.put(desk.order(2));
        QTRY_VERIFY(desk.isLive());
        QTRY_VERIFY(desk.mirrors());
    }

    void aServerThatDiesAndComesBackIsCaughtUpWith()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        QSignalSpy started(&desk.store, &Store::callStarted);
        for (int round = 0; round < 5; ++round) {
            desk.server.world.put(desk.call(QStringLiteral("live-%1").arg(round), round));
            desk.server.kill();
            QTRY_COMPARE(desk.store.link().kind, Kind::Reconnecting);
            QVERIFY(desk.store.link().since);
            desk.server.world.put(desk.call(QStringLiteral("away-%1").arg(round), round));
            desk.server.world.put(desk.order(round));
            QVERIFY(desk.server.listen());
            desk.pass(1500ms);
            QTRY_VERIFY(desk.isLive());
            QTRY_VERIFY(desk.mirrors());
        }
        QTRY_COMPARE(started.size(), 10); // none missing, none twice
        QCOMPARE(desk.store.phase(), Store::Phase::Ready);
    }

    void thePillTellsTheTruth()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, Kind::Reconnecting);
        const auto since = desk.store.link().since;
        QCOMPARE(since, std::optional(desk.clock.now()));
        desk.pass(9500ms);
        QCOMPARE(desk.store.link().kind, Kind::Reconnecting);
        desk.pass(1000ms);
        QCOMPARE(desk.store.link().kind, Kind::Unreachable);
        QCOMPARE(desk.store.link().since, since);
        QVERIFY(desk.server.listen());
        desk.pass(30s);
        QTRY_VERIFY(desk.isLive());
        QVERIFY(!desk.store.link().since);
    }

    void aFirstStartWithoutServerFailsAndHealsByItself()
    {
        DeskRig desk;
        QVERIFY(desk.signIn());
        desk.server.kill();
        desk.engine.start();
        QCOMPARE(desk.store.link().kind, Kind::Connecting);
        QTRY_COMPARE(desk.store.phase(), Store::Phase::Failed);
        QCOMPARE(desk.store.failure()->kind, ErrorKind::Network);
        desk.pass(10500ms);
        QCOMPARE(desk.store.link().kind, Kind::Unreachable);
        QCOMPARE(desk.store.phase(), Store::Phase::Failed);
        QVERIFY(desk.server.listen());
        desk.store.retry();
        QCOMPARE(desk.store.phase(), Store::Phase::Loading);
        QTRY_VERIFY(desk.isLive());
        QVERIFY(!desk.store.failure());
    }

    void aRestoredServerIsReadAnewAndWishesStay()
    {
        DeskRig desk;
        const auto order = desk.order(1);
        desk.server.world.put(order);
        desk.server.world.put(desk.call(QStringLiteral("c"), 1));
        desk.server.world.put(desk.line(QStringLiteral("c"), 1));
        QVERIFY(desk.goLive());
        desk.store.requestTranscript(CallId{QStringLiteral("c")});
        QTRY_VERIFY(desk.store.transcript(CallId{QStringLiteral("c")}).complete);
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, Kind::Reconnecting);
        OrderPatch patch;
        patch.notes = QStringLiteral("please knock");
        const auto command = desk.store.changeOrder(order.id, patch);
        desk.server.world.orders.remove(desk.server.world.orders.constBegin().key());
        desk.server.world.orders.insert(order.id, order);
        desk.server.world.lines[CallId{QStringLiteral("c")}].append(desk.line(QStringLiteral("c"), 2));
        desk.server.world.restore(QStringLiteral("lineage-2"));
        QVERIFY(desk.server.listen());
        QCOMPARE(desk.store.phase(), Store::Phase::Ready); // what was there stays readable meanwhile
        desk.pass(4s);
        QTRY_VERIFY(desk.isLive());
        QCOMPARE(desk.engine.cursor().lineage, QStringLiteral("lineage-2"));
        QTRY_VERIFY(desk.finished.contains(command));
        QTRY_COMPARE(desk.store.transcript(CallId{QStringLiteral("c")}).lines.size(), 2);
        QCOMPARE(desk.store.order(order.id)->order.room, QStringLiteral("204"));
    }

    void aServerThatAlwaysAsksForResyncIsNotAskedInALoop()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.world.oldest = 1'000'000;
        desk.server.breakFeeds();
        desk.pass(30s);
        QVERIFY(desk.server.requests(QStringLiteral("/v1/calls")) < 30);
        QCOMPARE(desk.store.phase(), Store::Phase::Ready);
        desk.server.world.oldest = 0;
        desk.pass(31s);
        QTRY_VERIFY(desk.isLive());
    }

    void anEndedSessionIsSaidAndNothingIsLost()
    {
        DeskRig desk;
        const auto order = desk.order(1);
        desk.server.world.put(order);
        QVERIFY(desk.goLive());
        desk.server.world.expireAccessTokens();
        desk.server.world.refreshToken.clear();
        OrderPatch patch;
        patch.status = OrderStatus::Accepted;
        const auto command = desk.store.changeOrder(order.id, patch);
        QTRY_COMPARE(desk.store.link().kind, Kind::SessionExpired);
        QCOMPARE(desk.store.link().waitingWrites, 1);
        QCOMPARE(desk.store.phase(), Store::Phase::Ready);
        QVERIFY(!desk.finished.contains(command));
        QCOMPARE(desk.timers.pending(), 0);
        QVERIFY(desk.goLive()); // the same person signs in again
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QTRY_VERIFY(desk.mirrors());
    }

    void transcriptsAreLoadedWholeAndFollowTheFeed()
    {
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        desk.server.world.put(desk.call(id.value, 0));
        for (int i = 0; i < 25; ++i) {
            desk.server.world.put(desk.line(id.value, i));
        }
        desk.server.world.pageSize = 10;
        QVERIFY(desk.goLive());
        QVERIFY(!desk.store.transcript(id).complete);
        desk.server.misbehave(QStringLiteral("/v1/calls/c/transcript"), failure(503, QStringLiteral("unavailable")));
        desk.store.requestTranscript(id);
        QTRY_VERIFY(desk.store.transcript(id).failure);
        desk.store.requestTranscript(id);
        QTRY_VERIFY(desk.store.transcript(id).complete);
        QVERIFY(!desk.store.transcript(id).failure);
        QCOMPARE(desk.store.transcript(id).lines.size(), 25);
        desk.server.world.put(desk.line(id.value, 30));
        QTRY_COMPARE(desk.store.transcript(id).lines.size(), 26);
    }

    /// A page opens a call at the very moment the lists are here, or anew; what it asks for then must not be lost.
    void aTranscriptAskedForWithTheListsArrives()
    {
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        desk.server.world.put(desk.call(id.value, 0, CallState::Ended));
        desk.server.world.put(desk.line(id.value, 1));
        const auto ask = [&] { desk.store.requestTranscript(id); };
        QObject::connect(&desk.store, &Store::phaseChanged, &desk.context, ask);
        QObject::connect(&desk.store, &Store::callsChanged, &desk.context, ask);
        QVERIFY(desk.goLive());
        QTRY_VERIFY(desk.store.transcript(id).complete);
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, Kind::Reconnecting);
        desk.server.world.lines[id].append(desk.line(id.value, 2));
        desk.server.world.restore(QStringLiteral("lineage-2"));
        QVERIFY(desk.server.listen());
        desk.pass(4s);
        QTRY_VERIFY(desk.isLive());
        QTRY_COMPARE(desk.store.transcript(id).lines.size(), 2);
        QVERIFY(desk.store.transcript(id).complete);
    }

    void aTranscriptThatCouldNotBeLoadedIsTriedAgainWithTheLink()
    {
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        desk.server.world.put(desk.call(id.value, 0, CallState::Ended));
        desk.server.world.put(desk.line(id.value, 1));
        QVERIFY(desk.goLive());
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, Kind::Reconnecting);
        desk.store.requestTranscript(id);
        QTRY_VERIFY(desk.store.transcript(id).failure);
        QVERIFY(desk.server.listen());
        desk.pass(4s);
        QTRY_VERIFY(desk.store.transcript(id).complete);
        QVERIFY(!desk.store.transcript(id).failure);
    }

    void askingAgainForgetsTheFailure()
    {
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        desk.server.world.put(desk.call(id.value, 0, CallState::Ended));
        QVERIFY(desk.goLive());
        desk.server.misbehave(QStringLiteral("/v1/calls/c/transcript"), failure(503, QStringLiteral("unavailable")));
        desk.store.requestTranscript(id);
        QTRY_VERIFY(desk.store.transcript(id).failure);
        QSignalSpy changed(&desk.store, &Store::transcriptChanged);
        desk.store.requestTranscript(id);
        QVERIFY(!desk.store.transcript(id).failure); // it is loading again, and says so
        QTRY_VERIFY(!changed.isEmpty());
        QTRY_VERIFY(desk.store.transcript(id).complete);
    }

    /// Two sessions share the store while one of them ends: only the one that runs loads for it.
    void onlyTheRunningEngineLoads()
    {
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        desk.server.world.put(desk.call(id.value, 0, CallState::Ended));
        SyncEngine candidate(desk.session, desk.store, desk.environment, QStringLiteral("desk-2"));
        QVERIFY(desk.goLive());
        desk.store.requestTranscript(id);
        QTRY_VERIFY(desk.store.transcript(id).complete);
        QCOMPARE(desk.server.requests(QStringLiteral("/v1/calls/c/transcript")), 1);
    }

    void aFullDiskOfTheServerIsTold()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        QCOMPARE(desk.store.link().storage, ServerStorage::Well);
        desk.server.sendLive({{QStringLiteral("type"), QStringLiteral("storage")}, {QStringLiteral("state"), QStringLiteral("full")}});
        QTRY_COMPARE(desk.store.link().storage, ServerStorage::Full);
        QVERIFY(desk.isLive());
        // Who comes later hears it with the head; a head without a word says that all is well again.
        desk.server.send({{QStringLiteral("type"), QStringLiteral("head")}, {QStringLiteral("seq"), desk.server.world.head()},
                          {QStringLiteral("storage"), QStringLiteral("read_only")}});
        QTRY_COMPARE(desk.store.link().storage, ServerStorage::ReadOnly);
        desk.server.sendHead();
        QTRY_COMPARE(desk.store.link().storage, ServerStorage::Well);
    }

    void liveWordsAppearAndEndWithTheLink()
    {
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        desk.server.world.put(desk.call(id.value, 0));
        QVERIFY(desk.goLive());
        desk.server.sendLive({{QStringLiteral("type"), QStringLiteral("transcript")}, {QStringLiteral("call_id"), id.value},
                              {QStringLiteral("role"), QStringLiteral("guest")}, {QStringLiteral("text"), QStringLiteral("two tow")},
                              {QStringLiteral("at"), QStringLiteral("2026-11-21T20:00:00Z")}});
        QTRY_VERIFY(desk.store.transcript(id).guestPartial);
        desk.server.breakFeeds();
        QTRY_VERIFY(!desk.store.transcript(id).guestPartial);
    }

    void theNewestOverviewWins()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        QList<OverviewQuery> answered;
        QObject::connect(&desk.store, &Store::overviewLoaded, &desk.context, [&](const OverviewQuery &query, const Result<Overview> &overview) {
            QVERIFY(overview.ok());
            answered.append(query);
        });
        const OverviewQuery first{{fromMillis(0), fromMillis(1000)}, false};
        const OverviewQuery second{{fromMillis(0), fromMillis(2000)}, true};
        desk.store.requestOverview(first);
        desk.store.requestOverview(second);
        QTRY_COMPARE(answered.size(), 1);
        QTest::qWait(10);
        QCOMPARE(answered, QList<OverviewQuery>{second});
    }

    void whatCanNotBeReadIsLeftOut()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("deskbell.core.sync.loader.warning=false"));
        DeskRig desk;
        const CallId id{QStringLiteral("c")};
        auto broken = desk.line(id.value, 1);
        broken.id = {};
        auto order = desk.order(2);
        order.id = {};
        desk.server.world.put(desk.call(id.value, 0));
        desk.server.world.put(desk.call(QString(), 1));
        desk.server.world.put(desk.call(QStringLiteral("d"), 2));
        desk.server.world.put(desk.order(1));
        desk.server.world.put(order);
        desk.server.world.put(desk.line(id.value, 1));
        desk.server.world.put(broken);
        desk.server.world.pageSize = 1; // one page has nothing else
        QVERIFY(desk.goLive());
        QCOMPARE(desk.store.phase(), Store::Phase::Ready);
        QCOMPARE(desk.store.orders().size(), 1);
        while (desk.store.hasOlderCalls()) {
            desk.store.requestOlderCalls();
            QTest::qWait(1);
        }
        QCOMPARE(desk.store.calls().size(), 2);
        desk.store.requestTranscript(id);
        QTRY_VERIFY(desk.store.transcript(id).complete);
        QCOMPARE(desk.store.transcript(id).lines.size(), 1);
        QLoggingCategory::setFilterRules({});
    }

    void destroyedInTheMiddleOfThings()
    {
        for (int after = 0; after < 12; ++after) {
            DeskRig desk;
            desk.server.world.put(desk.call(QStringLiteral("c"), 0));
            QVERIFY(desk.signIn());
            auto engine = std::make_unique<SyncEngine>(desk.session, desk.store, desk.environment, QStringLiteral("d"));
            engine->start();
            desk.store.requestTranscript(CallId{QStringLiteral("c")});
            for (int i = 0; i < after; ++i) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 2);
            }
            engine.reset();
            QTest::qWait(1);
            QCOMPARE(desk.timers.pending(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(SyncEngineTest)
#include "tst_syncengine.moc"
