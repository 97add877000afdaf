// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/ordercodec.h"
#include "server/hooks/generic/genericdecoder.h"
#include "tests/support/genericevents.h"
#include "tests/support/inboxrig.h"

#include <QTest>
#include <algorithm>

using namespace deskbell;
using namespace deskbell::server;
using deskbell::test::InboxRig;
using Fate = InboxIntake::Fate;
namespace g = deskbell::test::generic;

namespace {

constexpr qint64 T = 1'795'200'000'000;
const auto P = QStringLiteral("P-1");

QJsonObject field(const char *name, const QJsonValue &value) { return {{QLatin1String(name), value}}; }

/// The order without what differs between two histories of the same facts.
QByteArray state(InboxRig &rig)
{
    auto order = rig.orders().first();
    order.id = {};
    order.version = 0;
    order.updatedAt = {};
    return wire::toBytes(wire::toJson(order));
}

} // namespace

class GenericTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsBecomeAnOrder()
    {
        InboxRig rig;
        QCOMPARE(rig.send(rig.generic, g::create(QStringLiteral("e1"), P, T - 9000, QStringLiteral("12"), QStringLiteral("2 towels"))).fate, Fate::Accepted);
        const auto order = rig.orders().first();
        QCOMPARE(order.room, QStringLiteral("12"));
        QCOMPARE(order.createdBy, QStringLiteral("provider:generic"));
        QCOMPARE(toMillis(order.createdAt), T - 9000);
        rig.send(rig.generic, g::change(QStringLiteral("e2"), P, T + 1, field("room", QStringLiteral("14"))));
        QCOMPARE(rig.orders().first().room, QStringLiteral("14"));
        rig.send(rig.generic, g::change(QStringLiteral("e3"), P, T + 2, field("status", QStringLiteral("in_progress"))));
        QCOMPARE(rig.orders().first().status, OrderStatus::InProgress);
        rig.send(rig.generic, g::event(QStringLiteral("e4"), QStringLiteral("order.cancel"), P, T + 3));
        QCOMPARE(rig.orders().size(), 1);
        QCOMPARE(rig.orders().first().status, OrderStatus::Cancelled);
    }

    void everyOrderOfArrivalEndsTheSame()
    {
        const QList<QByteArray> events{
            g::create(QStringLiteral("e1"), P, T, QStringLiteral("12"), QStringLiteral("towel")),
            g::change(QStringLiteral("e2"), P, T + 10, {{QStringLiteral("room"), QStringLiteral("14")}, {QStringLiteral("notes"), QStringLiteral("soft")}}),
            g::change(QStringLiteral("e3"), P, T + 20, field("notes", QStringLiteral("very soft"))),
            g::change(QStringLiteral("e4"), P, T + 20, field("notes", QStringLiteral("hard"))),
            g::change(QStringLiteral("e5"), P, T + 30, field("status", QStringLiteral("accepted"))),
        };
        QByteArray expected;
        for (int first = 0; first < 5; ++first) {
            for (int round = 0; round < 4; ++round) {
                QList<int> mixed{0, 1, 2, 3, 4};
                std::rotate(mixed.begin(), mixed.begin() + first, mixed.end());
                std::rotate(mixed.begin() + 1, mixed.begin() + 1 + round, mixed.end());
                InboxRig rig;
                for (const int i : std::as_const(mixed)) {
                    rig.send(rig.generic, events.at(i));
                }
                QCOMPARE(rig.orders().size(), 1);
                expected = expected.isEmpty() ? state(rig) : expected;
                QCOMPARE(state(rig), expected);
            }
        }
        QVERIFY(expected.contains("hard"));
    }

    void whatIsOlderIsStale()
    {
        InboxRig rig;
        rig.send(rig.generic, g::create(QStringLiteral("e1"), P, T, QStringLiteral("12"), QStringLiteral("towel")));
        rig.send(rig.generic, g::change(QStringLiteral("e3"), P, T + 20, field("room", QStringLiteral("14"))));
        const auto head = rig.changes().head;
        rig.send(rig.generic, g::change(QStringLiteral("e2"), P, T + 10, field("room", QStringLiteral("13"))));
        rig.send(rig.generic, g::create(QStringLiteral("e0"), P, T - 10, QStringLiteral("11"), QStringLiteral("soap")));
        QCOMPARE(rig.changes().head, head);
        QCOMPARE(rig.ask(QStringLiteral("SELECT state FROM inbox ORDER BY id")), QStringLiteral("applied,applied,stale,stale"));
    }

    void aChangeWaitsForItsOrder()
    {
        InboxRig rig;
        QCOMPARE(rig.send(rig.generic, g::change(QStringLiteral("e2"), P, T + 10, field("notes", QStringLiteral("soft")))).fate, Fate::Accepted);
        QVERIFY(rig.orders().isEmpty());
        rig.send(rig.generic, g::create(QStringLiteral("e1"), P, T, QStringLiteral("12"), QStringLiteral("towel")));
        QCOMPARE(rig.orders().first().notes, QStringLiteral("soft"));
    }

    void staffsEditStaysUntilTheFieldIsSaidAnew()
    {
        InboxRig rig;
        rig.send(rig.generic, g::create(QStringLiteral("e1"), P, T, QStringLiteral("12"), QStringLiteral("towel")));
        OrderPatch patch;
        patch.room = QStringLiteral("99");
        QVERIFY(rig.write([&](sql::Connection &db) { return rig.parts.orders.change(db, rig.who, rig.orders().first().id, patch); }).ok());
        rig.send(rig.generic, g::change(QStringLiteral("e2"), P, T + 10, field("notes", QStringLiteral("soft"))));
        QCOMPARE(rig.orders().first().room, QStringLiteral("99"));
        rig.send(rig.generic, g::change(QStringLiteral("e3"), P, T + 20, field("room", QStringLiteral("14"))));
        QCOMPARE(rig.orders().first().room, QStringLiteral("14"));
    }

    void aClosedOrderStaysClosed()
    {
        InboxRig rig;
        rig.send(rig.generic, g::create(QStringLiteral("e1"), P, T, QStringLiteral("12"), QStringLiteral("towel")));
        rig.send(rig.generic, g::change(QStringLiteral("e2"), P, T + 10, field("status", QStringLiteral("done"))));
        QCOMPARE(rig.orders().first().status, OrderStatus::Done);
        rig.send(rig.generic, g::event(QStringLiteral("e3"), QStringLiteral("order.cancel"), P, T + 20));
        QCOMPARE(rig.orders().first().status, OrderStatus::Done);
        QCOMPARE(rig.ask(QStringLiteral("SELECT state FROM inbox ORDER BY id DESC")).section(QLatin1Char(','), 0, 0), QStringLiteral("stale"));
    }

    void whatIsWrongIsUndecodable_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no id") << QByteArray(R"({"type":"order.cancel","object":"o","at":"2026-01-01T00:00:00Z"})");
        QTest::newRow("no object") << QByteArray(R"({"id":"1","type":"order.cancel","at":"2026-01-01T00:00:00Z"})");
        QTest::newRow("no time") << QByteArray(R"({"id":"1","type":"order.cancel","object":"o"})");
        QTest::newRow("no items") << g::event(QStringLiteral("1"), QStringLiteral("order.create"), P, T, field("room", QStringLiteral("1")));
        QTest::newRow("wrong type") << g::change(QStringLiteral("1"), P, T, field("room", 5));
        QTest::newRow("nothing") << g::change(QStringLiteral("1"), P, T, {});
        QTest::newRow("unknown status") << g::change(QStringLiteral("1"), P, T, field("status", QStringLiteral("lost")));
    }
    void whatIsWrongIsUndecodable()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!decodeGeneric(body).ok());
    }

    void otherTypesAreIgnored()
    {
        InboxRig rig;
        QCOMPARE(rig.send(rig.generic, QByteArray(R"({"id":"1","type":"room.cleaned"})")).fate, Fate::Accepted);
        QCOMPARE(rig.ask(QStringLiteral("SELECT state FROM inbox")), QStringLiteral("ignored"));
    }
};

QTEST_GUILESS_MAIN(GenericTest)
#include "tst_generic.moc"
