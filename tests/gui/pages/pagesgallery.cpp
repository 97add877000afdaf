// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the calls and the orders page in all their states to PNG files, for people to look at.
// Usage: deskbell_pages_gallery <folder> [--language de] [--rtl]
#include "tests/gui/pages/jobsdemo.h"
#include "ui/pages/calls/callspage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/pages/orders/orderspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;

namespace {

class PagesGallery
{
public:
    PagesGallery(Theme &theme, QString folder) : m_theme(theme), m_folder(std::move(folder)) { }

    void all(QSize size, const QString &suffix, bool everything)
    {
        m_size = size;
        m_suffix = suffix;
        calls(everything);
        orders(everything);
        jobs(everything);
    }

    void jobs(bool everything)
    {
        PagesDemo demo(m_theme);
        demo.fill();
        JobsDemo::fill(demo.store);
        JobsPage page(demo.context());
        show(page);
        shot(page, QStringLiteral("jobs-attention"));
        page.openJob(JobsDemo::jobId(1));
        Q_EMIT demo.store.jobLoaded(JobsDemo::jobId(1),
                                    JobDetail{demo.store.job(JobsDemo::jobId(1))->job,
                                              QStringLiteral("{\n    \"event\": \"order_created\",\n    \"order\": \"R-1042\",\n    \"room\": \"214\"\n}")});
        shot(page, QStringLiteral("jobs-review"));
        page.showSegment(JobFilterBar::Changes);
        shot(page, QStringLiteral("jobs-changes"));
        if (!everything) {
            return;
        }
        page.openJob(JobsDemo::jobId(1));
        page.findChild<QPushButton *>(QStringLiteral("retryJobButton"))->click();
        shot(page, QStringLiteral("jobs-ask"));
        page.closeInnermost();
        page.openJob(JobsDemo::jobId(3));
        QTest::keyClick(&page, Qt::Key_X);
        shot(page, QStringLiteral("jobs-dead"));
        page.openJob(JobsDemo::jobId(101));
        shot(page, QStringLiteral("jobs-waiting"));
        demo.store.setSummary(JobsDemo::calmSummary());
        page.closeInnermost();
        page.showSegment(JobFilterBar::Done);
        shot(page, QStringLiteral("jobs-done"));
        states<JobsPage>(QStringLiteral("jobs"));
    }

private:
    void shot(QWidget &page, const QString &name, int waitMs = 40)
    {
        QTest::qWait(waitMs);
        page.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_folder, name, m_suffix));
    }

    template<typename P>
    void show(P &page)
    {
        page.setAutoFillBackground(true);
        page.setBackgroundRole(QPalette::Base);
        page.resize(m_size);
        page.show();
        page.takeFocus();
    }

    void calls(bool everything)
    {
        PagesDemo demo(m_theme);
        demo.fill();
        CallsPage page(demo.context());
        show(page);
        shot(page, QStringLiteral("calls-live"));
        page.openCall(PagesDemo::callId(5));
        shot(page, QStringLiteral("calls-arabic"));
        if (!everything) {
            return;
        }
        page.openCall(PagesDemo::callId(4));
        shot(page, QStringLiteral("calls-ended"));
        page.openCall(PagesDemo::callId(3));
        shot(page, QStringLiteral("calls-ringing"));
        page.openCall(PagesDemo::callId(1));
        page.findChild<QToolButton *>(QStringLiteral("findToolButton"))->click();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("towels"));
        shot(page, QStringLiteral("calls-find"), 250);
        page.showCallsOf({PagesDemo::now() - std::chrono::hours(30), PagesDemo::now() - std::chrono::hours(12)});
        shot(page, QStringLiteral("calls-period"));
        longNames(demo, page);
        states<CallsPage>(QStringLiteral("calls"));
    }

    void longNames(PagesDemo &demo, CallsPage &page)
    {
        auto calls = PagesDemo::calls();
        calls[0].guestName = QStringLiteral("Maximiliane Freifrau von und zu Hohenstein-Wittgenstein");
        calls[0].room = QStringLiteral("Penthouse Süd 1201");
        calls[0].serviceType = QStringLiteral("lost_and_found_and_left_luggage");
        calls[4].guestName = QStringLiteral("عبد الرحمن بن عبد العزيز آل الشيخ الأنصاري");
        demo.store.setCalls(calls);
        page.showCallsOf({PagesDemo::now() - std::chrono::hours(30), PagesDemo::now() + std::chrono::hours(12)});
        page.openCall(PagesDemo::callId(1));
        shot(page, QStringLiteral("calls-long-names"));
    }

    void orders(bool everything)
    {
        PagesDemo demo(m_theme);
        demo.fill();
        OrdersPage page(demo.context());
        show(page);
        shot(page, QStringLiteral("orders-board"));
        page.openOrder(PagesDemo::orderId(7));
        shot(page, QStringLiteral("orders-conflict"));
        if (!everything) {
            return;
        }
        page.openOrder(PagesDemo::orderId(1));
        QTest::keyClick(&page, Qt::Key_X);
        shot(page, QStringLiteral("orders-cancelling"));
        page.startNewOrder();
        page.findChild<QPushButton *>(QStringLiteral("createOrderButton"))->click();
        page.findChild<QLineEdit *>(QStringLiteral("newDueLineEdit"))->setText(QStringLiteral("tomorrow 8:00"));
        shot(page, QStringLiteral("orders-new"));
        page.closeInnermost();
        page.findChild<QToolButton *>(QStringLiteral("tableToolButton"))->click();
        shot(page, QStringLiteral("orders-table"));
        states<OrdersPage>(QStringLiteral("orders"));
    }

    template<typename P>
    void states(const QString &name)
    {
        PagesDemo demo(m_theme);
        demo.store.m_phase = Store::Phase::Loading;
        P page(demo.context());
        show(page);
        shot(page, name + QStringLiteral("-loading"), 220);
        demo.store.setPhase(Store::Phase::Failed, Error{ErrorKind::Network, {}, 0, {}, {}});
        shot(page, name + QStringLiteral("-error"));
        demo.store.setPhase(Store::Phase::Ready);
        shot(page, name + QStringLiteral("-empty"));
    }

    Theme &m_theme;
    QString m_folder;
    QSize m_size;
    QString m_suffix;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption rtl(QStringLiteral("rtl"));
    const QCommandLineOption language(QStringLiteral("language"), {}, QStringLiteral("code"), QStringLiteral("en"));
    parser.addOptions({rtl, language});
    parser.process(app);
    const auto folder = parser.positionalArguments().value(0, QStringLiteral("build/screenshots/gallery"));
    QDir().mkpath(folder);
    QLocale::setDefault(QLocale(parser.value(language)));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("deskbell"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(&translator);
    }
    app.setLayoutDirection(parser.isSet(rtl) ? Qt::RightToLeft : Qt::LeftToRight);
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    theme.apply(app);
    PagesGallery gallery(theme, folder);
    gallery.all({1440, 900}, QStringLiteral("light"), true);
    gallery.all({1100, 700}, QStringLiteral("small"), true);
    theme.setMode(Theme::Mode::Dark);
    gallery.all({1440, 900}, QStringLiteral("dark"), true);
    theme.setMode(Theme::Mode::Light);
    app.setLayoutDirection(Qt::RightToLeft);
    gallery.all({1440, 900}, QStringLiteral("rtl"), false);
    return 0;
}
