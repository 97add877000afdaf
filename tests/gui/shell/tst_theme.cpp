// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/stage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/toastbar.h"

#include <QApplication>
#include <QDirIterator>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace deskbell::ui;

class ThemeTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void switchesWhileRunning()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        QSignalSpy changed(&theme, &Theme::changed);
        const auto light = QApplication::palette().color(QPalette::Window);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < light.lightness());
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        qApp->setStyleSheet({});
    }

    void everyIconPaintsSomethingInItsColour()
    {
        const Theme theme;
        QDirIterator icons(QStringLiteral(":/icons"), {QStringLiteral("*.svg")});
        int count = 0;
        while (icons.hasNext()) {
            const auto name = QFileInfo(icons.next()).baseName();
            const auto picture = theme.icon(name, ColorRole::Danger).pixmap(40).toImage();
            bool isPainted = false;
            for (int i = 0; i < 40 * 40 && !isPainted; ++i) {
                isPainted = picture.pixelColor(i % 40, i / 40).alpha() > 200;
            }
            QVERIFY2(isPainted, qPrintable(name));
            ++count;
        }
        QVERIFY(count >= 30);
    }

    void figuresKeepTheirColumn()
    {
        const Theme theme;
        const QFontMetrics metrics(theme.tabularFont(TextRole::Body13));
        QCOMPARE(metrics.horizontalAdvance(QStringLiteral("111")), metrics.horizontalAdvance(QStringLiteral("888")));
    }

    void densityChangesRowsButNotTargets()
    {
        Theme theme;
        const int comfortable = theme.rowHeight();
        theme.setDensity(Theme::Density::Compact);
        QVERIFY(theme.rowHeight() < comfortable);
        QVERIFY(theme.controlHeight() >= 28);
    }

    void statesShowThemselves()
    {
        const Theme theme;
        StateView &view = *new StateView(theme); // the stage owns it
        view.setContent(new QWidget);
        QSignalSpy retry(&view, &StateView::retryRequested);
        deskbell::tests::Stage stage;
        stage.present(&view, QSize(300, 400));
        QCOMPARE(view.state(), StateView::State::Loading);
        view.showError(QStringLiteral("It failed"), QStringLiteral("A long sentence that does not fit into one line."));
        QCOMPARE(view.message(), QStringLiteral("It failed"));
        view.findChild<QPushButton *>(QStringLiteral("retryButton"))->click();
        QCOMPARE(retry.count(), 1);
        view.showContent();
        QCOMPARE(view.state(), StateView::State::Content);
    }

    void toastsUndo()
    {
        const Theme theme;
        QWidget parent;
        parent.resize(800, 600);
        ToastBar toasts(theme, &parent);
        parent.show();
        bool isUndone = false;
        toasts.show({QStringLiteral("Done <b>x</b>"), {}, ColorRole::Live, QStringLiteral("Undo"), [&isUndone] { isUndone = true; }});
        QCOMPARE(toasts.text(), QStringLiteral("Done <b>x</b>"));
        toasts.findChild<QPushButton *>(QStringLiteral("toastActionButton"))->click();
        QVERIFY(isUndone);
        QVERIFY(toasts.text().isEmpty());
    }

    void segmentsFollowTheArrowKeys()
    {
        const Theme theme;
        SegmentedControl &control = *new SegmentedControl(theme); // the stage owns it
        control.addSegment(QStringLiteral("A"), QStringLiteral("aToolButton"));
        control.addSegment(QStringLiteral("B"), QStringLiteral("bToolButton"));
        deskbell::tests::Stage stage;
        stage.present(&control, QSize(300, 40));
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        control.takeFocus();
        QSignalSpy chosen(&control, &SegmentedControl::currentChanged);
        QTest::keyClick(control.findChild<QToolButton *>(QStringLiteral("aToolButton")), Qt::Key_Right);
        QCOMPARE(control.current(), 1);
        QCOMPARE(chosen.count(), 1);
        control.setLayoutDirection(Qt::RightToLeft);
        QTest::qWait(1); // the layout follows
        QTest::keyClick(control.findChild<QToolButton *>(QStringLiteral("bToolButton")), Qt::Key_Right);
        QCOMPARE(control.current(), 0);
    }

    void initialsAreLettersOnly()
    {
        QCOMPARE(Avatar::initials(QStringLiteral("Ana María García")), QStringLiteral("AG"));
        QCOMPARE(Avatar::initials(QStringLiteral("+49151")), QString());
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
