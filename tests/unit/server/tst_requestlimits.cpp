// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connectionlimits.h"
#include "server/http/requestgate.h"
#include "server/http/requestlimits.h"
#include "server/http/tokenbuckets.h"
#include "tests/support/manualclock.h"

#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::http;
using namespace std::chrono_literals;

namespace {

RateOptions rates()
{
    RateOptions options;
    options.signIn = 10;
    options.read = 60;
    options.badHooks = 5;
    options.session = 20;
    options.key = 10;
    options.tenant = 30;
    return options;
}

Request get(const char *path, const char *peer, const QByteArray &device = {})
{
    Request request;
    request.path = path;
    request.peer = peer;
    if (!device.isEmpty()) {
        request.headers.add("X-Deskbell-Device", device);
    }
    return request;
}

} // namespace

/// How often somebody may come, and how many may be here at once.
class RequestLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBucketHoldsAMinute()
    {
        TokenBuckets buckets(60);
        const auto begin = std::chrono::steady_clock::time_point(1h);
        for (int i = 0; i < 60; ++i) {
            QVERIFY(!buckets.take("a", begin));
        }
        const auto wait = buckets.take("a", begin);
        QVERIFY(wait && *wait == 1000ms);
        QVERIFY(!buckets.take("b", begin));
        QVERIFY(buckets.take("a", begin + 999ms));
        QVERIFY(!buckets.take("a", begin + 1s));
        int taken = 0;
        for (auto now = begin + 2s; now < begin + 62s; now += 100ms) {
            taken += buckets.take("a", now) ? 0 : 1;
        }
        QVERIFY2(taken >= 59 && taken <= 61, qPrintable(QString::number(taken)));
        TokenBuckets none(0);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!none.take("a", begin));
        }
    }

    void inventedKeysCostNoMemory()
    {
        TokenBuckets buckets(10, 1000);
        auto now = std::chrono::steady_clock::time_point(1h);
        QVERIFY(!buckets.take("honest", now));
        int let = 0;
        for (int i = 0; i < 100'000; ++i) {
            now += 10us;
            let += buckets.take("x" + QByteArray::number(i), now) ? 0 : 1;
        }
        QVERIFY(buckets.size() <= 1001);
        QVERIFY2(let < 1100, qPrintable(QString::number(let)));
        QVERIFY(!buckets.take("honest", now));
        QVERIFY(!buckets.take("new", now + 2min)); // all are full again, and so forgotten
        QVERIFY(buckets.size() < 10);
    }

    void routesAreLimitedByKind()
    {
        QCOMPARE(routeClass(Method::Post, "/v1/auth/login"), RouteClass::SignIn);
        QCOMPARE(routeClass(Method::Post, "/v1/auth/pin"), RouteClass::SignIn);
        QCOMPARE(routeClass(Method::Post, "/v1/setup"), RouteClass::SignIn);
        QCOMPARE(routeClass(Method::Post, "/v1/auth/refresh"), RouteClass::Write);
        QCOMPARE(routeClass(Method::Post, "/v1/pair"), RouteClass::Pair);
        QCOMPARE(routeClass(Method::Get, "/v1/calls"), RouteClass::Read);
        QCOMPARE(routeClass(Method::Post, "/v1/commands"), RouteClass::Write);
        QCOMPARE(routeClass(Method::Post, "/hooks/vapi/abc"), RouteClass::Hook);
        QCOMPARE(routeClass(Method::Post, "/vapi-webhook"), RouteClass::Hook);
        QCOMPARE(routeClass(Method::Post, "/v1/chat/messages"), RouteClass::Chat);
        QCOMPARE(routeClass(Method::Post, "/v1/chatter"), RouteClass::Write);
        QCOMPARE(routeClass(Method::Get, "/health"), RouteClass::Health);
    }

    void oneAddressDoesNotHinderAnother()
    {
        test::ManualClock clock;
        AddressLimits limits(rates(), clock);
        for (int i = 0; i < 10; ++i) {
            QVERIFY(!limits.take(RouteClass::SignIn, "192.0.2.1", {}));
        }
        const auto refused = limits.take(RouteClass::SignIn, "192.0.2.1", {});
        QVERIFY(refused.has_value());
        QCOMPARE(refused->kind, ErrorKind::RateLimited);
        QCOMPARE(refused->code, QStringLiteral("too_many_requests"));
        QCOMPARE(refused->context.value(QLatin1String("retry_after")).toInt(), 6);
        QVERIFY(!limits.take(RouteClass::SignIn, "192.0.2.2", {}));
        QVERIFY(!limits.take(RouteClass::Read, "192.0.2.1", {}));
        QVERIFY(!limits.take(RouteClass::SignIn, "192.0.2.1", QStringLiteral("device"))); // a paired console there
        clock.advance(6s);
        QVERIFY(!limits.take(RouteClass::SignIn, "192.0.2.1", {}));
    }

    void anIPv6HouseholdIsOneAddress()
    {
        test::ManualClock clock;
        AddressLimits limits(rates(), clock);
        for (int i = 0; i < 10; ++i) {
            QVERIFY(!limits.take(RouteClass::SignIn, "2001:db8::" + QByteArray::number(i + 1), {}));
        }
        QVERIFY(limits.take(RouteClass::SignIn, "2001:db8::ffff", {}));
        QVERIFY(!limits.take(RouteClass::SignIn, "2001:db8:0:1::1", {}));
    }

    void loopbackIsExemptUnlessCounted()
    {
        test::ManualClock clock;
        auto options = rates();
        AddressLimits exempt(options, clock);
        options.countsLoopback = true;
        AddressLimits counted(options, clock);
        int refused = 0;
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!exempt.take(RouteClass::SignIn, "127.0.0.1", {}));
            refused += counted.take(RouteClass::SignIn, "127.0.0.1", {}) ? 1 : 0;
        }
        QCOMPARE(refused, 90);
    }

    void goodHooksAreNotLimited()
    {
        test::ManualClock clock;
        AddressLimits limits(rates(), clock);
        for (int i = 0; i < 10'000; ++i) {
            QVERIFY(!limits.take(RouteClass::Hook, "192.0.2.1", {}));
        }
        for (int i = 0; i < 5; ++i) {
            limits.noteBadHook("192.0.2.9");
        }
        QVERIFY(limits.take(RouteClass::Hook, "192.0.2.9", {}));
        QVERIFY(!limits.take(RouteClass::Hook, "192.0.2.1", {}));
        clock.advance(12s);
        QVERIFY(!limits.take(RouteClass::Hook, "192.0.2.9", {}));
    }

    void sessionsAndPropertiesAreLimited()
    {
        test::ManualClock clock;
        PrincipalLimits limits(rates(), clock);
        for (int i = 0; i < 20; ++i) {
            QVERIFY(!limits.take(QStringLiteral("s1"), false, QStringLiteral("t1"), "192.0.2.1"));
        }
        QCOMPARE(limits.take(QStringLiteral("s1"), false, QStringLiteral("t1"), "192.0.2.1")->context.value(QLatin1String("scope")).toString(),
            QStringLiteral("session"));
        for (int i = 0; i < 10; ++i) {
            QVERIFY(!limits.take(QStringLiteral("k1"), true, QStringLiteral("t1"), "192.0.2.1"));
        }
        QCOMPARE(limits.take(QStringLiteral("k1"), true, QStringLiteral("t2"), "192.0.2.1")->context.value(QLatin1String("scope")).toString(),
            QStringLiteral("key"));
        QCOMPARE(limits.take(QStringLiteral("s2"), false, QStringLiteral("t1"), "192.0.2.1")->context.value(QLatin1String("scope")).toString(),
            QStringLiteral("tenant"));
        QVERIFY(!limits.take(QStringLiteral("s3"), false, QStringLiteral("t2"), "192.0.2.1"));
    }

    void theGateKnowsPairedConsoles()
    {
        test::ManualClock clock;
        server::DeviceRegistry registry;
        registry.put({QStringLiteral("desk"), {}, {}, {}, {}, server::DeviceRegistry::hashOf("dbd_good")});
        QList<QByteArray> seen;
        RequestGate gate(registry, rates(), clock, [&](const server::PairedDevice &device, const QByteArray &address) {
            seen.append(address);
            registry.noteAddress(device.tenant, device.id, address);
        });
        auto good = get("/v1/calls", "192.0.2.1", "dbd_good");
        QVERIFY(!gate.check(good));
        QCOMPARE(good.device, QStringLiteral("desk"));
        auto bad = get("/v1/calls", "192.0.2.3", "dbd_bad");
        QVERIFY(!gate.check(bad));
        QCOMPARE(bad.device, QString());
        QVERIFY(gate.isKnown("192.0.2.1"));
        QVERIFY(!gate.isKnown("192.0.2.3"));
        QVERIFY(!gate.check(good));
        QCOMPARE(seen, QList<QByteArray>{"192.0.2.1"}); // not told each time
        std::optional<Response> refused;
        for (int i = 0; i < 100 && !refused; ++i) {
            refused = gate.check(bad);
        }
        QVERIFY(refused.has_value());
        QCOMPARE(refused->status, 429);
        QVERIFY(refused->headers.contains({"Retry-After", "1"}));
        const auto error = QJsonDocument::fromJson(refused->body).object().value(QLatin1String("error")).toObject();
        QCOMPARE(error.value(QLatin1String("reason")).toString(), QStringLiteral("too_many_requests"));
    }

    void knownAddressesHaveAReserve()
    {
        ConnectionLimits limits({100, 50, 60, 40});
        std::vector<ConnectionTicket> held;
        const auto admit = [&](const QByteArray &address, bool isUnknown) {
            auto ticket = limits.admit(address, isUnknown);
            if (ticket) {
                held.push_back(std::move(*ticket));
            }
            return ticket.has_value();
        };
        for (int i = 0; i < 40; ++i) {
            QVERIFY(admit("a", true));
        }
        QVERIFY(!admit("a", true)); // of one unknown address
        for (int i = 0; i < 20; ++i) {
            QVERIFY(admit("b", true));
        }
        QVERIFY(!admit("c", true)); // of all unknown ones
        for (int i = 0; i < 40; ++i) {
            QVERIFY(admit("desk", false));
        }
        QVERIFY(!admit("desk2", false)); // of all
        held.clear();
        QCOMPARE(limits.total(), 0);
        QVERIFY(admit("a", true));
    }
};

QTEST_GUILESS_MAIN(RequestLimitsTest)
#include "tst_requestlimits.moc"
