// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/powercut/simulateddisk.h"

#include <QTest>

using namespace deskbell::test;

namespace {

const std::string Old(1024, 'o');
const std::string New(1024, 'n');

DiskRecord record(RecordKind kind, std::string_view name = {}, std::string_view data = {}, quint64 inode = 7, quint32 flags = 0)
{
    return {kind, flags, inode, 0, 1, name, data};
}

/// A disk that holds `Old` in the file "db".
SimulatedDisk startedDisk()
{
    SimulatedDisk disk;
    disk.apply(record(RecordStart));
    disk.apply(record(RecordSnapshot, "db", Old));
    disk.apply(record(RecordReady));
    return disk;
}

std::string content(const SimulatedDisk &disk, Survival survival, quint64 seed = 1, const char *name = "db")
{
    std::mt19937_64 random(seed);
    const auto image = disk.image(survival, random);
    const auto file = image.find(name);
    return file == image.end() ? std::string("(absent)") : std::string(file->second.begin(), file->second.end());
}

void sync(SimulatedDisk &disk)
{
    disk.apply(record(RecordSyncBegin));
    disk.apply(record(RecordSyncEnd));
}

} // namespace

class SimulatedDiskTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnsyncedWriteMayBeThereOrNot()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordWrite, {}, New));
        QCOMPARE(content(disk, Survival::None), Old);
        QCOMPARE(content(disk, Survival::All), New);
    }

    void aSyncedWriteIsThere()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordWrite, {}, New));
        sync(disk);
        for (int mode = 0; mode < SurvivalModes; ++mode) {
            QCOMPARE(content(disk, Survival(mode)), New);
        }
    }

    void aWriteDuringASyncIsNotCovered()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordSyncBegin));
        disk.apply(record(RecordWrite, {}, New));
        disk.apply(record(RecordSyncEnd));
        QCOMPARE(content(disk, Survival::None), Old);
    }

    void tornWritesMixSectors()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordWrite, {}, New));
        bool isMixed = false;
        for (quint64 seed = 0; seed < 50; ++seed) {
            const auto found = content(disk, Survival::Torn, seed);
            QCOMPARE(found.substr(0, 512).find_first_not_of(found[0]), std::string::npos);
            QCOMPARE(found.substr(512).find_first_not_of(found[512]), std::string::npos);
            isMixed = isMixed || found[0] != found[512];
        }
        QVERIFY(isMixed);
    }

    void aNameIsDurableWithItsDirectory()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordOpen, "wal", {}, 8, FlagCreated));
        disk.apply(record(RecordWrite, {}, New, 8));
        disk.apply(record(RecordSyncBegin, {}, {}, 8));
        disk.apply(record(RecordSyncEnd, {}, {}, 8));
        QCOMPARE(content(disk, Survival::None, 1, "wal"), std::string("(absent)"));
        disk.apply(record(RecordDirSyncBegin));
        disk.apply(record(RecordDirSyncEnd));
        QCOMPARE(content(disk, Survival::None, 1, "wal"), New);
        disk.apply(record(RecordUnlink, "wal"));
        QCOMPARE(content(disk, Survival::None, 1, "wal"), New);
        QCOMPARE(content(disk, Survival::All, 1, "wal"), std::string("(absent)"));
    }

    void aRenameIsOneStep()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordRename, "db", "kept"));
        for (quint64 seed = 0; seed < 20; ++seed) {
            const bool isOld = content(disk, Survival::Prefix, seed) == Old;
            QCOMPARE(content(disk, Survival::Prefix, seed, "kept") == Old, !isOld);
        }
    }

    void aRestartAddsWhatTheLogMissed()
    {
        auto disk = startedDisk();
        disk.apply(record(RecordStart));
        disk.apply(record(RecordSnapshot, "db", New));
        disk.apply(record(RecordReady));
        QCOMPARE(content(disk, Survival::None), Old);
        QCOMPARE(content(disk, Survival::All), New);
    }

    void aLyingDiskKeepsNothing()
    {
        SimulatedDisk disk(false);
        disk.apply(record(RecordStart));
        disk.apply(record(RecordSnapshot, "db", Old));
        disk.apply(record(RecordReady));
        disk.apply(record(RecordWrite, {}, New));
        sync(disk);
        QCOMPARE(content(disk, Survival::None), Old);
    }
};

QTEST_GUILESS_MAIN(SimulatedDiskTest)
#include "tst_simulateddisk.moc"
