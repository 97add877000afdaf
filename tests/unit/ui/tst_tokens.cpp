// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <QtTest>

using namespace deskbell::ui;

class TokensTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsCanBeReadEverywhere_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void wordsCanBeReadEverywhere()
    {
        QFETCH(bool, dark);
        const ColorRole surfaces[] = {ColorRole::Window, ColorRole::Surface, ColorRole::SurfaceRaised, ColorRole::SurfaceSunken,
                                      ColorRole::NeutralSoft, ColorRole::Selection};
        for (const auto surface : surfaces) {
            check(ColorRole::Text, surface, dark, 4.5);
            check(ColorRole::TextMuted, surface, dark, 4.5);
        }
        const ColorRole meanings[] = {ColorRole::Accent, ColorRole::Live,   ColorRole::Ringing, ColorRole::Person,
                                      ColorRole::Assistant, ColorRole::Danger, ColorRole::Neutral};
        for (const auto meaning : meanings) {
            check(meaning, softRole(meaning), dark, 4.5);
            check(meaning, ColorRole::Surface, dark, 4.5);
            check(meaning, ColorRole::Window, dark, 4.5);
            check(meaning, ColorRole::SurfaceRaised, dark, 4.5);
            check(ColorRole::Text, softRole(meaning), dark, 4.5);
            check(ColorRole::TextMuted, softRole(meaning), dark, 4.5);
        }
        check(ColorRole::TextOnAccent, ColorRole::Accent, dark, 4.5);
        check(ColorRole::TextOnAccent, ColorRole::Focus, dark, 4.5);
    }

    void controlsAndChartsStandOut()
    {
        for (const bool dark : {false, true}) {
            for (const auto surface : {ColorRole::Window, ColorRole::Surface, ColorRole::SurfaceRaised}) {
                check(ColorRole::BorderStrong, surface, dark, 3);
                check(ColorRole::Focus, surface, dark, 3);
            }
            const auto sequence = tokenChartSequence(dark);
            for (const auto &color : sequence) {
                QVERIFY(contrastRatio(color, tokenColor(ColorRole::Surface, dark)) >= 3);
            }
        }
    }

    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
        QVERIFY(qAbs(contrastRatio(QColor(0x777777), Qt::white) - 4.48) < 0.01);
    }

private:
    static void check(ColorRole text, ColorRole ground, bool dark, double least)
    {
        const double ratio = contrastRatio(tokenColor(text, dark), tokenColor(ground, dark));
        const auto message = QStringLiteral("role %1 on %2, dark %3: %4").arg(int(text)).arg(int(ground)).arg(dark).arg(ratio);
        QVERIFY2(ratio >= least, qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
