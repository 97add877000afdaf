// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/genericevents.h"
#include "tests/support/inboxrig.h"
#include "tests/support/vapimessages.h"

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

QString states(InboxRig &rig) { return rig.ask(QStringLiteral("SELECT state FROM inbox ORDER BY id")).replace(QLatin1Char(','), QLatin1Char(' ')); }

QJsonObject say(const QString &call, int second, const QString &text)
{
    return v::transcript(call, T + second * 1000LL, QStringLiteral("user"), text);
}

QJsonObject report(const QString &reason, const QString &url)
{
    auto outer = v::report(C, T + 9000, QStringLiteral("2026-11-20T20:00:00.500Z"), QStringLiteral("2026-11-20T20:00:09.000Z"), {});
    auto message = outer.value(QStringLiteral("message")).toObject();
    message.insert(QStringLiteral("endedReason"), reason);
    auto artifact = message.value(QStringLiteral("artifact")).toObject();
    artifact.insert(QStringLiteral("recordingUrl"), url);
    message.insert(QStringLiteral("artifact"), artifact);
    return {{QStringLiteral("message"), message}};
}

} // namespace

class InboxTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRepeatGetsTheFirstAnswerAndChangesNothing()
    {
        InboxRig rig;
        const auto body = g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("12"), QStringLiteral("towel"));
        QCOMPARE(rig.send(rig.generic, body).fate, Fate::Accepted);
        const auto head = rig.changes().head;
        const auto again = rig.send(rig.generic, body);
        QCOMPARE(again.fate, Fate::Repeat);
        QCOMPARE(again.answer, QByteArray("{}"));
        QCOMPARE(rig.changes().head, head);
        QCOMPARE(states(rig), QStringLiteral("applied"));
    }

    void anotherBodyUnderTheSameIdIsAConflict()
    {
        InboxRig rig;
        rig.send(rig.generic, g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("12"), QStringLiteral("towel")));
        const auto head = rig.changes().head;
        const auto other = g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("13"), QStringLiteral("towel"));
        QCOMPARE(rig.send(rig.generic, other).fate, Fate::Conflict);
        QCOMPARE(rig.changes().head, head);
        QCOMPARE(rig.orders().first().room, QStringLiteral("12"));
        QCOMPARE(states(rig), QStringLiteral("applied conflict"));
        // The same conflict again is only a repeat of it, and the first body is still known.
        QCOMPARE(rig.send(rig.generic, other).fate, Fate::Repeat);
        QCOMPARE(rig.send(rig.generic, g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("12"), QStringLiteral("towel"))).fate,
                 Fate::Repeat);
        QCOMPARE(states(rig), QStringLiteral("applied conflict"));
    }

    void vapisReportMayComeWithOtherLinksButNotSayOtherwise()
    {
        InboxRig rig;
        QCOMPARE(rig.send(report(QStringLiteral("customer-ended-call"), QStringLiteral("https://a/1"))).fate, Fate::Accepted);
        QCOMPARE(rig.send(report(QStringLiteral("customer-ended-call"), QStringLiteral("https://a/2"))).fate, Fate::Repeat);
        QCOMPARE(rig.send(report(QStringLiteral("silence-timed-out"), QStringLiteral("https://a/2"))).fate, Fate::Conflict);
        QCOMPARE(rig.calls().first().endReason, EndReason::GuestHungUp);
    }

    void whatNobodyCanReadIsKeptAndAcknowledged_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("broken") << QByteArray("{\"message\":{\"type\":\"hang\"");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("no utf-8") << QByteArray("{\"message\":{\"type\":\"\xff\xfe\"}}");
        QTest::newRow("no call") << QByteArray("{\"message\":{\"type\":\"hang\"}}");
    }
    void whatNobodyCanReadIsKeptAndAcknowledged()
    {
        QFETCH(QByteArray, body);
        InboxRig rig;
        const auto outcome = rig.send(rig.vapi, body);
        QCOMPARE(outcome.fate, Fate::Undecodable);
        QCOMPARE(outcome.answer, QByteArray("{}"));
        QCOMPARE(rig.ask(QStringLiteral("SELECT state || ' ' || type || ' ' || length(body) FROM inbox")),
                 QStringLiteral("dead undecodable %1").arg(body.size()));
        QCOMPARE(rig.send(rig.vapi, body).fate, Fate::Repeat);
        QCOMPARE(states(rig), QStringLiteral("dead"));
    }

    void messagesQueueBehindAnEarlierOneOfTheirObject()
    {
        InboxRig rig;
        rig.execute(QStringLiteral("ALTER TABLE transcript_lines RENAME TO elsewhere"));
        QCOMPARE(rig.send(say(C, 1, QStringLiteral("one"))).fate, Fate::Queued);
        rig.execute(QStringLiteral("ALTER TABLE elsewhere RENAME TO transcript_lines"));
        QCOMPARE(rig.send(say(C, 2, QStringLiteral("two"))).fate, Fate::Queued);
        QCOMPARE(rig.send(say(QStringLiteral("call-2"), 2, QStringLiteral("other"))).fate, Fate::Accepted);
        // Somebody waits for the answer to a tool call.
        const auto tool = v::toolCalls(C, T + 3000, {v::toolCall(QStringLiteral("x"), QStringLiteral("createOrder"),
                                                                   {{QStringLiteral("room"), QStringLiteral("1")}, {QStringLiteral("items"), QStringLiteral("tea")}})});
        QCOMPARE(rig.send(tool).fate, Fate::Accepted);
        QCOMPARE(rig.orders().size(), 1);
        QCOMPARE(rig.send(say(C, 2, QStringLiteral("two"))).fate, Fate::Repeat);
        QCOMPARE(states(rig), QStringLiteral("pending pending applied applied"));
        rig.work();
        QCOMPARE(states(rig), QStringLiteral("applied applied applied applied"));
        QCOMPARE(rig.send(say(C, 4, QStringLiteral("three"))).fate, Fate::Accepted);
        QCOMPARE(rig.ask(QStringLiteral("SELECT t.text FROM transcript_lines t JOIN calls c ON c.id = t.call_id "
                                        "WHERE c.provider_call_id = 'call-1' ORDER BY t.at")),
                 QStringLiteral("one,two,three"));
    }

    void oneThatFailsHoldsUpItsObjectOnlyUntilItIsDead()
    {
        InboxRig rig;
        rig.execute(QStringLiteral("ALTER TABLE transcript_lines RENAME TO elsewhere"));
        QCOMPARE(rig.send(say(C, 1, QStringLiteral("one"))).fate, Fate::Queued);
        QCOMPARE(rig.send(v::status(C, T + 2000, QStringLiteral("in-progress"))).fate, Fate::Queued);
        for (int attempt = 2; attempt <= InboxIntake::MaxAttempts; ++attempt) {
            rig.work();
            QCOMPARE(states(rig), QStringLiteral("pending pending"));
        }
        rig.work();
        QCOMPARE(states(rig), QStringLiteral("dead applied"));
        QCOMPARE(rig.ask(QStringLiteral("SELECT attempts FROM inbox WHERE state = 'dead'")), QString::number(InboxIntake::MaxAttempts));
        QVERIFY(rig.ask(QStringLiteral("SELECT last_error FROM inbox WHERE state = 'dead'")).contains(QStringLiteral("transcript_lines")));
        QCOMPARE(rig.ask(QStringLiteral("SELECT state FROM jobs")), QStringLiteral("done,done"));
    }

    void aMessageWithoutItsJobIsTakenUpAtTheStart()
    {
        InboxRig rig;
        rig.execute(QStringLiteral("ALTER TABLE transcript_lines RENAME TO elsewhere"));
        rig.send(say(C, 1, QStringLiteral("one")));
        rig.send(say(QStringLiteral("call-2"), 1, QStringLiteral("two")));
        rig.execute(QStringLiteral("ALTER TABLE elsewhere RENAME TO transcript_lines"));
        // The first is of before there were jobs, the job of the second was discarded by somebody.
        const auto ids = rig.ask(QStringLiteral("SELECT id FROM inbox ORDER BY id")).split(QLatin1Char(','));
        rig.execute(QStringLiteral("DELETE FROM jobs WHERE unique_key = 'inbox:%1'").arg(ids.at(0)));
        rig.execute(QStringLiteral("UPDATE jobs SET state = 'cancelled' WHERE unique_key = 'inbox:%1'").arg(ids.at(1)));
        QCOMPARE(rig.write([&](sql::Connection &db) { return rig.parts.intake.adopt(db); }).value(), 2);
        QCOMPARE(states(rig), QStringLiteral("pending dead"));
        rig.work();
        QCOMPARE(states(rig), QStringLiteral("applied dead"));
        QCOMPARE(rig.write([&](sql::Connection &db) { return rig.parts.intake.adopt(db); }).value(), 0);
    }

    void aFullDiskIsNoTryOfTheMessage()
    {
        QVERIFY(isPassing({ErrorKind::Storage, {}, 0, QStringLiteral("storage_full"), {}}));
        QVERIFY(isPassing({ErrorKind::Unavailable, {}, 0, {}, {}}));
        QVERIFY(!isPassing({ErrorKind::Storage, {}, 0, QStringLiteral("constraint"), {}}));
    }

    void whatIsNoNewsIsStale()
    {
        InboxRig rig;
        rig.send(v::status(C, T, QStringLiteral("queued")));
        rig.send(v::status(C, T + 5000, QStringLiteral("ended"), QStringLiteral("customer-ended-call")));
        const auto head = rig.changes().head;
        QCOMPARE(rig.send(v::status(C, T + 1000, QStringLiteral("ringing"))).fate, Fate::Accepted);
        QCOMPARE(states(rig), QStringLiteral("applied applied stale"));
        QCOMPARE(rig.changes().head, head);
        // It is news, though an older one: the call was answered then.
        QCOMPARE(rig.send(v::status(C, T + 2000, QStringLiteral("in-progress"))).fate, Fate::Accepted);
        QCOMPARE(states(rig), QStringLiteral("applied applied stale applied"));
    }

    void aRepeatIsToldFromItsHashWhenTheBodyIsGone()
    {
        InboxRig rig;
        const auto first = g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("12"), QStringLiteral("towel"));
        rig.send(rig.generic, first);
        rig.execute(QStringLiteral("UPDATE inbox SET body = ''"));
        QCOMPARE(rig.send(rig.generic, first).fate, Fate::Repeat);
        QCOMPARE(rig.send(rig.generic, g::create(QStringLiteral("e1"), QStringLiteral("P-1"), T, QStringLiteral("99"), QStringLiteral("x"))).fate,
                 Fate::Conflict);
    }
};

QTEST_GUILESS_MAIN(InboxTest)
#include "tst_inbox.moc"
