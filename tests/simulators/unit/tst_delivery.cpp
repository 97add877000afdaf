// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "tests/simulators/disturbance.h"
#include "tests/simulators/sender.h"
#include "tests/support/seededrng.h"

#include <QSet>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sim;
using namespace Qt::Literals::StringLiterals;

namespace {

Outgoing line(int number)
{
    return {u"call"_s, u"transcript"_s, QByteArray::number(number), {}, false, false};
}

Outgoing toolCall()
{
    return {u"call"_s, u"tool-calls"_s, "tool"_ba, {}, true, false};
}

QList<Outgoing> ended()
{
    return {
        {u"call"_s, u"status-update"_s, R"({"message":{"status":"ended"}})"_ba, {}, false, false},
        {u"call"_s, u"end-of-call-report"_s, "{}"_ba, {}, false, false},
    };
}

QList<QByteArray> deliver(const Odds &odds, int count, quint64 seed = 1)
{
    test::SeededRng rng(seed);
    Disturbance disturbance(odds, rng);
    QList<QByteArray> bodies;
    QList<Outgoing> all;
    for (int i = 0; i < count; ++i) {
        all += disturbance.pass(line(i));
    }
    all += disturbance.rest();
    for (const auto &message : std::as_const(all)) {
        bodies.append(message.body);
    }
    return bodies;
}

QList<QByteArray> inOrder(int count)
{
    QList<QByteArray> bodies;
    for (int i = 0; i < count; ++i) {
        bodies.append(QByteArray::number(i));
    }
    return bodies;
}

} // namespace

class DeliveryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOddsNothingChanges() { QCOMPARE(deliver({}, 50), inOrder(50)); }

    void duplicatesAddAndNothingElse()
    {
        const auto bodies = deliver({0.5, 0, 0, 0}, 200);
        QVERIFY(bodies.size() > 250 && bodies.size() < 350);
        const QSet<QByteArray> distinct(bodies.begin(), bodies.end());
        QCOMPARE(distinct.size(), 200);
        for (const auto &body : distinct) {
            QVERIFY(bodies.count(body) <= 2);
        }
    }

    void reorderingLosesNothing()
    {
        auto bodies = deliver({0, 0.4, 0, 0}, 200);
        QCOMPARE(bodies.size(), 200);
        QVERIFY(bodies != inOrder(200));
        std::sort(bodies.begin(), bodies.end(), [](const auto &a, const auto &b) { return a.toInt() < b.toInt(); });
        QCOMPARE(bodies, inOrder(200));
    }

    void lateMessagesComeAfterTheLast()
    {
        test::SeededRng rng;
        Disturbance disturbance({0, 0, 1, 0}, rng);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(disturbance.pass(line(i)).isEmpty());
        }
        QCOMPARE(disturbance.rest().size(), 5);
        QVERIFY(disturbance.rest().isEmpty());
    }

    void aSeedRepeatsTheDisturbance()
    {
        const Odds odds{0.3, 0.3, 0.2, 0};
        QCOMPARE(deliver(odds, 100, 5), deliver(odds, 100, 5));
        QVERIFY(deliver(odds, 100, 5) != deliver(odds, 100, 6));
    }

    void messagesTheCallWaitsForKeepTheirPlace()
    {
        test::SeededRng rng;
        Disturbance disturbance({1, 1, 1, 0}, rng);
        const auto out = disturbance.pass(toolCall());
        QCOMPARE(out.size(), 2);
        QVERIFY(!out.first().repeat);
        QVERIFY(out.last().repeat);
        QCOMPARE(out.first().body, out.last().body);
    }

    void aDroppedEndIsNeverTold()
    {
        test::SeededRng rng;
        Disturbance disturbance({0, 0, 0, 1}, rng);
        QVERIFY(disturbance.dropsEnd());
        for (const auto &message : ended()) {
            QVERIFY(disturbance.pass(message).isEmpty());
        }
        QCOMPARE(disturbance.pass(line(1)).size(), 1);
        QVERIFY(disturbance.rest().isEmpty());
    }

    void theSecretIsShownAsTheProviderDoes()
    {
        const auto body = R"({"message":{"type":"hang"}})"_ba;
        const auto now = fromMillis(1'718'000'000'000);
        const auto plain = authHeaders(AuthKind::Secret, "vapi-secret"_ba, body, now);
        QCOMPARE(plain, (QList<std::pair<QByteArray, QByteArray>>{{"X-Vapi-Secret"_ba, "vapi-secret"_ba}}));
        const auto bearer = authHeaders(AuthKind::Bearer, "vapi-secret"_ba, body, now);
        QCOMPARE(bearer.first().second, "Bearer vapi-secret"_ba);
        const auto hmac = authHeaders(AuthKind::Hmac, "vapi-secret"_ba, body, now);
        QCOMPARE(hmac.at(0).second, "1718000000000"_ba);
        QCOMPARE(hmac.at(1).second, "a5201b122c8d332076601aa003399c5e4f8e8d6a2e458c71cdd796c0b2450908"_ba);
    }
};

QTEST_GUILESS_MAIN(DeliveryTest)
#include "tst_delivery.moc"
