// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/localdisk.h"
#include "server/ops/storageguard.h"
#include "server/storage/starthistory.h"
#include "tests/support/manualclock.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;

namespace {

constexpr qint64 MiB = 1024 * 1024;

struct Disk {
    QTemporaryDir home;
    test::ManualClock clock;
    qint64 room = 10'000 * MiB; ///< without the ballast
    int pruned = 0;

    [[nodiscard]] QString ballastFile() const { return home.filePath(QStringLiteral("ballast")); }
    [[nodiscard]] std::unique_ptr<StorageGuard> guard(qint64 ballast = 2 * MiB)
    {
        const auto free = [this]() -> std::optional<qint64> {
            return room - (QFile::exists(ballastFile()) ? QFileInfo(ballastFile()).size() : 0);
        };
        auto made = std::make_unique<StorageGuard>(StorageGuard::Options{}, Ballast(ballastFile(), ballast), free, clock);
        made->addPruner([this] { ++pruned; });
        return made;
    }
};

} // namespace

class StorageGuardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.ops.storage=false")); }

    void theBallastHoldsRealRoom()
    {
        Disk disk;
        const Ballast ballast(disk.ballastFile(), 3 * MiB);
        QVERIFY(!ballast.isHeld());
        QVERIFY(ballast.make().ok());
        QVERIFY(ballast.isHeld());
        struct stat info {};
        QCOMPARE(::stat(QFile::encodeName(disk.ballastFile()).constData(), &info), 0);
        QVERIFY(info.st_blocks * 512 >= 3 * MiB);
        // A file with a hole is none.
        ballast.release();
        QFile hole(disk.ballastFile());
        QVERIFY(hole.open(QIODevice::WriteOnly) && hole.resize(3 * MiB));
        hole.close();
        QVERIFY(!ballast.isHeld());
        QVERIFY(ballast.make().ok());
        QVERIFY(ballast.isHeld());
        QVERIFY(Ballast(disk.ballastFile(), 0).isHeld());
    }

    void levelsFollowTheRoomAndTheBallastGoesAndComes()
    {
        Disk disk;
        const auto guard = disk.guard();
        QSignalSpy changes(guard.get(), &StorageGuard::levelChanged);
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Normal);
        QVERIFY(guard->hasBallast());
        disk.room = 1000 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Low);
        QCOMPARE(disk.pruned, 0);
        disk.room = 200 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::VeryLow);
        QCOMPARE(disk.pruned, 1);
        guard->check();
        QCOMPARE(disk.pruned, 1);
        disk.room = 65 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Full);
        QVERIFY(!guard->hasBallast());
        QCOMPARE(disk.pruned, 2);
        // Without the ballast there is more room, but that is not room.
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Full);
        disk.room = 70 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Full);
        disk.room = 90 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::VeryLow);
        QVERIFY(guard->hasBallast());
        disk.room = 10'000 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Normal);
        QCOMPARE(changes.count(), 5);
    }

    void aFailedWriteCountsMoreThanTheNumber()
    {
        Disk disk;
        const auto guard = disk.guard();
        guard->check();
        guard->reportFull();
        QTRY_COMPARE(guard->level(), StorageLevel::Full);
        QVERIFY(!guard->hasBallast());
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Full);
        disk.clock.advance(5s);
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Normal);
        QVERIFY(guard->hasBallast());
    }

    void withoutBallastNothingIsMade()
    {
        Disk disk;
        const auto guard = disk.guard(0);
        guard->check();
        QVERIFY(guard->hasBallast());
        QVERIFY(!QFile::exists(disk.ballastFile()));
        disk.room = 10 * MiB;
        guard->check();
        QCOMPARE(guard->level(), StorageLevel::Full);
    }

    void networkDisks_data()
    {
        QTest::addColumn<quint64>("magic");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isNetwork");
        QTest::newRow("ext4") << quint64(0xEF53) << QByteArray("ext4") << false;
        QTest::newRow("tmpfs") << quint64(0x01021994) << QByteArray("tmpfs") << false;
        QTest::newRow("xfs") << quint64(0x58465342) << QByteArray("xfs") << false;
        QTest::newRow("ntfs by fuse") << quint64(0x65735546) << QByteArray("fuseblk") << false;
        QTest::newRow("nobody knows") << quint64(0) << QByteArray() << false;
        QTest::newRow("nfs") << quint64(0x6969) << QByteArray() << true;
        QTest::newRow("cifs") << quint64(0xFF534D42) << QByteArray() << true;
        QTest::newRow("smb2") << quint64(0xFE534D42) << QByteArray() << true;
        QTest::newRow("9p") << quint64(0x01021997) << QByteArray() << true;
        QTest::newRow("sshfs") << quint64(0x65735546) << QByteArray("fuse.sshfs") << true;
        QTest::newRow("by name") << quint64(0) << QByteArray("NFS4") << true;
    }
    void networkDisks()
    {
        QFETCH(quint64, magic);
        QFETCH(QByteArray, name);
        QFETCH(bool, isNetwork);
        QCOMPARE(isNetworkFileSystem(magic, name), isNetwork);
        QVERIFY(requireLocalDisk(QDir::tempPath()).ok());
    }

    void uncleanStartsAreCounted()
    {
        const auto now = fromMillis(1'790'000'000'000);
        const auto run = [now](std::chrono::seconds ago, bool isClean) { return ServiceRun{QStringLiteral("b"), now - ago, isClean}; };
        const auto boot = QStringLiteral("boot");
        QVERIFY(!startHistory({}, boot, now, false).wasUnclean);
        QVERIFY(startHistory({}, boot, now, true).wasUnclean);
        QVERIFY(!startHistory({run(60s, true)}, boot, now, false).wasUnclean);
        const auto once = startHistory({run(60s, false), run(120s, true)}, boot, now, false);
        QVERIFY(once.wasUnclean);
        QVERIFY(!once.isSafeMode());
        const auto twice = startHistory({run(60s, false), run(120s, false)}, boot, now, false);
        QVERIFY(twice.isSafeMode());
        QVERIFY(!startHistory({run(400s, false), run(500s, false)}, boot, now, false).isSafeMode());
        QVERIFY(!startHistory({run(60s, true), run(120s, false), run(180s, false)}, boot, now, false).wasUnclean);
    }
};

QTEST_GUILESS_MAIN(StorageGuardTest)
#include "tst_storageguard.moc"
