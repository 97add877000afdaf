// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/deskrig.h"

#include <QSignalSpy>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

class CommandsTest final : public QObject
{
    Q_OBJECT

    static OrderPatch step(OrderStatus status)
    {
        OrderPatch patch;
        patch.status = status;
        return patch;
    }
    static OrderPatch note(const char *text)
    {
        OrderPatch patch;
        patch.notes = QString::fromLatin1(text);
        return patch;
    }
    static NewOrder wish(const char *notes)
    {
        NewOrder order;
        order.room = QStringLiteral("101");
        order.items = {{QStringLiteral("tea"), 1}};
        order.notes = QString::fromLatin1(notes);
        return order;
    }
    static OrderView only(const DeskRig &desk) { return desk.store.orders().value(0); }

private Q_SLOTS:
    void aChangeShowsAtOnceAndIsThenStored()
    {
        DeskRig desk;
        desk.server.world.put(desk.order(1));
        QVERIFY(desk.goLive());
        const auto command = desk.store.changeOrder(only(desk).id(), step(OrderStatus::Accepted));
        QCOMPARE(only(desk).order.status, OrderStatus::Accepted);
        QCOMPARE(only(desk).writeState, WriteState::Waiting);
        QCOMPARE(only(desk).commandId, command);
        QCOMPARE(desk.store.link().waitingWrites, 1);
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QCOMPARE(only(desk).writeState, WriteState::Stored);
        QVERIFY(only(desk).commandId.isEmpty());
        QCOMPARE(desk.store.link().waitingWrites, 0);
        QTRY_VERIFY(desk.mirrors());
    }

    void aNewOrderIsOursAndNotAnArrival()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        QSignalSpy arrived(&desk.store, &Store::orderArrived);
        const auto command = desk.store.createOrder(wish("ours"));
        QCOMPARE(only(desk).writeState, WriteState::Waiting);
        QCOMPARE(only(desk).order.notes, QStringLiteral("ours"));
        QTRY_VERIFY(desk.finished.contains(command));
        QTRY_VERIFY(desk.mirrors());
        QVERIFY(!only(desk).order.code.isEmpty());
        QCOMPARE(arrived.size(), 0);
        desk.server.world.put(desk.order(5), QStringLiteral("order_created"));
        QTRY_COMPARE(arrived.size(), 1);
    }

    void nothingFlickersWhileChangesAreStored()
    {
        DeskRig desk;
        desk.server.world.put(desk.order(1));
        QVERIFY(desk.goLive());
        const auto id = only(desk).id();
        QList<OrderStatus> seen;
        QObject::connect(&desk.store, &Store::ordersChanged, &desk.context, [&] {
            if (seen.isEmpty() || seen.constLast() != only(desk).order.status) {
                seen.append(only(desk).order.status);
            }
        });
        for (const auto status : {OrderStatus::Accepted, OrderStatus::InProgress, OrderStatus::Done}) {
            (void)desk.store.changeOrder(id, step(status));
            QTest::qWait(3);
        }
        QTRY_COMPARE(desk.finished.size(), 3);
        QTRY_VERIFY(desk.mirrors());
        QCOMPARE(seen, (QList<OrderStatus>{OrderStatus::Accepted, OrderStatus::InProgress, OrderStatus::Done}));
        for (const auto &error : std::as_const(desk.finished)) {
            QVERIFY(!error); // each step was made over the one before, not over what was there at first
        }
    }

    void wishesMadeOfflineAreSentInOrder()
    {
        DeskRig desk;
        desk.server.world.put(desk.order(1));
        QVERIFY(desk.goLive());
        const auto known = only(desk).id();
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, LinkState::Kind::Reconnecting);
        (void)desk.store.changeOrder(known, step(OrderStatus::Accepted));
        (void)desk.store.changeOrder(known, note("hurry"));
        (void)desk.store.createOrder(wish("new"));
        const auto made = desk.store.orders().at(only(desk).id() == known ? 1 : 0).id();
        (void)desk.store.changeOrder(made, step(OrderStatus::Accepted));
        QCOMPARE(desk.store.link().waitingWrites, 4);
        QCOMPARE(desk.store.order(known)->order.notes, QStringLiteral("hurry"));
        desk.pass(20s);
        QCOMPARE(desk.store.link().waitingWrites, 4);
        QVERIFY(desk.server.listen());
        desk.pass(31s);
        QTRY_COMPARE(desk.finished.size(), 4);
        for (const auto &error : std::as_const(desk.finished)) {
            QVERIFY(!error);
        }
        QTRY_VERIFY(desk.mirrors());
        QCOMPARE(desk.store.order(made)->order.status, OrderStatus::Accepted);
        QCOMPARE(desk.server.world.ordersCreated, 1);
        QCOMPARE(desk.server.world.ordersChanged, 3);
    }

    void aLostReplyIsAskedForAgainAndDoneOnce()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        Mischief lose;
        lose.kind = Mischief::Kind::LoseReply;
        lose.path = QStringLiteral("/v1/commands");
        lose.times = 4;
        desk.server.misbehave(lose);
        const auto command = desk.store.createOrder(wish("once"));
        desk.pass(30s);
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QCOMPARE(desk.server.world.ordersCreated, 1);
        QTRY_VERIFY(desk.mirrors());
        QCOMPARE(desk.store.orders().size(), 1);
    }

    void openOutcomesAreRetriedUntilTheServerAnswers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("unavailable") << 503 << QStringLiteral("unavailable");
        QTest::newRow("storage") << 503 << QStringLiteral("storage");
        QTest::newRow("rate") << 429 << QStringLiteral("rate_limited");
        QTest::newRow("timeout") << 504 << QStringLiteral("timeout");
        QTest::newRow("internal") << 500 << QStringLiteral("internal");
    }
    void openOutcomesAreRetriedUntilTheServerAnswers()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.misbehave(QStringLiteral("/v1/commands"), failure(status, code), 3);
        const auto command = desk.store.createOrder(wish("x"));
        QTest::qWait(10);
        QCOMPARE(only(desk).writeState, WriteState::Waiting);
        desk.pass(20s);
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QCOMPARE(desk.server.world.ordersCreated, 1);
    }

    void retryAfterIsObeyed()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        auto busy = failure(429, QStringLiteral("rate_limited"));
        busy.headers.insert("Retry-After", "20");
        desk.server.misbehave(QStringLiteral("/v1/commands"), busy);
        const int before = desk.server.requests(QStringLiteral("/v1/commands"));
        (void)desk.store.createOrder(wish("x"));
        QTRY_COMPARE(desk.server.requests(QStringLiteral("/v1/commands")), before + 1);
        QTest::qWait(5);
        desk.pass(19s);
        QCOMPARE(desk.server.requests(QStringLiteral("/v1/commands")), before + 1);
        desk.pass(2s);
        QTRY_COMPARE(desk.finished.size(), 1);
    }

    void aConflictKeepsTheTextAndSendsAgainOverThePresent()
    {
        DeskRig desk;
        auto order = desk.order(1);
        desk.server.world.put(order);
        QVERIFY(desk.goLive());
        desk.server.world.onChange = {}; // another desk's change has not reached us
        order.status = OrderStatus::Accepted;
        desk.server.world.put(order);
        const auto command = desk.store.changeOrder(order.id, note("two pillows"));
        QTRY_VERIFY(desk.finished.contains(command));
        QCOMPARE(desk.finished.value(command)->kind, ErrorKind::Conflict);
        const auto refused = only(desk);
        QCOMPARE(refused.writeState, WriteState::Refused);
        QCOMPARE(refused.commandId, command);
        QCOMPARE(refused.refusal->code, QStringLiteral("version_conflict"));
        QCOMPARE(refused.refused->notes, std::optional(QStringLiteral("two pillows")));
        QCOMPARE(refused.order.status, OrderStatus::Accepted); // the present order came with the refusal
        QVERIFY(refused.order.notes.isEmpty());
        QCOMPARE(desk.store.link().waitingWrites, 0);
        desk.finished.clear();
        desk.store.retryCommand(command);
        QCOMPARE(only(desk).writeState, WriteState::Waiting);
        QCOMPARE(only(desk).order.notes, QStringLiteral("two pillows"));
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QCOMPARE(desk.server.world.orders.value(order.id).notes, QStringLiteral("two pillows"));
        QCOMPARE(desk.server.world.orders.value(order.id).status, OrderStatus::Accepted);
    }

    void aRefusalDoesNotHoldUpTheRest()
    {
        DeskRig desk;
        const auto first = desk.order(1, OrderStatus::Done);
        desk.server.world.put(first);
        desk.server.world.put(desk.order(2));
        QVERIFY(desk.goLive());
        const auto second = only(desk).id();
        const auto illegal = desk.store.changeOrder(first.id, step(OrderStatus::Pending));
        const auto fine = desk.store.changeOrder(second, step(OrderStatus::Accepted));
        QTRY_COMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.finished.value(illegal)->code, QStringLiteral("illegal_transition"));
        QVERIFY(!desk.finished.value(fine));
        desk.store.discardCommand(illegal);
        QCOMPARE(desk.store.order(first.id)->writeState, WriteState::Stored);
    }

    void aRefusedNewOrderParksWhatWasBuiltOnIt()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.world.refusals.append(Error{ErrorKind::Forbidden, {}, 0, {}, {}});
        const auto create = desk.store.createOrder(wish("mine"));
        const auto id = only(desk).id();
        const auto change = desk.store.changeOrder(id, step(OrderStatus::Accepted));
        QTRY_COMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.finished.value(create)->kind, ErrorKind::Forbidden);
        QCOMPARE(desk.finished.value(change)->code, QStringLiteral("parent_refused"));
        QCOMPARE(only(desk).order.notes, QStringLiteral("mine")); // the text is kept
        QCOMPARE(only(desk).writeState, WriteState::Refused);
        QCOMPARE(only(desk).commandId, create); // the cause is shown, not what fell with it
        QVERIFY(!only(desk).refused);
        QCOMPARE(only(desk).refusal->kind, ErrorKind::Forbidden);
        desk.store.discardCommand(create);
        QVERIFY(desk.store.orders().isEmpty());
    }

    void aChangeOfADeletedOrderKeepsItsText()
    {
        DeskRig desk;
        const auto order = desk.order(1);
        desk.server.world.put(order);
        QVERIFY(desk.goLive());
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, LinkState::Kind::Reconnecting);
        const auto command = desk.store.changeOrder(order.id, note("typed with care"));
        desk.server.world.removeOrder(order.id);
        QVERIFY(desk.server.listen());
        desk.pass(5s);
        QTRY_VERIFY(desk.finished.contains(command));
        QCOMPARE(desk.finished.value(command)->kind, ErrorKind::NotFound);
        QCOMPARE(only(desk).refused->notes, std::optional(QStringLiteral("typed with care")));
        desk.store.discardCommand(command);
        QVERIFY(desk.store.orders().isEmpty());
    }

    void manyGoInOneRequest()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, LinkState::Kind::Reconnecting);
        for (int i = 0; i < 60; ++i) {
            (void)desk.store.createOrder(wish("many"));
        }
        const int before = desk.server.requests(QStringLiteral("/v1/commands"));
        QVERIFY(desk.server.listen());
        desk.pass(31s);
        QTRY_COMPARE(desk.finished.size(), 60);
        QCOMPARE(desk.server.world.ordersCreated, 60);
        QVERIFY(desk.server.requests(QStringLiteral("/v1/commands")) - before <= 4);
        QTRY_VERIFY(desk.mirrors());
    }

    void aServerThatLostItsCountIsTaughtAgain()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        (void)desk.store.createOrder(wish("one"));
        (void)desk.store.createOrder(wish("two"));
        QTRY_COMPARE(desk.finished.size(), 2);
        desk.server.world.lastSeqs.clear(); // a restored backup
        (void)desk.store.createOrder(wish("three"));
        QTRY_COMPARE(desk.finished.size(), 3);
        QCOMPARE(desk.server.world.lastSeqs.value(desk.store.deviceId()), 1);
        QCOMPARE(desk.server.world.ordersCreated, 3);
        QTRY_VERIFY(desk.mirrors());
    }

    void aDeskThatLostItsCountLearnsIt()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.world.lastSeqs.insert(desk.store.deviceId(), 40); // an outbox from a copy of the disk
        (void)desk.store.createOrder(wish("one"));
        (void)desk.store.createOrder(wish("two"));
        QTRY_COMPARE(desk.finished.size(), 2);
        for (const auto &error : std::as_const(desk.finished)) {
            QVERIFY(!error);
        }
        QCOMPARE(desk.server.world.lastSeqs.value(desk.store.deviceId()), 42);
        QCOMPARE(desk.server.world.ordersCreated, 2);
    }

    void renumberedAfterALostReplyItIsDoneOnce()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        Mischief lose;
        lose.kind = Mischief::Kind::LoseReply;
        lose.path = QStringLiteral("/v1/commands");
        desk.server.misbehave(lose);
        const auto command = desk.store.createOrder(wish("once"));
        QTRY_COMPARE(desk.server.world.ordersCreated, 1);
        desk.server.world.lastSeqs.insert(desk.store.deviceId(), 7);
        desk.pass(10s);
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
        QCOMPARE(desk.server.world.ordersCreated, 1);
    }

    void oneTheServerCanNotReadDoesNotHoldUpTheRest()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        desk.server.kill();
        QTRY_COMPARE(desk.store.link().kind, LinkState::Kind::Reconnecting);
        const auto odd = desk.store.createOrder(wish("odd"));
        const auto fine = desk.store.createOrder(wish("fine"));
        desk.server.misbehave(QStringLiteral("/v1/commands"), failure(400, QStringLiteral("validation")), 2);
        QVERIFY(desk.server.listen());
        desk.pass(31s);
        QTRY_COMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.finished.value(odd)->kind, ErrorKind::Validation);
        QVERIFY(!desk.finished.value(fine));
        QCOMPARE(desk.server.world.ordersCreated, 1);
    }

    void foreignAnswersEndNothing()
    {
        DeskRig desk;
        QVERIFY(desk.goLive());
        Mischief portal;
        portal.kind = Mischief::Kind::Raw;
        portal.path = QStringLiteral("/v1/commands");
        portal.raw = "HTTP/1.1 404 X\r\nContent-Length: 6\r\n\r\n<html>";
        portal.times = 2;
        desk.server.misbehave(portal);
        const auto command = desk.store.createOrder(wish("behind a portal"));
        QTest::qWait(10);
        QCOMPARE(only(desk).writeState, WriteState::Waiting);
        desk.pass(10s);
        QTRY_VERIFY(desk.finished.contains(command));
        QVERIFY(!desk.finished.value(command));
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
