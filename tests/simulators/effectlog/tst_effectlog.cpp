// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "tests/simulators/effectlog/providerserver.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sim;

namespace {

ProviderRequest effect(const char *effectClass, const QByteArray &key)
{
    return {"POST", QStringLiteral("/effects/") + QLatin1String(effectClass), {}, {{"idempotency-key", key}}, "{\"text\":\"hello\"}"};
}

ProviderRequest control(const QJsonObject &wish) { return {"POST", QStringLiteral("/control"), {}, {}, wire::toBytes(wish)}; }

/// A provider without sockets.
struct Bench {
    EffectLog log;
    test::ManualClock clock;
    test::SeededRng rng{1};
    Provider provider{log, clock, rng};

    QJsonObject counts()
    {
        return wire::parseObject(provider.handle({"GET", QStringLiteral("/effects"), {}, {}, {}}).body).value();
    }
    QJsonObject counts(const char *effectClass)
    {
        return counts().value(QLatin1String("classes")).toObject().value(QLatin1String(effectClass)).toObject();
    }
    void misbehave(const QJsonObject &wish) { QCOMPARE(provider.handle(control(wish)).status, 200); }
};

int field(const QJsonObject &object, const char *name) { return object.value(QLatin1String(name)).toInt(-1); }

} // namespace

class EffectLogTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classAHonoursTheKey()
    {
        Bench bench;
        const auto first = bench.provider.handle(effect("A", "k1"));
        const auto again = bench.provider.handle(effect("A", "k1"));
        QCOMPARE(first.status, 200);
        QCOMPARE(again.body, first.body);
        (void)bench.provider.handle(effect("A", "k2"));
        QCOMPARE(field(bench.counts("A"), "effects"), 2);
        QCOMPARE(field(bench.counts("A"), "duplicates"), 0);
        QCOMPARE(field(bench.counts(), "repeats_answered"), 1);
    }

    void classesBAndCDoItTwice()
    {
        for (const auto *effectClass : {"B", "C"}) {
            Bench bench;
            (void)bench.provider.handle(effect(effectClass, "k1"));
            (void)bench.provider.handle(effect(effectClass, "k1"));
            QCOMPARE(field(bench.counts(effectClass), "effects"), 2);
            QCOMPARE(field(bench.counts(effectClass), "duplicates"), 1);
        }
    }

    void onlyClassBCanBeLookedUp()
    {
        Bench bench;
        for (const auto *effectClass : {"A", "B", "C"}) {
            (void)bench.provider.handle(effect(effectClass, effectClass));
        }
        const auto lookUp = [&bench](const char *key) {
            return bench.provider.handle({"GET", QStringLiteral("/lookup"), QLatin1String(key), {}, {}}).status;
        };
        QCOMPARE(lookUp("A"), 404);
        QCOMPARE(lookUp("B"), 200);
        QCOMPARE(lookUp("C"), 404);
        QCOMPARE(lookUp("unheard of"), 404);
        bench.misbehave({{QStringLiteral("lookup_broken"), true}});
        QCOMPARE(lookUp("B"), 500);
    }

    void refusalsDoNothing()
    {
        Bench bench;
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("rate_limited")}, {QStringLiteral("retry_after"), 7}});
        const auto limited = bench.provider.handle(effect("C", "k1"));
        QCOMPARE(limited.status, 429);
        QCOMPARE(limited.retryAfterSeconds, 7);
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("server_error")}});
        QCOMPARE(bench.provider.handle(effect("C", "k1")).status, 500);
        QCOMPARE(field(bench.counts(), "effects"), 0);
        QCOMPARE(field(bench.counts(), "refused"), 2);
    }

    void misconductDoesTheEffect()
    {
        Bench bench;
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("lost_reply")}});
        QVERIFY(bench.provider.handle(effect("C", "k1")).isCut);
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("late_error")}});
        QCOMPARE(bench.provider.handle(effect("C", "k2")).status, 500);
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("slow")}, {QStringLiteral("delay_ms"), 300}});
        QCOMPARE(bench.provider.handle(effect("C", "k3")).delay, std::chrono::milliseconds(300));
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("late_callback")}, {QStringLiteral("callback_url"), QStringLiteral("http://127.0.0.1:1/x")}});
        const auto accepted = bench.provider.handle(effect("C", "k4"));
        QCOMPARE(accepted.status, 202);
        QVERIFY(accepted.callback);
        QCOMPARE(field(bench.counts("C"), "effects"), 4);
        QCOMPARE(field(bench.counts("C"), "duplicates"), 0);
    }

    void aProvidersOwnRepeatIsNotTheCallers()
    {
        Bench bench;
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("duplicate")}});
        (void)bench.provider.handle(effect("C", "k1"));
        QCOMPARE(field(bench.counts("C"), "effects"), 2);
        QCOMPARE(field(bench.counts("C"), "own_repeats"), 1);
        QCOMPARE(field(bench.counts("C"), "duplicates"), 0);
    }

    void onlyAShareIsTreatedBadly()
    {
        Bench bench;
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("server_error")}, {QStringLiteral("share"), 0.3}});
        for (int i = 0; i < 1000; ++i) {
            (void)bench.provider.handle(effect("A", QByteArray::number(i)));
        }
        const auto refused = field(bench.counts(), "refused");
        QVERIFY2(refused > 230 && refused < 370, qPrintable(QString::number(refused)));
    }

    void aLimitIsKept()
    {
        Bench bench;
        bench.misbehave({{QStringLiteral("limit_per_second"), 10}});
        int well = 0;
        for (int i = 0; i < 200; ++i) {
            well += bench.provider.handle(effect("C", QByteArray::number(i))).status == 200 ? 1 : 0;
            bench.clock.advance(std::chrono::milliseconds(10));
        }
        QVERIFY2(well >= 28 && well <= 31, qPrintable(QString::number(well)));
    }

    void aWrongWishChangesNothing()
    {
        Bench bench;
        QCOMPARE(bench.provider.handle(control({{QStringLiteral("mode"), QStringLiteral("nonsense")}})).status, 400);
        QCOMPARE(bench.provider.handle(control({{QStringLiteral("mode"), QStringLiteral("slow")}, {QStringLiteral("share"), 2}})).status, 400);
        QCOMPARE(bench.counts().value(QLatin1String("mode")).toObject().value(QLatin1String("mode")).toString(), QStringLiteral("ok"));
    }

    void aLineIsInTheFileBeforeTheAnswer()
    {
        const QTemporaryDir directory;
        const auto path = directory.filePath(QStringLiteral("effects.jsonl"));
        Bench bench;
        QVERIFY(bench.log.open(path, true).ok());
        (void)bench.provider.handle(effect("B", "k1"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto line = wire::parseObject(file.readLine()).value();
        QCOMPARE(line.value(QLatin1String("key")).toString(), QStringLiteral("k1"));
        QCOMPARE(line.value(QLatin1String("class")).toString(), QStringLiteral("B"));
        QCOMPARE(line.value(QLatin1String("body_sha256")).toString().size(), 64);
    }

    void servesOverHttp()
    {
        Bench bench;
        ProviderServer server(bench.provider);
        const auto port = server.listen(0);
        QVERIFY(port.ok());
        const auto base = QStringLiteral("http://127.0.0.1:%1").arg(port.value());
        QNetworkAccessManager network;
        const auto finished = [](QNetworkReply *reply) { return QTest::qWaitFor([reply] { return reply->isFinished(); }, 5000); };
        QNetworkRequest request(QUrl(base + QStringLiteral("/effects/A")));
        request.setRawHeader("Idempotency-Key", "k1");
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        const std::unique_ptr<QNetworkReply> first(network.post(request, "{}"));
        QVERIFY(finished(first.get()));
        QCOMPARE(first->error(), QNetworkReply::NoError);
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("lost_reply")}});
        request.setRawHeader("Idempotency-Key", "k2");
        const std::unique_ptr<QNetworkReply> lost(network.post(request, "{}"));
        QVERIFY(finished(lost.get()));
        QVERIFY(lost->error() != QNetworkReply::NoError);
        QVERIFY(bench.log.find(ProviderClass::A, QStringLiteral("k2")));
        const std::unique_ptr<QNetworkReply> found(network.get(QNetworkRequest(QUrl(base + QStringLiteral("/lookup?key=none")))));
        QVERIFY(finished(found.get()));
        QCOMPARE(found->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 404);
    }

    void callsBack()
    {
        Bench bench;
        ProviderServer server(bench.provider);
        const auto port = server.listen(0);
        QVERIFY(port.ok());
        QTcpServer caller;
        QVERIFY(caller.listen(QHostAddress::LocalHost));
        bench.misbehave({{QStringLiteral("mode"), QStringLiteral("late_callback")}, {QStringLiteral("delay_ms"), 20},
            {QStringLiteral("callback_url"), QStringLiteral("http://127.0.0.1:%1/done").arg(caller.serverPort())}});
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port.value());
        socket.write("POST /effects/C HTTP/1.1\r\nIdempotency-Key: k9\r\nContent-Length: 2\r\n\r\n{}");
        QTRY_VERIFY(caller.hasPendingConnections());
        auto *call = caller.nextPendingConnection();
        QByteArray heard;
        QTRY_VERIFY((heard += call->readAll()).contains("\"key\":\"k9\""));
    }
};

QTEST_GUILESS_MAIN(EffectLogTest)
#include "tst_effectlog.moc"
