// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/settings.h"
#include "tests/gui/demodata.h"
#include "tests/gui/fakestore.h"
#include "tests/gui/fixedclock.h"
#include "ui/pages/signin/signinpage.h"
#include "ui/shell/commandbar.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/keymapoverlay.h"
#include "ui/shell/linkpopover.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/palettemodel.h"
#include "ui/shell/statusline.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/toastbar.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;
using namespace deskbell::tests;

namespace {

class StubPage final : public Page
{
    Q_OBJECT
public:
    explicit StubPage(QString name) : m_name(std::move(name)) { setFocusPolicy(Qt::StrongFocus); }
    QString name() const override { return m_name; }
    QString title() const override { return m_name; }
    QString iconName() const override { return QStringLiteral("calls"); }
    void reveal(const PageTarget &target) override { m_target = target; }
    bool closeInnermost() override { return std::exchange(m_hasOpenThing, false); }

    PageTarget m_target;
    bool m_hasOpenThing = false;

private:
    QString m_name;
};

} // namespace

class ShellTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        m_store = std::make_unique<FakeStore>();
        m_store->m_calls = demoCalls();
        m_store->m_orders = demoOrders();
        m_settings = std::make_unique<Settings>(m_home.filePath(QStringLiteral("%1.ini").arg(++m_run)));
        m_calls = new StubPage(QStringLiteral("calls"));
        m_orders = new StubPage(QStringLiteral("orders"));
        build();
    }

    void cleanup() { m_window.reset(); }

    void startsWithSignInAndGoesToTheDesk()
    {
        QVERIFY(m_window->isDeskShown());
        QCOMPARE(m_window->currentPage()->name(), QStringLiteral("calls"));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Seaview Hotel – Deskbell"));
    }

    void altNumbersOpenPagesAndThePageIsRemembered()
    {
        key(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(m_window->currentPage()->name(), QStringLiteral("orders"));
        QCOMPARE(m_settings->value(Settings::LastPage), QStringLiteral("orders"));
    }

    void paletteFindsARoomAndJumps()
    {
        key(Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette->isVisible());
        auto *field = palette->findChild<QLineEdit *>(QStringLiteral("paletteLineEdit"));
        QTest::keyClicks(field, QStringLiteral("r-1042"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(m_window->currentPage()->name(), QStringLiteral("orders"));
        QCOMPARE(m_orders->m_target.orderId, demoOrders().first().id());
    }

    void escapeClosesTheInnermostFirst()
    {
        m_calls->m_hasOpenThing = true;
        key(Qt::Key_F1);
        QVERIFY(m_window->findChild<KeyMapOverlay *>()->isVisible());
        key(Qt::Key_Escape);
        QVERIFY(!m_window->findChild<KeyMapOverlay *>()->isVisible());
        QVERIFY(m_calls->m_hasOpenThing);
        key(Qt::Key_Escape);
        QVERIFY(!m_calls->m_hasOpenThing);
        key(Qt::Key_K, Qt::ControlModifier);
        key(Qt::Key_Escape);
        QVERIFY(!m_window->findChild<CommandPalette *>()->isVisible());
    }

    void pillAndStatusTellWhatTheStoreTells()
    {
        auto *bar = m_window->findChild<CommandBar *>();
        QCOMPARE(bar->linkWord(), QStringLiteral("Live"));
        m_store->setLink({LinkState::Kind::Unreachable, demoNow() - std::chrono::minutes(23), 3});
        QVERIFY(bar->linkWord().startsWith(QStringLiteral("Server unreachable since 13:39")));
        QVERIFY(m_window->findChild<StatusLine *>()->counts().contains(QStringLiteral("2 live call")));
    }

    void aServerWithoutRoomIsABannerNotAQuestion()
    {
        auto *banner = m_window->findChild<NoticeBar *>(QStringLiteral("deskNoticeBar"));
        QVERIFY(banner->isHidden());
        LinkState full{LinkState::Kind::Live, std::nullopt, 1};
        full.storage = ServerStorage::Full;
        m_store->setLink(full);
        QVERIFY(!banner->isHidden());
        QVERIFY(banner->message().contains(QStringLiteral("changes wait here")));
        m_store->setLink({LinkState::Kind::Live, std::nullopt, 0});
        QVERIFY(banner->isHidden());
    }

    void thePillListsWhatWaits()
    {
        PendingCommand command;
        command.id = CommandId{QStringLiteral("c1")};
        command.madeAt = demoNow() - std::chrono::minutes(4);
        command.create = NewOrder{{}, QStringLiteral("305"), {{QStringLiteral("Tea"), 1}}, {}, {}, std::nullopt};
        auto refused = command;
        refused.id = CommandId{QStringLiteral("c2")};
        refused.refusal = Error{ErrorKind::Forbidden, {}, 403, {}, {}};
        m_store->setUnsettled({command, refused, command, command, command, command, command});
        // Not shown here: the offscreen platform warns of popups.
        auto *popover = m_window->findChild<LinkPopover *>();
        m_window->findChild<CommandBar *>()->fillPopover();
        QStringList lines;
        for (const auto *label : popover->findChildren<QLabel *>()) {
            lines.append(label->text());
        }
        const auto all = lines.join(QLatin1Char('|'));
        QVERIFY2(all.contains(QStringLiteral("New order for room 305: \u2068Tea\u2069 · 4 min ago")), qPrintable(all));
        QVERIFY(all.contains(QStringLiteral("and 1 more")));
        QVERIFY(all.contains(QStringLiteral("changes that were refused")));
        QSignalSpy wanted(popover, &LinkPopover::changesRequested);
        popover->findChild<QPushButton *>(QStringLiteral("showChangesButton"))->click();
        QCOMPARE(wanted.size(), 1);
    }

    void jobsThatNeedAPersonAreCountedBelow()
    {
        JobList list;
        list.rows.resize(3);
        m_store->setJobs(JobSegment::Attention, list);
        QVERIFY(m_window->findChild<StatusLine *>()->counts().contains(QStringLiteral("3 job(s) need attention")));
    }

    void aRefusedWriteIsToldWithAWayThere()
    {
        m_store->m_orders[1].commandId = CommandId{QStringLiteral("c9")};
        Q_EMIT m_store->commandFinished(CommandId{QStringLiteral("c9")},
                                        Error{ErrorKind::Conflict, {}, 409, QStringLiteral("illegal_transition"), {}});
        auto *toasts = m_window->findChild<ToastBar *>();
        QVERIFY(toasts->text().startsWith(QStringLiteral("R-1041")));
        toasts->findChild<QPushButton *>(QStringLiteral("toastActionButton"))->click();
        QCOMPARE(m_orders->m_target.orderId, demoOrders().at(1).id());
    }

    void aRefusedNewOrderIsCalledThat()
    {
        auto &refused = m_store->m_orders[1];
        refused.commandId = CommandId{QStringLiteral("c9")};
        refused.writeState = WriteState::Refused;
        refused.order.code.clear(); // the server has given it none
        const Error error{ErrorKind::Validation, {}, 422, {}, {}};
        Q_EMIT m_store->commandFinished(CommandId{QStringLiteral("c9")}, error);
        auto *toasts = m_window->findChild<ToastBar *>();
        QVERIFY2(toasts->text().startsWith(QStringLiteral("The order was not created")), qPrintable(toasts->text()));
        const auto fallout = Error{ErrorKind::NotFound, {}, 0, QStringLiteral("parent_refused"), {}};
        Q_EMIT m_store->commandFinished(CommandId{QStringLiteral("c10")}, fallout);
        QVERIFY(toasts->text().startsWith(QStringLiteral("The order was not created")));
        refused.refused = OrderPatch{};
        Q_EMIT m_store->commandFinished(CommandId{QStringLiteral("c9")}, error);
        QVERIFY2(toasts->text().contains(QStringLiteral("The order was not changed")), qPrintable(toasts->text()));
    }

    void theDeskIsToldWhenItHasRows()
    {
        QSignalSpy shown(m_window.get(), &MainWindow::deskShown);
        m_store->setPhase(Store::Phase::Loading);
        m_window->showDesk(demoSession());
        QTest::qWait(1);
        QCOMPARE(shown.size(), 0);
        m_store->setPhase(Store::Phase::Ready);
        QTRY_COMPARE(shown.size(), 1);
        m_store->setPhase(Store::Phase::Loading);
        m_store->setPhase(Store::Phase::Ready);
        QTest::qWait(1);
        QCOMPARE(shown.size(), 1);
    }

    void acknowledgedWritesAreQuiet()
    {
        Q_EMIT m_store->commandFinished(CommandId{QStringLiteral("c9")}, std::nullopt);
        QVERIFY(m_window->findChild<ToastBar *>()->text().isEmpty());
    }

    void anExpiredSessionCanBeLookedPast()
    {
        m_store->setLink({LinkState::Kind::SessionExpired, demoNow(), 1});
        m_window->showSignIn();
        QVERIFY(!m_window->isDeskShown());
        QVERIFY(m_window->findChild<SignInPage *>()->notice().contains(QStringLiteral("expired")));
        m_window->findChild<QPushButton *>(QStringLiteral("backButton"))->click();
        QVERIFY(m_window->isDeskShown());
    }

    void paletteModelIsAGoodModelAndQuick()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QList<PaletteAction> actions;
        for (int i = 0; i < 10000; ++i) {
            actions.append({QStringLiteral("Order R-%1: room %2").arg(i).arg(i % 400), QStringLiteral("Towels"), {}, {}, {}});
        }
        model.setActions(actions);
        QElapsedTimer timer;
        timer.start();
        model.setPattern(QStringLiteral("room 214"));
        QVERIFY(model.rowCount() > 0);
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(model.index(0).data().toString().endsWith(QStringLiteral("room 214")));
    }

    void everyControlHasAName()
    {
        const auto controls = m_window->findChildren<QAbstractButton *>();
        for (const auto *control : controls) {
            const auto name = control->accessibleName();
            QVERIFY2(!name.isEmpty() || !control->isVisible(), qPrintable(control->objectName()));
        }
    }

private:
    void build()
    {
        m_window = std::make_unique<MainWindow>(ShellParts{m_theme, *m_settings, *m_store, m_clock}, new SignInPage(m_theme),
                                                QList<Page *>{m_calls, m_orders});
        m_window->show();
        QVERIFY(!m_window->isDeskShown());
        m_window->showDesk(demoSession());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_calls->setFocus();
    }

    void key(Qt::Key code, Qt::KeyboardModifiers modifiers = {})
    {
        auto *target = QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
        QTest::keyClick(target, code, modifiers);
    }

    Theme m_theme;
    FixedClock m_clock{demoNow()};
    QTemporaryDir m_home;
    int m_run = 0;
    std::unique_ptr<FakeStore> m_store;
    std::unique_ptr<Settings> m_settings;
    StubPage *m_calls = nullptr;
    StubPage *m_orders = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
