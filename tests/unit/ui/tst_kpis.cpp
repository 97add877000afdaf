// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/kpis.h"

#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class KpisTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesHaveArrowWordAndMeaning()
    {
        Overview overview = sample(200, 20);
        overview.previous = sample(100, 40).current;
        const auto kpis = kpisOf(overview, Formats({}, QLocale::c()));
        const auto &calls = kpis.at(0);
        QCOMPARE(calls.value, QStringLiteral("200"));
        QCOMPARE(calls.change, QStringLiteral("100% more"));
        QCOMPARE(calls.changeIcon, QStringLiteral("arrow-up"));
        QCOMPARE(calls.changeMeaning, ColorRole::Neutral);
        const auto &lost = kpis.at(6);
        QCOMPARE(lost.change, QStringLiteral("50% less"));
        QCOMPARE(lost.changeMeaning, ColorRole::Live); // fewer lost calls are good
    }

    void nothingToCompareSaysNothing()
    {
        const auto kpis = kpisOf(sample(10, 0), Formats({}, QLocale::c()));
        for (const auto &kpi : kpis) {
            QVERIFY2(kpi.change.isEmpty(), qPrintable(kpi.name));
        }
    }

    void sharesOfNoCallsAreNoFigure()
    {
        const auto kpis = kpisOf(sample(0, 0), Formats({}, QLocale::c()));
        QCOMPARE(kpis.at(2).value, QStringLiteral("–"));
        QCOMPARE(kpis.at(1).value, QStringLiteral("–"));
    }

private:
    static Overview sample(qint64 calls, qint64 lost)
    {
        Overview overview;
        overview.current.calls = calls;
        overview.current.lostCalls = lost;
        overview.current.cost.currency = QStringLiteral("EUR");
        return overview;
    }
};

QTEST_GUILESS_MAIN(KpisTest)
#include "tst_kpis.moc"
