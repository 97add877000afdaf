// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookverifier.h"

#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class HookVerifierTest final : public QObject
{
    Q_OBJECT

private:
    // The vector of the provider notes: secret "vapi-secret", timestamp 1718000000000.
    static constexpr qint64 VectorTime = 1'718'000'000'000;

    static HookSource source(QJsonObject verification = {})
    {
        HookSource made;
        made.secret = "vapi-secret";
        made.verification = std::move(verification);
        return made;
    }
    static http::Request request(std::initializer_list<std::pair<QByteArray, QByteArray>> headers)
    {
        http::Request made;
        made.body = "{\"message\":{\"type\":\"hang\"}}";
        for (const auto &[name, value] : headers) {
            made.headers.add(name, value);
        }
        return made;
    }

private Q_SLOTS:
    void anyProofOfTheSecretWillDoByDefault()
    {
        const auto now = fromMillis(VectorTime + 1000);
        QVERIFY(isVerified(source(), request({{"x-vapi-secret", "vapi-secret"}}), now));
        QVERIFY(isVerified(source(), request({{"Authorization", "Bearer vapi-secret"}}), now));
        QVERIFY(isVerified(source(), request({{"x-signature", "a5201b122c8d332076601aa003399c5e4f8e8d6a2e458c71cdd796c0b2450908"},
                                              {"x-timestamp", "1718000000000"}}), now));
    }

    void nothingElseWillDo()
    {
        const auto now = fromMillis(VectorTime + 1000);
        QVERIFY(!isVerified(source(), request({}), now));
        QVERIFY(!isVerified(source(), request({{"x-vapi-secret", ""}}), now));
        QVERIFY(!isVerified(source(), request({{"x-vapi-secret", "vapi-secre"}}), now));
        QVERIFY(!isVerified(source(), request({{"x-vapi-secret", "vapi-secret2"}}), now));
        QVERIFY(!isVerified(source(), request({{"Authorization", "vapi-secret"}}), now));
        QVERIFY(!isVerified(source(), request({{"Authorization", "Bearer"}}), now));
        auto unset = source();
        unset.secret.clear();
        QVERIFY(!isVerified(unset, request({{"x-vapi-secret", ""}}), now));
        QVERIFY(!isVerified(unset, request({{"Authorization", "Bearer "}}), now));
    }

    void oldSignaturesAreRefused()
    {
        const auto signedRequest = request({{"x-signature", "a5201b122c8d332076601aa003399c5e4f8e8d6a2e458c71cdd796c0b2450908"},
                                            {"x-timestamp", "1718000000000"}});
        QVERIFY(isVerified(source(), signedRequest, fromMillis(VectorTime + 300'000)));
        QVERIFY(!isVerified(source(), signedRequest, fromMillis(VectorTime + 301'000)));
        QVERIFY(!isVerified(source(), signedRequest, fromMillis(VectorTime - 301'000)));
        auto changed = signedRequest;
        changed.body += ' ';
        QVERIFY(!isVerified(source(), changed, fromMillis(VectorTime)));
    }

    void theHmacPlanIsConfigurable()
    {
        const QJsonObject plan{{QStringLiteral("method"), QStringLiteral("hmac")},
                               {QStringLiteral("hmac"), QJsonObject{{QStringLiteral("header"), QStringLiteral("X-Vapi-Signature")},
                                                                    {QStringLiteral("format"), QStringLiteral("{body}")},
                                                                    {QStringLiteral("prefix"), QStringLiteral("sha256=")}}}};
        QVERIFY(isVerified(source(plan), request({{"X-Vapi-Signature", "sha256=04671100519529076a5691540b9d06cb3744b696dc3de00d0be51fe9932d0c1c"}}), {}));
        QVERIFY(!isVerified(source(plan), request({{"X-Vapi-Signature", "04671100519529076a5691540b9d06cb3744b696dc3de00d0be51fe9932d0c1c"}}), {}));
        // Once a signature is asked for, the plain secret no longer opens the door.
        QVERIFY(!isVerified(source(plan), request({{"x-vapi-secret", "vapi-secret"}}), {}));
    }

    void whileASecretIsReplacedBothWillDo()
    {
        const auto now = fromMillis(VectorTime + 1000);
        auto rotating = source();
        rotating.secret = "the-new-one";
        rotating.previousSecret = "vapi-secret";
        rotating.previousUntil = now + std::chrono::hours(1);
        const auto old = request({{"x-vapi-secret", "vapi-secret"}});
        const auto signedWithOld = request({{"x-signature", "a5201b122c8d332076601aa003399c5e4f8e8d6a2e458c71cdd796c0b2450908"},
                                            {"x-timestamp", "1718000000000"}});
        QVERIFY(isVerified(rotating, request({{"x-vapi-secret", "the-new-one"}}), now));
        QVERIFY(isVerified(rotating, old, now));
        QVERIFY(isVerified(rotating, signedWithOld, now));
        QVERIFY(!isVerified(rotating, request({{"x-vapi-secret", "neither"}}), now));
        QVERIFY(!isVerified(rotating, old, rotating.previousUntil));
        rotating.previousSecret.clear();
        QVERIFY(!isVerified(rotating, old, now));
        QVERIFY(!isVerified(rotating, request({{"x-vapi-secret", ""}}), now));
    }

    void otherSourcesMustSign()
    {
        const auto now = fromMillis(VectorTime + 1000);
        auto generic = source();
        generic.provider = QStringLiteral("generic");
        QVERIFY(!isVerified(generic, request({{"x-vapi-secret", "vapi-secret"}}), now));
        QVERIFY(!isVerified(generic, request({{"x-hook-secret", "vapi-secret"}}), now));
        QVERIFY(!isVerified(generic, request({{"Authorization", "Bearer vapi-secret"}}), now));
        QVERIFY(isVerified(generic, request({{"x-signature", "a5201b122c8d332076601aa003399c5e4f8e8d6a2e458c71cdd796c0b2450908"},
                                             {"x-timestamp", "1718000000000"}}), now));
        generic.verification = {{QStringLiteral("method"), QStringLiteral("secret")}};
        QVERIFY(isVerified(generic, request({{"x-hook-secret", "vapi-secret"}}), now));
    }

    void plansAreCheckedBeforeTheyCount_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        QTest::newRow("nothing") << QByteArray("{}") << QString();
        QTest::newRow("whole") << QByteArray("{\"method\":\"hmac\",\"hmac\":{\"header\":\"X-S\",\"algorithm\":\"sha512\",\"encoding\":\"base64\"}}") << QString();
        QTest::newRow("method") << QByteArray("{\"method\":\"none\"}") << QStringLiteral("method");
        QTest::newRow("typing mistake") << QByteArray("{\"hmca\":{}}") << QStringLiteral("hmca");
        QTest::newRow("algorithm") << QByteArray("{\"hmac\":{\"algorithm\":\"md5\"}}") << QStringLiteral("hmac.algorithm");
        QTest::newRow("signs nothing") << QByteArray("{\"hmac\":{\"format\":\"{timestamp}\"}}") << QStringLiteral("hmac.format");
    }
    void plansAreCheckedBeforeTheyCount()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto checked = checkVerification(QJsonDocument::fromJson(json).object());
        QCOMPARE(checked.ok(), field.isEmpty());
        if (!checked.ok()) {
            QCOMPARE(checked.error().context.value(QStringLiteral("field")).toString(), field);
        }
    }
};

QTEST_GUILESS_MAIN(HookVerifierTest)
#include "tst_hookverifier.moc"
