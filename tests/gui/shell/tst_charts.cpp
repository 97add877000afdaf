// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/settings.h"
#include "tests/gui/demodata.h"
#include "tests/gui/fakestore.h"
#include "tests/gui/fixedclock.h"
#include "tests/gui/stage.h"
#include "ui/charts/chartcanvas.h"
#include "ui/charts/chartview.h"
#include "ui/pages/charts/chartspage.h"
#include "ui/pages/charts/kpicard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/stateview.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;
using namespace deskbell::tests;

class ChartsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_store = std::make_unique<FakeStore>();
        m_settings = std::make_unique<Settings>(m_home.filePath(QStringLiteral("%1.ini").arg(++m_run)));
        m_page = std::make_unique<ChartsPage>(m_theme, *m_store, *m_settings, m_clock);
        m_stage = std::make_unique<Stage>();
        m_stage->present(m_page.get());
        QVERIFY(QTest::qWaitForWindowActive(m_stage.get()));
    }

    void cleanup()
    {
        m_page.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void asksForSevenDaysOfThePropertyAndShowsThem()
    {
        QCOMPARE(m_store->m_askedOverviews.size(), 1);
        const auto query = m_store->m_askedOverviews.first();
        QCOMPARE(toRfc3339(query.period.from), QStringLiteral("2026-11-14T23:00:00.000Z"));
        QCOMPARE(toRfc3339(query.period.to), QStringLiteral("2026-11-21T23:00:00.000Z"));
        QVERIFY(query.compare);
        QCOMPARE(state(), StateView::State::Loading);
        m_store->answerOverview(demoOverview(query));
        QCOMPARE(state(), StateView::State::Content);
        QCOMPARE(m_page->findChild<KpiCard *>(QStringLiteral("callsKpiCard"))->value(), QStringLiteral("362"));
        QVERIFY(m_page->findChild<KpiCard *>(QStringLiteral("callsKpiCard"))->change().contains(QStringLiteral("more")));
    }

    void emptyAndErrorSaySoAndOfferAWayOut()
    {
        m_store->answerOverview(Overview());
        QCOMPARE(state(), StateView::State::Empty);
        m_page->findChild<QPushButton *>(QStringLiteral("emptyActionButton"))->click();
        QCOMPARE(m_store->m_askedOverviews.size(), 2);
        m_store->answerOverview(Error{ErrorKind::Network, {}, 0, {}, {}});
        QCOMPARE(state(), StateView::State::Error);
        m_page->findChild<QPushButton *>(QStringLiteral("retryButton"))->click();
        QCOMPARE(m_store->m_askedOverviews.size(), 3);
    }

    void aFailedRefreshKeepsWhatIsShown()
    {
        load();
        m_page->refresh();
        m_store->answerOverview(Error{ErrorKind::Network, {}, 0, {}, {}});
        QCOMPARE(state(), StateView::State::Content);
        QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("chartAsOfLabel"))->text().contains(QStringLiteral("could not be refreshed")));
    }

    void anAnswerToAnOlderQuestionIsIgnored()
    {
        const auto old = m_store->m_askedOverviews.first();
        m_page->findChild<QToolButton *>(QStringLiteral("todayToolButton"))->click();
        Q_EMIT m_store->overviewLoaded(old, demoOverview(old));
        QCOMPARE(state(), StateView::State::Loading);
    }

    void arrowKeysReadThePointsAndEnterOpensTheRecords()
    {
        load();
        auto *daily = m_page->findChild<ChartView *>(QStringLiteral("dailyChartView"));
        QSignalSpy jumps(m_page.get(), &Page::jumpRequested);
        daily->canvas()->setFocus();
        QTest::keyClick(daily->canvas(), Qt::Key_Right);
        QVERIFY2(daily->readout().startsWith(QStringLiteral("Sun 15 Nov")), qPrintable(daily->readout()));
        QTest::keyClick(daily->canvas(), Qt::Key_End);
        QVERIFY(daily->readout().startsWith(QStringLiteral("Sat 21 Nov")));
        QTest::keyClick(daily->canvas(), Qt::Key_Return);
        QCOMPARE(jumps.count(), 1);
        const auto target = jumps.first().first().value<PageTarget>();
        QCOMPARE(target.page, QStringLiteral("calls"));
        QCOMPARE(toRfc3339(target.period->from), QStringLiteral("2026-11-20T23:00:00.000Z"));
    }

    void aClickOnABarOpensItsDay()
    {
        load();
        auto *daily = m_page->findChild<ChartView *>(QStringLiteral("dailyChartView"));
        QSignalSpy jumps(m_page.get(), &Page::jumpRequested);
        QTest::mouseClick(daily->canvas()->viewport(), Qt::LeftButton, {}, daily->canvas()->viewport()->rect().center());
        QCOMPARE(jumps.count(), 1);
        QCOMPARE(toRfc3339(jumps.first().first().value<PageTarget>().period->from), QStringLiteral("2026-11-17T23:00:00.000Z"));
    }

    void everyChartIsAlsoATableAFileAndADrawing()
    {
        load();
        auto *hourly = m_page->findChild<ChartView *>(QStringLiteral("hourlyChartView"));
        QVERIFY(hourly->asCsv().contains("00:00 to 01:00,2,2"));
        QVERIFY(hourly->asPng().startsWith("\x89PNG"));
        QVERIFY(hourly->asSvg().contains("<svg"));
        hourly->showTable();
        auto *table = hourly->findChild<DataTable *>(QStringLiteral("chartDataTable"));
        QCOMPARE(table->model()->rowCount(), 24);
        QVERIFY(table->asText().startsWith(QStringLiteral("Hour\tCalls\tPeriod before")));
        QVERIFY(table->asHtml().contains(QStringLiteral("<table")));
    }

    void thePeriodIsRemembered()
    {
        m_page->findChild<QToolButton *>(QStringLiteral("last30ToolButton"))->click();
        QCOMPARE(m_settings->value(Settings::ChartPeriod), QStringLiteral("last30"));
        QCOMPARE(m_store->m_askedOverviews.last().period.to - m_store->m_askedOverviews.last().period.from, std::chrono::hours(30 * 24 + 1));
    }

    void themesAndDirectionsSwitchInPlace()
    {
        load();
        m_theme.setMode(Theme::Mode::Dark);
        QApplication::setLayoutDirection(Qt::RightToLeft);
        const auto picture = m_page->grab().toImage();
        QVERIFY(picture.pixelColor(2, 2).isValid());
        m_theme.setMode(Theme::Mode::Light);
        QCOMPARE(state(), StateView::State::Content);
    }

private:
    StateView::State state() const { return m_page->findChild<StateView *>()->state(); }
    void load() { m_store->answerOverview(demoOverview(m_store->m_askedOverviews.last())); }

    Theme m_theme;
    FixedClock m_clock{demoNow()};
    QTemporaryDir m_home;
    int m_run = 0;
    std::unique_ptr<FakeStore> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<ChartsPage> m_page;
};

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
