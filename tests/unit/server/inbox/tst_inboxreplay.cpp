// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxreplaycommand.h"
#include "tests/support/genericevents.h"
#include "tests/support/inboxrig.h"
#include "tests/support/vapimessages.h"

#include <QCoroTask>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using deskbell::test::InboxRig;
using Fate = InboxIntake::Fate;
namespace v = deskbell::test::vapi;
namespace g = deskbell::test::generic;

namespace {

const auto C = QStringLiteral("call-1");
constexpr qint64 T = 1'795'200'000'000;

ReplayReport replay(InboxRig &rig, InboxState state, bool isDryRun)
{
    InboxReplay replay(rig.database, rig.parts.intake, rig.clock);
    InboxReplay::Request request;
    request.tenant = rig.who.tenant;
    request.state = state;
    request.isDryRun = isDryRun;
    request.by = QStringLiteral("ann");
    const auto report = QCoro::waitFor(replay.run(request));
    if (!report) {
        qFatal("%s", qPrintable(report.error().detail));
    }
    return report.value();
}

/// Three lines of a call, dead because their table was away.
void sendThreeThatDie(InboxRig &rig)
{
    rig.execute(QStringLiteral("ALTER TABLE transcript_lines RENAME TO elsewhere"));
    for (int i = 1; i <= 3; ++i) {
        rig.send(v::transcript(C, T + i * 1000, QStringLiteral("user"), QStringLiteral("line %1").arg(i)));
    }
    for (int round = 0; round < 3 * InboxIntake::MaxAttempts; ++round) {
        rig.work();
    }
    QCOMPARE(rig.ask(QStringLiteral("SELECT COUNT(*) FROM inbox WHERE state = 'dead'")), QStringLiteral("3"));
    rig.execute(QStringLiteral("ALTER TABLE elsewhere RENAME TO transcript_lines"));
}

} // namespace

class InboxReplayTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deadOnesAreTriedOutAndThenApplied()
    {
        InboxRig rig;
        sendThreeThatDie(rig);
        const auto tried = replay(rig, InboxState::Dead, true);
        QCOMPARE(tried.selected, 3);
        QCOMPARE(tried.failed, 0);
        QCOMPARE(tried.messages.size(), 3);
        QCOMPARE(tried.messages.at(0).after, QStringLiteral("applied"));
        QVERIFY2(tried.messages.at(0).changes.join(QLatin1Char(';')).contains(QStringLiteral("call_start call ")),
                 qPrintable(tried.messages.at(0).changes.join(QLatin1Char(';'))));
        // Within a dry run later messages see what earlier ones did: the call starts once.
        QVERIFY(!tried.messages.at(1).changes.join(QLatin1Char(';')).contains(QStringLiteral("call_start")));
        QCOMPARE(rig.changes().head, 0);
        QVERIFY(rig.calls().isEmpty());
        QCOMPARE(rig.ask(QStringLiteral("SELECT COUNT(*) FROM inbox WHERE state = 'dead' AND replayed_at IS NULL")), QStringLiteral("3"));

        const auto done = replay(rig, InboxState::Dead, false);
        QCOMPARE(done.failed, 0);
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(done.messages.at(i).changes.size(), tried.messages.at(i).changes.size());
        }
        QCOMPARE(rig.ask(QStringLiteral("SELECT COUNT(*) FROM transcript_lines")), QStringLiteral("3"));
        QCOMPARE(rig.ask(QStringLiteral("SELECT COUNT(*) FROM inbox WHERE state = 'applied' AND replayed_by = 'ann'")), QStringLiteral("3"));
        QCOMPARE(replay(rig, InboxState::Dead, false).selected, 0);
    }

    void oneThatStillFailsStaysDeadAndSaysWhy()
    {
        InboxRig rig;
        sendThreeThatDie(rig);
        rig.execute(QStringLiteral("UPDATE inbox SET body = 'no more' WHERE id = (SELECT id FROM inbox ORDER BY id LIMIT 1 OFFSET 1)"));
        const auto tried = replay(rig, InboxState::Dead, true);
        QCOMPARE(tried.selected, 3);
        QCOMPARE(tried.failed, 1);
        QCOMPARE(tried.messages.at(2).after, QStringLiteral("applied"));
        const auto done = replay(rig, InboxState::Dead, false);
        QCOMPARE(done.failed, 1);
        QCOMPARE(done.messages.at(1).after, QStringLiteral("failed"));
        QVERIFY(!done.messages.at(1).note.isEmpty());
        QCOMPARE(rig.ask(QStringLiteral("SELECT state FROM inbox ORDER BY id")), QStringLiteral("applied,dead,applied"));
    }

    void whatWasDoneIsNotDoneAgain()
    {
        InboxRig rig;
        // A tool tried out without a call: nothing but the message itself tells that it was done.
        rig.send(v::toolCalls({}, T, {v::toolCall(QStringLiteral("x"), QStringLiteral("createOrder"),
                                                  {{QStringLiteral("room"), QStringLiteral("1")}, {QStringLiteral("items"), QStringLiteral("tea")}})}));
        rig.send(v::transcript(C, T, QStringLiteral("user"), QStringLiteral("Hello")));
        rig.send(rig.generic, g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("12"), QStringLiteral("towel")));
        QCOMPARE(rig.orders().size(), 2);
        const auto head = rig.changes().head;
        const auto done = replay(rig, InboxState::Applied, false);
        QCOMPARE(done.selected, 3);
        QCOMPARE(done.failed, 0);
        QCOMPARE(rig.orders().size(), 2);
        QCOMPARE(rig.changes().head, head);
    }

    void aNewerVersionUnderstandsAnOldBody()
    {
        InboxRig rig;
        const auto understood = wire::toBytes(v::transcript(C, T, QStringLiteral("user"), QStringLiteral("Hello")));
        const auto keep = [&](const QByteArray &body) {
            InboxRow row;
            row.sourceId = InboxRig::Vapi;
            row.receivedAt = rig.clock.now();
            row.headers = QStringLiteral("{}");
            row.body = body;
            row.bodySha256 = QCryptographicHash::hash(body, QCryptographicHash::Sha256);
            return rig.write([&](sql::Connection &db) {
                return rig.parts.intake.keepUndecodable(db, rig.vapi, row, QStringLiteral("an older version said so"));
            });
        };
        QVERIFY(keep(understood).ok());
        QCOMPARE(replay(rig, InboxState::Dead, false).failed, 0);
        QCOMPARE(rig.ask(QStringLiteral("SELECT state || ' ' || type || ' ' || object_key FROM inbox")), QStringLiteral("applied transcript call-1"));
        // The provider sends it again: it is known under its true name now.
        QCOMPARE(rig.send(rig.vapi, understood).fate, Fate::Repeat);

        // The other way round: it came again before the old one was replayed.
        const auto second = wire::toBytes(v::transcript(C, T + 1000, QStringLiteral("user"), QStringLiteral("Twice")));
        QVERIFY(keep(second).ok());
        QCOMPARE(rig.send(rig.vapi, second).fate, Fate::Accepted);
        const auto head = rig.changes().head;
        const auto done = replay(rig, InboxState::Dead, false);
        QCOMPARE(done.messages.first().after, QStringLiteral("ignored"));
        QCOMPARE(rig.changes().head, head);
    }

    void aManagerMayPutThemBackFromAConsole()
    {
        InboxRig rig;
        sendThreeThatDie(rig);
        InboxReplayCommand command(rig.parts.intake, rig.tenants, rig.clock);
        const auto run = [&](const QJsonObject &args) {
            Command wish;
            wish.args = args;
            return rig.write([&](sql::Connection &db) { return command.run(db, {rig.who.tenant, QStringLiteral("user:ann")}, wish); });
        };
        QCOMPARE(run({{QStringLiteral("dry_run"), true}}).value().value(QStringLiteral("selected")).toInt(), 3);
        QCOMPARE(rig.ask(QStringLiteral("SELECT COUNT(*) FROM inbox WHERE state = 'dead'")), QStringLiteral("3"));
        const auto second = rig.ask(QStringLiteral("SELECT id FROM inbox ORDER BY id")).section(QLatin1Char(','), 1, 1).toLongLong();
        QCOMPARE(run({{QStringLiteral("ids"), QJsonArray{second}}}).value().value(QStringLiteral("queued")).toInt(), 1);
        rig.work();
        QCOMPARE(rig.ask(QStringLiteral("SELECT state FROM inbox ORDER BY id")), QStringLiteral("dead,applied,dead"));
        QCOMPARE(run({{QStringLiteral("ids"), QJsonArray{second}}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(run({{QStringLiteral("state"), QStringLiteral("applied")}}).error().kind, ErrorKind::Validation);
        QCOMPARE(run({{QStringLiteral("source"), QStringLiteral("vapi")}}).value().value(QStringLiteral("queued")).toInt(), 2);
        rig.work();
        QCOMPARE(rig.ask(QStringLiteral("SELECT COUNT(*) FROM inbox WHERE state = 'applied' AND replayed_by = 'user:ann'")), QStringLiteral("3"));
        // Another property's messages are not there.
        const auto foreign = rig.write([&](sql::Connection &db) {
            Command wish;
            wish.args = {{QStringLiteral("ids"), QJsonArray{1}}};
            return command.run(db, {TenantId{QStringLiteral("t2")}, QStringLiteral("user:eve")}, wish);
        });
        QCOMPARE(foreign.error().kind, ErrorKind::NotFound);
    }

    void aDroppedBodyIsToldAsSuch()
    {
        InboxRig rig;
        sendThreeThatDie(rig);
        rig.execute(QStringLiteral("UPDATE inbox SET body = ''"));
        const auto done = replay(rig, InboxState::Dead, false);
        QCOMPARE(done.failed, 3);
        QVERIFY(done.messages.first().note.contains(QStringLiteral("dropped")));
    }
};

QTEST_GUILESS_MAIN(InboxReplayTest)
#include "tst_inboxreplay.moc"
