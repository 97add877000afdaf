// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/backupschedule.h"
#include "server/ops/backup/backupstream.h"
#include "server/ops/backup/recoverycode.h"
#include "server/ops/backup/recoverykey.h"
#include "tests/support/manualclock.h"

#include <QBuffer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <sodium.h>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

namespace {

struct KeyPair {
    QByteArray publicKey{crypto_box_PUBLICKEYBYTES, '\0'};
    QByteArray secretKey{crypto_box_SECRETKEYBYTES, '\0'};
    KeyPair()
    {
        crypto_box_keypair(reinterpret_cast<unsigned char *>(publicKey.data()), reinterpret_cast<unsigned char *>(secretKey.data()));
    }
};

BackupHeader header()
{
    BackupHeader header;
    header.madeAt = fromMillis(1'790'000'000'123);
    header.lineage = QStringLiteral("0011223344556677");
    header.schemaVersion = 7;
    header.version = QStringLiteral("1.2.3");
    header.backend = QStringLiteral("sqlite");
    header.plainBytes = 3'000'000;
    header.sha256 = QString(64, QLatin1Char('a'));
    header.counts = {{QStringLiteral("calls"), 12}, {QStringLiteral("orders"), 0}};
    return header;
}

const QByteArray First(BackupPieceBytes, 'x');
const QByteArray Second("the end");

QByteArray written(const KeyPair &keys)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    BackupWriter writer(buffer);
    const bool isFine = writer.begin(keys.publicKey, header()).ok() && writer.write(First).ok() && writer.write(Second).ok() && writer.end().ok();
    return isFine ? buffer.data() : QByteArray();
}

/// The code of the first error; empty when all of it is good.
QString read(QByteArray bytes, const QByteArray &secretKey, QByteArray *content = nullptr)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    BackupReader reader(buffer);
    if (const auto begun = reader.begin(secretKey); !begun) {
        return begun.error().code;
    }
    while (true) {
        const auto piece = reader.next();
        if (!piece) {
            return piece.error().code;
        }
        if (!piece.value()) {
            return {};
        }
        if (content) {
            *content += *piece.value();
        }
    }
}

Instant at(const char *rfc3339) { return *fromRfc3339(QString::fromLatin1(rfc3339)); }

BackupFile file(Instant madeAt) { return *parseBackupFileName(backupFileName(madeAt, QStringLiteral("00112233"), 7)); }

} // namespace

class BackupTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }

    void whatWasWrittenIsRead()
    {
        const KeyPair keys;
        const auto bytes = written(keys);
        QVERIFY(!bytes.isEmpty());
        QVERIFY2(bytes.size() < 100'000, "it is compressed");
        QVERIFY2(!bytes.contains("0011223344556677") && !bytes.contains("xxxx"), "nothing in it can be read");
        QByteArray content;
        QCOMPARE(read(bytes, keys.secretKey, &content), QString());
        QCOMPARE(content, First + Second);
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        const auto told = BackupReader(buffer).begin(keys.secretKey);
        QVERIFY(told.ok());
        QCOMPARE(toJson(told.value()), toJson(header()));
    }

    void anotherKeyOpensNothing()
    {
        const KeyPair keys;
        const KeyPair others;
        QCOMPARE(read(written(keys), others.secretKey), QStringLiteral("backup_key"));
    }

    void everyChangeIsFound()
    {
        const KeyPair keys;
        const auto bytes = written(keys);
        for (qsizetype i = 0; i < bytes.size(); i += 97) {
            auto changed = bytes;
            changed[i] = char(changed[i] ^ 0x40);
            QVERIFY2(!read(changed, keys.secretKey).isEmpty(), qPrintable(QStringLiteral("byte %1").arg(i)));
        }
    }

    void everyCutIsFound()
    {
        const KeyPair keys;
        const auto bytes = written(keys);
        for (qsizetype size = 0; size < bytes.size(); size += 131) {
            QVERIFY2(!read(bytes.left(size), keys.secretKey).isEmpty(), qPrintable(QStringLiteral("%1 bytes").arg(size)));
        }
        QVERIFY(!read(bytes.chopped(1), keys.secretKey).isEmpty());
        QCOMPARE(read(bytes + 'x', keys.secretKey), QStringLiteral("backup_damaged"));
    }

    void codesSurvivePaper()
    {
        const KeyPair keys;
        const auto code = encodeRecoveryCode(keys.secretKey);
        QCOMPARE(code.size(), 65); // eleven groups of five and the dashes between
        QCOMPARE(decodeRecoveryCode(code).value(), keys.secretKey);
        auto typed = code.toLower().replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
        QCOMPARE(decodeRecoveryCode(QStringLiteral("  ") + typed.replace(QLatin1Char('-'), QLatin1Char(' '))).value(), keys.secretKey);
        for (qsizetype i = 0; i < code.size(); ++i) {
            if (code.at(i) == QLatin1Char('-')) {
                continue;
            }
            auto wrong = code;
            wrong[i] = code.at(i) == QLatin1Char('7') ? QLatin1Char('8') : QLatin1Char('7');
            const auto decoded = decodeRecoveryCode(wrong);
            QVERIFY2(!decoded || decoded.value() == keys.secretKey, qPrintable(wrong)); // the last sign has bits to spare
        }
        QCOMPARE(decodeRecoveryCode(code.chopped(1)).error().code, QStringLiteral("recovery_code"));
        QCOMPARE(decodeRecoveryCode(QStringLiteral("U") + code.mid(1)).error().code, QStringLiteral("recovery_code"));
        QVERIFY(!decodeRecoveryCode({}).ok());
    }

    void theCodeIsGivenOutOnce()
    {
        QTemporaryDir home;
        const DataDir dir(home.path());
        const RecoveryKey key(dir);
        const test::ManualClock clock;
        QVERIFY(key.ensure(clock).ok());
        const auto publicKey = key.publicKey().value();
        QVERIFY(key.isCodeWaiting());
        QVERIFY(!(QFileInfo(dir.recoveryCode()).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        const auto code = key.takeCode();
        QVERIFY(code.ok());
        QVERIFY(!key.isCodeWaiting());
        QCOMPARE(key.takeCode().error().code, QStringLiteral("recovery_code_taken"));
        QVERIFY(key.ensure(clock).ok());
        QCOMPARE(key.publicKey().value(), publicKey);
        // The code is the other half of what stayed.
        QByteArray made(crypto_box_PUBLICKEYBYTES, '\0');
        const auto secret = decodeRecoveryCode(code.value()).value();
        crypto_scalarmult_base(reinterpret_cast<unsigned char *>(made.data()), reinterpret_cast<const unsigned char *>(secret.constData()));
        QCOMPARE(made, publicKey);
        QVERIFY(key.renew(clock).ok());
        QVERIFY(key.publicKey().value() != publicKey);
    }

    void namesTellTimeLineageAndSchema()
    {
        const auto name = backupFileName(at("2026-11-25T13:30:05.900Z"), QStringLiteral("1a2b3c4d5e6f"), 7);
        QCOMPARE(name, QStringLiteral("deskbell-20261125T133005Z-1a2b3c4d-s0007.dbk"));
        QCOMPARE(parseBackupFileName(name)->madeAt, at("2026-11-25T13:30:05Z"));
        for (const auto *other : {"deskbell.dbk", "deskbell-20261345T133005Z-1a2b3c4d-s0007.dbk", ".deskbell-x.part", "notes.txt"}) {
            QVERIFY2(!parseBackupFileName(QString::fromLatin1(other)), other);
        }
    }

    void keepsHoursDaysAndWeeks()
    {
        QList<BackupFile> files;
        const auto now = at("2026-11-25T13:30:00Z");
        constexpr int Hours = 24 * 100;
        for (int hour = 0; hour < Hours; ++hour) {
            files.append(file(now - std::chrono::hours(hour)));
        }
        const auto expired = expiredBackups(files, now);
        const auto kept = Hours - expired.size();
        // 24 of the last day, 13 more days, and the weeks that those do not cover.
        QVERIFY2(kept >= 24 + 13 + 5 && kept <= 24 + 14 + 8, qPrintable(QString::number(kept)));
        for (const auto &gone : expired) {
            QVERIFY(now - gone.madeAt > 23h);
        }
        // Hour by hour, as the service does it: the same stays.
        QList<BackupFile> living;
        for (int hour = Hours - 1; hour >= 0; --hour) {
            living.append(file(now - std::chrono::hours(hour)));
            for (const auto &gone : expiredBackups(living, now - std::chrono::hours(hour))) {
                living.removeIf([&gone](const BackupFile &one) { return one.name == gone.name; });
            }
        }
        QVERIFY2(living.size() >= 24 + 13 + 5 && living.size() <= 24 + 14 + 8, qPrintable(QString::number(living.size())));
    }

    void neverDeletesTheLastOne()
    {
        const auto now = at("2026-11-25T13:30:00Z");
        QVERIFY(expiredBackups({file(now - 24h * 365)}, now).isEmpty());
        QCOMPARE(expiredBackups({file(now - 24h * 365), file(now - 24h * 364)}, now).size(), 1);
        QVERIFY(expiredBackups({}, now).isEmpty());
    }

    void unfinishedFilesGo()
    {
        QTemporaryDir home;
        for (const auto &path : {unfinishedName(home.path(), QStringLiteral("1")), home.filePath(QStringLiteral("deskbell-x.txt"))}) {
            QFile made(path);
            QVERIFY(made.open(QIODevice::WriteOnly));
        }
        removeUnfinished(home.path());
        QVERIFY(!QFile::exists(unfinishedName(home.path(), QStringLiteral("1"))));
        QVERIFY(QFile::exists(home.filePath(QStringLiteral("deskbell-x.txt"))));
    }

    void nextHourAndNight_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("due");
        QTest::addColumn<QString>("kind");
        QTest::newRow("hour") << "2026-11-25T13:30:00.500Z" << QByteArray("Europe/Lisbon") << "2026-11-25T14:00:00.000Z" << "hourly";
        QTest::newRow("on the hour") << "2026-11-25T13:00:00Z" << QByteArray("UTC") << "2026-11-25T14:00:00.000Z" << "hourly";
        QTest::newRow("night") << "2026-11-25T06:30:00Z" << QByteArray("America/New_York") << "2026-11-25T07:00:00.000Z" << "nightly";
        QTest::newRow("after the night") << "2026-11-25T07:00:01Z" << QByteArray("America/New_York") << "2026-11-25T08:00:00.000Z" << "hourly";
        QTest::newRow("quarter zone") << "2026-11-24T20:10:00Z" << QByteArray("Asia/Kathmandu") << "2026-11-24T20:15:00.000Z" << "nightly";
        QTest::newRow("a night without two") << "2026-03-08T06:59:00Z" << QByteArray("America/New_York") << "2026-03-08T07:00:00.000Z" << "nightly";
        QTest::newRow("two is twice, first") << "2026-10-25T00:30:00Z" << QByteArray("Europe/Berlin") << "2026-10-25T01:00:00.000Z" << "hourly";
        QTest::newRow("no zone") << "2026-11-25T01:59:59Z" << QByteArray() << "2026-11-25T02:00:00.000Z" << "nightly";
        QTest::newRow("unknown zone") << "2026-11-25T01:59:59Z" << QByteArray("Mars/Olympus") << "2026-11-25T02:00:00.000Z" << "nightly";
    }
    void nextHourAndNight()
    {
        QFETCH(QString, after);
        QFETCH(QByteArray, zone);
        QFETCH(QString, due);
        QFETCH(QString, kind);
        const auto next = nextBackup(*fromRfc3339(after), zone);
        QCOMPARE(toRfc3339(next.at), due);
        QCOMPARE(next.kind, kind);
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
