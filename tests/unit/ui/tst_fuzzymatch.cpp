// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzymatch.h"

#include <QtTest>

using namespace deskbell::ui;

class FuzzyMatchTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingTypedFitsEverything() { QVERIFY(fuzzyMatch({}, QStringLiteral("Sign out")).score > 0); }

    void lettersMustComeInOrder()
    {
        QVERIFY(fuzzyMatch(QStringLiteral("sgo"), QStringLiteral("Sign out")).score > 0);
        QCOMPARE(fuzzyMatch(QStringLiteral("ogs"), QStringLiteral("Sign out")).score, 0);
    }

    void wholeWordsBeatScatteredLetters()
    {
        const auto whole = fuzzyMatch(QStringLiteral("214"), QStringLiteral("Order R-1042: room 214"));
        const auto scattered = fuzzyMatch(QStringLiteral("214"), QStringLiteral("Call: +2 1 4"));
        QVERIFY(whole.score > scattered.score);
        QCOMPARE(whole.positions, QList<int>({19, 20, 21}));
    }

    void beginningsBeatMiddles()
    {
        QVERIFY(fuzzyMatch(QStringLiteral("an"), QStringLiteral("Ana García")).score
                > fuzzyMatch(QStringLiteral("an"), QStringLiteral("Thomas Brandt")).score);
    }

    void capitalsDoNotMatter() { QVERIFY(fuzzyMatch(QStringLiteral("GARC"), QStringLiteral("Ana García")).score > 0); }
};

QTEST_GUILESS_MAIN(FuzzyMatchTest)
#include "tst_fuzzymatch.moc"
