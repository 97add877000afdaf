// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartscale.h"
#include "ui/charts/charttablemodel.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace deskbell::ui;

class ChartScaleTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsAreRoundAndTopHoldsTheHighest_data()
    {
        QTest::addColumn<double>("highest");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::newRow("nothing") << 0.0 << 4.0 << 1.0;
        QTest::newRow("one") << 1.0 << 1.0 << 1.0;
        QTest::newRow("three") << 3.0 << 3.0 << 1.0;
        QTest::newRow("seven") << 7.0 << 8.0 << 2.0;
        QTest::newRow("nine") << 9.0 << 9.0 << 3.0;
        QTest::newRow("34") << 34.0 << 40.0 << 10.0;
        QTest::newRow("57") << 57.0 << 60.0 << 20.0;
        QTest::newRow("100") << 100.0 << 100.0 << 25.0;
        QTest::newRow("101") << 101.0 << 150.0 << 50.0;
        QTest::newRow("million") << 1.0e6 << 1.0e6 << 250000.0;
    }

    void stepsAreRoundAndTopHoldsTheHighest()
    {
        QFETCH(double, highest);
        QFETCH(double, top);
        QFETCH(double, step);
        const auto scale = ChartScale::forHighest(highest);
        QCOMPARE(scale.top, top);
        QCOMPARE(scale.step, step);
        QCOMPARE((scale.ticks - 1) * scale.step, scale.top);
    }

    void labelsKeepTheirRhythm()
    {
        QCOMPARE(labelStride(24, 1000, 40), 1);
        QCOMPARE(labelStride(24, 600, 40), 2);
        QCOMPARE(labelStride(24, 300, 40), 6);
        QCOMPARE(labelStride(30, 300, 50), 6);
        QCOMPARE(labelStride(365, 10, 50), 365);
    }

    void pointerFindsTheNearestCategory()
    {
        QCOMPARE(nearestCategory(-0.6, 3), -1);
        QCOMPARE(nearestCategory(-0.4, 3), 0);
        QCOMPARE(nearestCategory(1.4, 3), 1);
        QCOMPARE(nearestCategory(2.49, 3), 2);
        QCOMPARE(nearestCategory(2.6, 3), -1);
        QCOMPARE(nearestCategory(0, 0), -1);
    }

    void sharesOfNothingAreNothing()
    {
        QCOMPARE(shares({1, 3}), QList<double>({0.25, 0.75}));
        QCOMPARE(shares({0, 0}), QList<double>({0, 0}));
    }

    void tableTellsTheSame()
    {
        const ChartData data{ChartKind::Bars, {}, QStringLiteral("Day"), {QStringLiteral("1")}, {QStringLiteral("=1+1")},
                             {{QStringLiteral("Calls"), {12}}}};
        ChartTableModel model(data);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("12"));
        QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("Day"));
        QCOMPARE(chartCsv(data), QByteArray("\xEF\xBB\xBF" "Day,Calls\r\n'=1+1,12\r\n"));
    }
};

QTEST_GUILESS_MAIN(ChartScaleTest)
#include "tst_chartscale.moc"
