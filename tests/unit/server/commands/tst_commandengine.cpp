// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/commandsservice.h"
#include "tests/unit/server/commands/commandrig.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace deskbell::test;

class CommandEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void firstCommandMakesTheDevice();
    void aRepeatGetsTheStoredAnswer();
    void anotherCommandUnderTheNumberIsRefused();
    void anotherBodyUnderTheIdIsRefused();
    void aGapIsTold();
    void aRefusalIsStoredAndTheQueueMovesOn();
    void aRefusalUndoesWhatItsHandlerWrote();
    void aFailureLeavesNothing_data();
    void aFailureLeavesNothing();
    void allOrNothing();
    void expiredCommandsAreNotRun();
    void commandsFromLongAgoAreNotRun();
    void unknownNamesAndRolesAreRefused();
    void theRoleIsTheDatabases();
    void childrenOfRefusedCommandsAreRefused();
    void aRenumberedCommandKeepsItsResult();
    void devicesBelongToTheirPerson();
    void endedSessionsWriteNothing();
    void resultsBelongToTheirPerson();
    void appliedSeqIsTheHeadAfterwards();
    void baseVersionIsChecked();
    void eachCommandHasOneAuditEntry();
    void restWritesRunOncePerKey();
    void restRefusalsAreTriedAgain();
    void restKeysBelongToTheirPerson();
    void batchStopsAtTheFirstFailure();

private:
    std::unique_ptr<CommandRig> m_rig;
};

namespace {

Error error(ErrorKind kind) { return Error{kind, QStringLiteral("because"), 0, QStringLiteral("probe"), {{QStringLiteral("current"), QJsonObject()}}}; }

const auto Desk = QStringLiteral("d1");

} // namespace

void CommandEngineTest::init()
{
    m_rig = std::make_unique<CommandRig>();
    QVERIFY(m_rig->open());
}

void CommandEngineTest::firstCommandMakesTheDevice()
{
    QCOMPARE(m_rig->lastSeq(Desk), 0);
    const auto first = m_rig->send(m_rig->command(1));
    QVERIFY(first);
    QVERIFY(first.value().result.isAccepted());
    QCOMPARE(first.value().lastSeq, 1);
    QCOMPARE(m_rig->lastSeq(Desk), 1);
    QCOMPARE(m_rig->send(m_rig->command(2)).value().lastSeq, 2);
    QCOMPARE(m_rig->probe->runs, 2);
}

void CommandEngineTest::aRepeatGetsTheStoredAnswer()
{
    const auto command = m_rig->command(1);
    const auto first = m_rig->send(command);
    QVERIFY(m_rig->send(m_rig->command(2)));
    const auto head = m_rig->head(m_rig->anna);
    const auto again = m_rig->send(command);
    QVERIFY(again);
    QCOMPARE(again.value().result.data, first.value().result.data);
    QCOMPARE(again.value().result.appliedSeq, first.value().result.appliedSeq);
    QCOMPARE(again.value().lastSeq, 2);
    QCOMPARE(m_rig->probe->runs, 2);
    QCOMPARE(m_rig->head(m_rig->anna), head);
    QCOMPARE(m_rig->audit(m_rig->anna).size(), 2);
}

void CommandEngineTest::anotherCommandUnderTheNumberIsRefused()
{
    QVERIFY(m_rig->send(m_rig->command(1)));
    const auto other = m_rig->send(m_rig->command(1));
    QVERIFY(!other);
    QCOMPARE(other.error().kind, ErrorKind::Conflict);
    QCOMPARE(other.error().code, QStringLiteral("idempotency_mismatch"));
    QCOMPARE(other.error().context.value(QLatin1String("last_seq")).toInt(), 1);
    QCOMPARE(m_rig->probe->runs, 1);
}

void CommandEngineTest::anotherBodyUnderTheIdIsRefused()
{
    auto command = m_rig->command(1);
    QVERIFY(m_rig->send(command));
    command.args.insert(QStringLiteral("changes"), 2);
    QCOMPARE(m_rig->send(command).error().code, QStringLiteral("idempotency_mismatch"));
    command.deviceSeq = 2;
    QCOMPARE(m_rig->send(command).error().code, QStringLiteral("idempotency_mismatch"));
    QCOMPARE(m_rig->lastSeq(Desk), 1);
}

void CommandEngineTest::aGapIsTold()
{
    const auto early = m_rig->send(m_rig->command(2));
    QCOMPARE(early.error().kind, ErrorKind::Conflict);
    QCOMPARE(early.error().code, QStringLiteral("gap"));
    QCOMPARE(early.error().context.value(QLatin1String("last_seq")).toInt(-1), 0);
    QVERIFY(m_rig->send(m_rig->command(1)));
    const auto late = m_rig->command(3);
    QCOMPARE(m_rig->send(late).error().context.value(QLatin1String("last_seq")).toInt(), 1);
    QVERIFY(!m_rig->stored(m_rig->anna, late.id));
    QVERIFY(m_rig->send(m_rig->command(2)));
    QVERIFY(m_rig->send(late));
}

void CommandEngineTest::aRefusalIsStoredAndTheQueueMovesOn()
{
    for (const auto kind : {ErrorKind::Validation, ErrorKind::Conflict, ErrorKind::NotFound, ErrorKind::Forbidden}) {
        m_rig->probe->failWith = error(kind);
        const auto seq = m_rig->lastSeq(Desk) + 1;
        const auto command = m_rig->command(seq);
        const auto refused = m_rig->send(command);
        QVERIFY(refused);
        QVERIFY(!refused.value().result.isAccepted());
        QCOMPARE(refused.value().result.refusal->kind, kind);
        QCOMPARE(m_rig->lastSeq(Desk), seq);
        m_rig->probe->failWith.reset();
        const auto runs = m_rig->probe->runs;
        const auto again = m_rig->send(command).value().result;
        QCOMPARE(again.refusal->kind, kind);
        QCOMPARE(again.refusal->code, QStringLiteral("probe"));
        QCOMPARE(again.refusal->detail, QStringLiteral("because"));
        QVERIFY(again.refusal->context.contains(QLatin1String("current")));
        QCOMPARE(m_rig->probe->runs, runs);
    }
    QVERIFY(m_rig->send(m_rig->command(5)).value().result.isAccepted());
}

void CommandEngineTest::aRefusalUndoesWhatItsHandlerWrote()
{
    QVERIFY(m_rig->send(m_rig->command(1)));
    m_rig->probe->failWith = error(ErrorKind::Conflict);
    const auto refused = m_rig->send(m_rig->command(2, QStringLiteral("probe.do"), {{QStringLiteral("changes"), 3}}));
    QVERIFY(!refused.value().result.isAccepted());
    QCOMPARE(refused.value().result.appliedSeq, 1);
    QCOMPARE(m_rig->head(m_rig->anna), 1);
    m_rig->probe->failWith.reset();
    QCOMPARE(m_rig->send(m_rig->command(3)).value().result.appliedSeq, 2);
    const auto rows = m_rig->write([this](sql::Connection &db) { return ChangesRepository(db, m_rig->anna.context()).head(); });
    QCOMPARE(rows.value(), 2);
}

void CommandEngineTest::aFailureLeavesNothing_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("internal") << ErrorKind::Internal;
    QTest::newRow("storage") << ErrorKind::Storage;
    QTest::newRow("unavailable") << ErrorKind::Unavailable;
}

void CommandEngineTest::aFailureLeavesNothing()
{
    QFETCH(ErrorKind, kind);
    m_rig->probe->failWith = error(kind);
    const auto command = m_rig->command(1);
    QCOMPARE(m_rig->send(command).error().kind, kind);
    QCOMPARE(m_rig->lastSeq(Desk), 0);
    QCOMPARE(m_rig->head(m_rig->anna), 0);
    QVERIFY(m_rig->audit(m_rig->anna).isEmpty());
    m_rig->probe->failWith.reset();
    QVERIFY(m_rig->send(command).value().result.isAccepted());
}

void CommandEngineTest::allOrNothing()
{
    const auto command = m_rig->command(1);
    const auto undone = m_rig->write([&](sql::Connection &db) -> Result<Done> {
        const auto done = m_rig->engine.process(db, m_rig->anna, Desk, command);
        return done ? Result<Done>(error(ErrorKind::Internal)) : Result<Done>(done.error());
    });
    QVERIFY(!undone);
    QVERIFY(!m_rig->stored(m_rig->anna, command.id));
    QCOMPARE(m_rig->lastSeq(Desk), 0);
    QCOMPARE(m_rig->head(m_rig->anna), 0);
    QVERIFY(m_rig->audit(m_rig->anna).isEmpty());
    QVERIFY(m_rig->send(command));
    QCOMPARE(m_rig->audit(m_rig->anna).size(), 1);
}

void CommandEngineTest::expiredCommandsAreNotRun()
{
    auto command = m_rig->command(1);
    command.validUntil = m_rig->clock.now() + std::chrono::minutes(1);
    m_rig->clock.advance(std::chrono::minutes(1));
    QVERIFY(m_rig->send(command).value().result.isAccepted());
    auto late = m_rig->command(2);
    late.validUntil = m_rig->clock.now() - std::chrono::milliseconds(1);
    const auto refused = m_rig->send(late).value().result;
    QCOMPARE(refused.refusal->code, QStringLiteral("expired"));
    QCOMPARE(m_rig->probe->runs, 1);
    QCOMPARE(m_rig->lastSeq(Desk), 2);
}

void CommandEngineTest::commandsFromLongAgoAreNotRun()
{
    auto old = m_rig->command(1);
    m_rig->clock.advance(KeepCommandResults + std::chrono::milliseconds(1));
    QCOMPARE(m_rig->send(old).value().result.refusal->code, QStringLiteral("too_old"));
    QCOMPARE(m_rig->probe->runs, 0);
}

void CommandEngineTest::unknownNamesAndRolesAreRefused()
{
    const auto unknown = m_rig->send(m_rig->command(1, QStringLiteral("probe.undo"))).value().result;
    QCOMPARE(unknown.refusal->code, QStringLiteral("unknown_command"));
    const auto forbidden = m_rig->send(m_rig->command(2, QStringLiteral("probe.manage"))).value().result;
    QCOMPARE(forbidden.refusal->kind, ErrorKind::Forbidden);
    QCOMPARE(m_rig->managed->runs, 0);
}

void CommandEngineTest::theRoleIsTheDatabases()
{
    auto boastful = m_rig->anna;
    boastful.role = Role::Admin;
    const auto result = m_rig->sendAs(boastful, m_rig->command(1, QStringLiteral("probe.manage"))).value().result;
    QCOMPARE(result.refusal->kind, ErrorKind::Forbidden);
}

void CommandEngineTest::childrenOfRefusedCommandsAreRefused()
{
    const auto good = m_rig->command(1);
    QVERIFY(m_rig->send(good));
    auto child = m_rig->command(2);
    child.after = good.id;
    QVERIFY(m_rig->send(child).value().result.isAccepted());
    m_rig->probe->failWith = error(ErrorKind::Conflict);
    const auto bad = m_rig->command(3);
    QVERIFY(m_rig->send(bad));
    m_rig->probe->failWith.reset();
    auto orphan = m_rig->command(4);
    orphan.after = bad.id;
    QCOMPARE(m_rig->send(orphan).value().result.refusal->code, QStringLiteral("parent_refused"));
    auto grandchild = m_rig->command(5);
    grandchild.after = orphan.id;
    QCOMPARE(m_rig->send(grandchild).value().result.refusal->code, QStringLiteral("parent_refused"));
    auto lost = m_rig->command(6);
    lost.after = m_rig->ids.make<CommandId>();
    QCOMPARE(m_rig->send(lost).value().result.refusal->code, QStringLiteral("parent_unknown"));
    QVERIFY(m_rig->send(m_rig->command(7)).value().result.isAccepted());
}

void CommandEngineTest::aRenumberedCommandKeepsItsResult()
{
    auto command = m_rig->command(1);
    const auto first = m_rig->send(command).value().result;
    command.deviceSeq = 2;
    const auto renumbered = m_rig->send(command).value();
    QCOMPARE(renumbered.result.data, first.data);
    QCOMPARE(renumbered.result.deviceSeq, 2);
    QCOMPARE(renumbered.lastSeq, 2);
    QCOMPARE(m_rig->probe->runs, 1);
    // A console that was installed anew sends what it does not know to be done.
    command.deviceSeq = 1;
    QCOMPARE(m_rig->send(command, QStringLiteral("d2")).value().result.data, first.data);
    QCOMPARE(m_rig->lastSeq(QStringLiteral("d2")), 1);
    QCOMPARE(m_rig->probe->runs, 1);
}

void CommandEngineTest::devicesBelongToTheirPerson()
{
    QVERIFY(m_rig->send(m_rig->command(1)));
    const auto stolen = m_rig->sendAs(m_rig->bob, m_rig->command(2));
    QCOMPARE(stolen.error().kind, ErrorKind::Forbidden);
    QCOMPARE(stolen.error().code, QStringLiteral("device_taken"));
    QVERIFY(m_rig->sendAs(m_rig->bob, m_rig->command(1), QStringLiteral("d2")));
    // Of another property it is another device.
    QVERIFY(m_rig->sendAs(m_rig->eve, m_rig->command(1)));
    QCOMPARE(m_rig->lastSeq(Desk), 1);
}

void CommandEngineTest::endedSessionsWriteNothing()
{
    QVERIFY(m_rig->write([this](sql::Connection &db) {
        return SessionsRepository(db).revoke(m_rig->anna.sessionId, QStringLiteral("signed_out"), m_rig->clock.now());
    }));
    QCOMPARE(m_rig->send(m_rig->command(1)).error().kind, ErrorKind::Auth);
    QCOMPARE(m_rig->probe->runs, 0);
}

void CommandEngineTest::resultsBelongToTheirPerson()
{
    const auto command = m_rig->command(1);
    QVERIFY(m_rig->send(command));
    QVERIFY(m_rig->stored(m_rig->anna, command.id));
    QVERIFY(!m_rig->stored(m_rig->bob, command.id));
    QVERIFY(!m_rig->stored(m_rig->eve, command.id));
}

void CommandEngineTest::appliedSeqIsTheHeadAfterwards()
{
    const auto two = m_rig->send(m_rig->command(1, QStringLiteral("probe.do"), {{QStringLiteral("changes"), 2}})).value().result;
    QCOMPARE(two.appliedSeq, 2);
    const auto none = m_rig->send(m_rig->command(2, QStringLiteral("probe.do"), {{QStringLiteral("changes"), 0}})).value().result;
    QCOMPARE(none.appliedSeq, 2);
}

void CommandEngineTest::baseVersionIsChecked()
{
    const QJsonObject wish{{QStringLiteral("id"), m_rig->ids.make<OrderId>().value}, {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}};
    const auto made = m_rig->send(m_rig->command(1, QStringLiteral("order.create"), wish)).value().result;
    QVERIFY(made.isAccepted());
    const auto id = wish.value(QLatin1String("id")).toString();
    const auto change = [&](qint64 seq, const char *notes, qint64 base) {
        auto command = m_rig->command(seq, QStringLiteral("order.change"), {{QStringLiteral("id"), id}, {QStringLiteral("notes"), QString::fromLatin1(notes)}});
        command.baseVersion = base;
        return m_rig->send(command).value().result;
    };
    const auto first = change(2, "hot", made.appliedSeq);
    QVERIFY(first.isAccepted());
    const auto stale = change(3, "cold", made.appliedSeq);
    QCOMPARE(stale.refusal->code, QStringLiteral("version_conflict"));
    QCOMPARE(stale.refusal->context.value(QLatin1String("current")).toObject().value(QLatin1String("notes")).toString(), QStringLiteral("hot"));
    QCOMPARE(m_rig->order(OrderId{id})->notes, QStringLiteral("hot"));
}

void CommandEngineTest::eachCommandHasOneAuditEntry()
{
    const auto id = m_rig->ids.make<OrderId>().value;
    const QJsonObject wish{{QStringLiteral("id"), id}, {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}, {QStringLiteral("notes"), QStringLiteral("private")}};
    const auto create = m_rig->command(1, QStringLiteral("order.create"), wish);
    QVERIFY(m_rig->send(create));
    m_rig->probe->failWith = error(ErrorKind::Conflict);
    QVERIFY(m_rig->send(m_rig->command(2)));
    QVERIFY(m_rig->send(create));
    const auto entries = m_rig->audit(m_rig->anna);
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.at(0).action, QStringLiteral("order.create"));
    QCOMPARE(entries.at(0).entity, QStringLiteral("order"));
    QCOMPARE(entries.at(0).entityId, id);
    QCOMPARE(entries.at(0).actor, QStringLiteral("user:anna"));
    QCOMPARE(entries.at(0).commandId, create.id);
    QVERIFY(entries.at(0).detail.contains(QLatin1String("\"fields\":[\"id\",\"items\",\"notes\"]")));
    QVERIFY(!entries.at(0).detail.contains(QLatin1String("private")));
    QVERIFY(entries.at(1).detail.contains(QLatin1String("\"reason\":\"probe\"")));
}

void CommandEngineTest::restWritesRunOncePerKey()
{
    const auto write = [this](const char *key, const char *hash) {
        return m_rig->sendWrite(m_rig->anna, QString::fromLatin1(key), hash, QStringLiteral("probe.do"), {});
    };
    const auto first = write("k", "one");
    QCOMPARE(write("k", "one").value().data, first.value().data);
    QCOMPARE(m_rig->probe->runs, 1);
    QCOMPARE(write("k", "two").error().code, QStringLiteral("idempotency_mismatch"));
    QVERIFY(write("", "one"));
    QVERIFY(write("", "one"));
    QCOMPARE(m_rig->probe->runs, 3);
    QCOMPARE(m_rig->audit(m_rig->anna).size(), 3);
}

void CommandEngineTest::restRefusalsAreTriedAgain()
{
    const auto write = [this] { return m_rig->sendWrite(m_rig->anna, QStringLiteral("k"), "one", QStringLiteral("probe.do"), {}); };
    m_rig->probe->failWith = error(ErrorKind::Conflict);
    QVERIFY(!write().value().isAccepted());
    QVERIFY(!m_rig->stored(m_rig->anna, CommandId{QStringLiteral("k")}));
    QCOMPARE(m_rig->audit(m_rig->anna).size(), 1);
    m_rig->probe->failWith = error(ErrorKind::Validation);
    QCOMPARE(write().error().kind, ErrorKind::Validation);
    QCOMPARE(m_rig->audit(m_rig->anna).size(), 1);
    m_rig->probe->failWith.reset();
    QVERIFY(write().value().isAccepted());
    QCOMPARE(m_rig->head(m_rig->anna), 1);
}

void CommandEngineTest::restKeysBelongToTheirPerson()
{
    const auto write = [this](const Principal &who, const char *hash) {
        return m_rig->sendWrite(who, QStringLiteral("k"), hash, QStringLiteral("probe.do"), {});
    };
    QVERIFY(write(m_rig->anna, "one"));
    QVERIFY(write(m_rig->bob, "two"));
    QVERIFY(write(m_rig->eve, "three"));
    QCOMPARE(m_rig->probe->runs, 3);
}

void CommandEngineTest::batchStopsAtTheFirstFailure()
{
    CommandsService service(m_rig->database, m_rig->engine, m_rig->clock, m_rig->ids);
    CommandBatch batch{Desk, {m_rig->command(1), m_rig->command(2), m_rig->command(3)}};
    batch.commands[1].args.insert(QStringLiteral("changes"), 1);
    m_rig->probe->failWith = error(ErrorKind::Unavailable);
    QCOMPARE(QCoro::waitFor(service.submit(m_rig->anna, batch)).error().kind, ErrorKind::Unavailable);
    m_rig->probe->failWith.reset();
    auto gap = batch;
    gap.commands.removeAt(1);
    const auto part = QCoro::waitFor(service.submit(m_rig->anna, gap)).value();
    QCOMPARE(part.results.size(), 1);
    QCOMPARE(part.lastSeq, 1);
    QCOMPARE(part.stopped->code, QStringLiteral("gap"));
    const auto all = QCoro::waitFor(service.submit(m_rig->anna, batch)).value();
    QCOMPARE(all.results.size(), 3);
    QCOMPARE(all.lastSeq, 3);
    QVERIFY(!all.stopped);
    QCOMPARE(QCoro::waitFor(service.result(m_rig->anna, batch.commands.at(2).id)).value().appliedSeq, 3);
    QCOMPARE(QCoro::waitFor(service.result(m_rig->bob, batch.commands.at(2).id)).error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(CommandEngineTest)
#include "tst_commandengine.moc"
