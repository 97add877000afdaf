// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/faultpoint.h"

#include <QTest>

#ifdef DESKBELL_FAULT_POINTS
#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace deskbell;

class FaultPointTest final : public QObject
{
    Q_OBJECT

#ifdef DESKBELL_FAULT_POINTS
    /// The wait status of a process that passes `times` times.
    static int passes(const QString &point, int times)
    {
        const auto child = ::fork();
        if (child == 0) {
            if (!fault::arm(point)) {
                std::_Exit(2);
            }
            for (int i = 0; i < times; ++i) {
                DESKBELL_FAULT_POINT("test.here");
            }
            std::_Exit(0);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        return status;
    }

private Q_SLOTS:
    void diesAtTheWantedPassOnly()
    {
        QVERIFY(WIFEXITED(passes(QStringLiteral("test.here:3"), 2)));
        const auto killed = passes(QStringLiteral("test.here:3"), 3);
        QVERIFY(WIFSIGNALED(killed));
        QCOMPARE(WTERMSIG(killed), SIGKILL);
        QVERIFY(WIFEXITED(passes(QStringLiteral("test.there:1"), 5)));
    }

    void refusesWhatIsNoPoint()
    {
        for (const auto *wrong : {"", "name", "name:", "name:0", "name:-1", "name:x", ":1"}) {
            QVERIFY2(!fault::arm(QString::fromLatin1(wrong)), wrong);
        }
    }
#else
private Q_SLOTS:
    void isNothingInARelease() { DESKBELL_FAULT_POINT("test.here"); }
#endif
};

QTEST_GUILESS_MAIN(FaultPointTest)
#include "tst_faultpoint.moc"
