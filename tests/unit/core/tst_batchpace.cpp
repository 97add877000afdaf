// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/batchpace.h"

#include <QTest>

using namespace std::chrono_literals;
using deskbell::sql::BatchPace;

class BatchPaceTest final : public QObject
{
    Q_OBJECT

    static BatchPace after(std::size_t units, BatchPace::Duration commit)
    {
        BatchPace pace(5ms, 400us);
        for (int i = 0; i < 100; ++i) {
            pace.committed(units, commit);
        }
        return pace;
    }
    static bool isAbout(BatchPace::Duration actual, BatchPace::Duration expected) { return std::chrono::abs(actual - expected) < 10us; }

private Q_SLOTS:
    void aSlowDiskGetsTheLongestBatches()
    {
        QVERIFY(after(64, 10ms).limit() == 5ms);
        QVERIFY(BatchPace(5ms, 400us).limit() == 5ms); // nothing is known yet
    }

    void aFastDiskGetsShortOnes()
    {
        QVERIFY(isAbout(after(10, 600us).limit(), 1200us));
        QVERIFY(after(10, 1us).limit() == 200us);
    }

    void itWaitsForThoseWhoCameLastTimeAndNotLongerThanACommit()
    {
        QVERIFY(isAbout(after(16, 100us).patience(3), 100us));
        QVERIFY(after(16, 10ms).patience(3) == 400us);
        QVERIFY(after(16, 10ms).patience(11) > 0ns);
        QVERIFY(after(16, 10ms).patience(12) == 0ns);
    }

    void aLoneUnitNeverWaits() { QVERIFY(after(1, 10ms).patience(1) == 0ns); }
};

QTEST_GUILESS_MAIN(BatchPaceTest)
#include "tst_batchpace.moc"
