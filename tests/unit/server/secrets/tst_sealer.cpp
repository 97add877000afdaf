// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/secrets/keytransfer.h"
#include "server/secrets/masterkeys.h"
#include "server/secrets/sealer.h"
#include "server/secrets/settingssecrets.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <sodium.h>

using namespace deskbell;
using namespace deskbell::server;

namespace {

MasterKeys keysOf(char filled) { return {{MasterKey::of(QByteArray(MasterKey::KeyBytes, filled))}}; }

const SealContext Here{QByteArrayLiteral("test"), TenantId{QStringLiteral("t1")}, QByteArrayLiteral("1")};

} // namespace

/// What is sealed opens with its key in its place, and nowhere else.
class SealerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSealedOpens();
    void everyContextIsItsOwn();
    void everyChangedByteIsFound();
    void anotherKeyIsSaidToBeMissing();
    void clearValuesOfEarlierVersionsPass();
    void afterARotationBothOpen();
    void theKeyFileIsMadeOnceAndForItsOwnerAlone();
    void aDamagedKeyFileIsAnError();
    void systemdComesFirst();
    void aCopyOpensWithTheRecoveryCodeOnly();
    void secretsOfSettings();
    void itIsFastEnoughForEveryMessage();
};

void SealerTest::whatIsSealedOpens()
{
    const Sealer sealer(keysOf('a'));
    for (const auto &clear : {QByteArray(""), QByteArray("x"), QByteArray(5000, 'y')}) {
        const auto sealed = sealer.seal(clear, Here);
        QVERIFY(Sealer::isSealed(sealed));
        QVERIFY(sealer.isCurrent(sealed));
        QVERIFY(clear.size() < 2 || !sealed.contains(clear));
        QCOMPARE(sealed.size(), clear.size() + Sealer::Overhead);
        QCOMPARE(sealer.open(sealed, Here).value(), clear);
        QVERIFY(sealer.seal(clear, Here) != sealed);
    }
    const auto text = sealer.sealText(QStringLiteral("geheim"), Here);
    QVERIFY(Sealer::isSealedText(text) && !text.contains(QLatin1String("geheim")));
    QCOMPARE(sealer.openText(text, Here).value(), QStringLiteral("geheim"));
    QCOMPARE(sealer.sealText({}, Here), QString());
}

void SealerTest::everyContextIsItsOwn()
{
    const Sealer sealer(keysOf('a'));
    const auto sealed = sealer.seal("secret", Here);
    for (const auto &other : {SealContext{"tes", TenantId{QStringLiteral("t1")}, "1"}, SealContext{"test", TenantId{QStringLiteral("t2")}, "1"},
                              SealContext{"test", TenantId{QStringLiteral("t1")}, "2"}, SealContext{"test", TenantId{QStringLiteral("t")}, "11"}}) {
        QCOMPARE(sealer.open(sealed, other).error().code, QStringLiteral("sealed_damaged"));
    }
}

void SealerTest::everyChangedByteIsFound()
{
    const Sealer sealer(keysOf('a'));
    const auto sealed = sealer.seal("secret", Here);
    for (qsizetype at = 4; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = char(changed.at(at) ^ 1);
        QVERIFY(!sealer.open(changed, Here));
    }
    QVERIFY(!sealer.open(sealed.chopped(1), Here));
}

void SealerTest::anotherKeyIsSaidToBeMissing()
{
    const auto sealed = Sealer(keysOf('a')).seal("secret", Here);
    QCOMPARE(Sealer(keysOf('b')).open(sealed, Here).error().code, QStringLiteral("sealed_elsewhere"));
}

void SealerTest::clearValuesOfEarlierVersionsPass()
{
    const Sealer sealer(keysOf('a'));
    QCOMPARE(sealer.open("{\"a\":1}", Here).value(), QByteArray("{\"a\":1}"));
    QCOMPARE(sealer.openText(QStringLiteral("old"), Here).value(), QStringLiteral("old"));
    QVERIFY(!sealer.isCurrentText(QStringLiteral("old")));
}

void SealerTest::afterARotationBothOpen()
{
    Sealer sealer(keysOf('a'));
    const auto before = sealer.seal("before", Here);
    const auto rotated = keysOf('a').rotated();
    QCOMPARE(rotated.keys.size(), 2);
    sealer.replaceKeys(rotated);
    const auto after = sealer.seal("after", Here);
    QVERIFY(!sealer.isCurrent(before) && sealer.isCurrent(after));
    QCOMPARE(sealer.open(before, Here).value(), QByteArray("before"));
    QCOMPARE(sealer.open(after, Here).value(), QByteArray("after"));
    sealer.replaceKeys(rotated.without({keysOf('a').active().id}));
    QVERIFY(!sealer.open(before, Here));
}

void SealerTest::theKeyFileIsMadeOnceAndForItsOwnerAlone()
{
    const QTemporaryDir dir;
    const MasterKeyStore store(dir.path(), {}, {});
    const auto made = store.load();
    QVERIFY(made.ok());
    QCOMPARE(store.path(), dir.filePath(QStringLiteral("master.key")));
    QCOMPARE(QFile::permissions(store.path()) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
    QCOMPARE(store.load().value().keys, made.value().keys);
    QVERIFY(store.warning().contains(QLatin1String("beside")));
    const QTemporaryDir other;
    const MasterKeyStore apart(dir.path(), other.filePath(QStringLiteral("key")), {});
    QVERIFY(apart.load().ok());
    QCOMPARE(apart.warning(), QString());
    QVERIFY(store.save(made.value().rotated()).ok());
    QCOMPARE(store.load().value().keys.size(), 2);
    QCOMPARE(store.load().value().keys.last(), made.value().active());
}

void SealerTest::aDamagedKeyFileIsAnError()
{
    const QTemporaryDir dir;
    for (const auto &text : {QByteArray("abc"), QByteArray(), QByteArray(64, 'g'), QByteArray(62, 'a')}) {
        QFile file(dir.filePath(QStringLiteral("master.key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(MasterKeyStore(dir.path(), {}, {}).load().error().code, QStringLiteral("master_key"));
    }
}

void SealerTest::systemdComesFirst()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("deskbell-master-key")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(keysOf('c').toText());
    file.close();
    const MasterKeyStore store(QStringLiteral("/nowhere"), QStringLiteral("/nowhere/key"), dir.path());
    QVERIFY(store.isFromSystemd());
    QCOMPARE(store.load().value().keys, keysOf('c').keys);
    QCOMPARE(store.warning(), QString());
    QCOMPARE(store.save(keysOf('d')).error().code, QStringLiteral("master_key_readonly"));
}

void SealerTest::aCopyOpensWithTheRecoveryCodeOnly()
{
    QVERIFY(sodium_init() >= 0);
    const auto pair = [] {
        QByteArray publicKey(crypto_box_PUBLICKEYBYTES, '\0');
        QByteArray secretKey(crypto_box_SECRETKEYBYTES, '\0');
        crypto_box_keypair(reinterpret_cast<unsigned char *>(publicKey.data()), reinterpret_cast<unsigned char *>(secretKey.data()));
        return std::pair(publicKey, secretKey);
    };
    const auto [publicKey, secretKey] = pair();
    const auto keys = keysOf('e').rotated();
    const auto copy = exportKeys(keys, publicKey);
    QVERIFY(!copy.contains(keys.active().key.toHex()));
    QCOMPARE(importKeys(copy, secretKey).value().keys, keys.keys);
    QCOMPARE(importKeys(copy, pair().second).error().code, QStringLiteral("key_copy"));
    QCOMPARE(importKeys("nonsense", secretKey).error().code, QStringLiteral("key_copy"));
}

void SealerTest::secretsOfSettings()
{
    const Sealer sealer(keysOf('a'));
    const TenantId tenant{QStringLiteral("t1")};
    const QJsonObject settings{{QStringLiteral("desk_phone"), QStringLiteral("+1")},
                               {QStringLiteral("notifications"), QJsonArray{QJsonObject{{QStringLiteral("url"), QStringLiteral("https://a.example")},
                                                                                        {QStringLiteral("secret"), QStringLiteral("geheim")}},
                                                                            QJsonObject{{QStringLiteral("url"), QStringLiteral("https://b.example")}}}}};
    QVERIFY(!isCurrent(settings, sealer));
    const auto sealed = sealSettings(settings, tenant, sealer);
    QVERIFY(isCurrent(sealed, sealer));
    QVERIFY(!QJsonDocument(sealed).toJson().contains("geheim"));
    QCOMPARE(openSettings(sealed, tenant, sealer), settings);
    QCOMPARE(sealSettings(sealed, tenant, sealer), sealed);
    QVERIFY(!openSettings(sealed, TenantId{QStringLiteral("t2")}, sealer).value(QStringLiteral("notifications")).toArray().at(0).toObject().contains(QStringLiteral("secret")));
    QVERIFY(!QJsonDocument(maskSettings(settings)).toJson().contains("geheim"));
}

void SealerTest::itIsFastEnoughForEveryMessage()
{
    const Sealer sealer(keysOf('a'));
    const QByteArray body(2048, 'b');
    QElapsedTimer timer;
    timer.start();
    constexpr int Times = 20'000;
    for (int i = 0; i < Times; ++i) {
        (void)sealer.seal(body, Here);
    }
    const auto each = double(timer.nsecsElapsed()) / 1000 / Times;
    qInfo("%.2f us for 2 KB", each);
    QVERIFY(each < 200); // generous: sanitizers and busy machines
}

QTEST_GUILESS_MAIN(SealerTest)
#include "tst_sealer.moc"
