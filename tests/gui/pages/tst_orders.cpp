// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pages/pagesdemo.h"
#include "ui/pages/orders/boardlist.h"
#include "ui/pages/orders/conflictcard.h"
#include "ui/pages/orders/ordermodel.h"
#include "ui/pages/orders/orderspage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/stateview.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace deskbell;
using namespace deskbell::tests;
using namespace deskbell::ui;

class OrdersPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void fourStates();
    void keysChangeTheStatus();
    void waitingThenStored();
    void impossibleStepIsExplained();
    void cancelIsHeldUndoneAndFlushed();
    void conflictKeepsTheText();
    void draftSurvivesOthersAndNavigation();
    void newOrderIsValidatedAndCreated();
    void newOrderDraftIsKept();
    void filtersNarrowBoardAndTable();
    void tableIsRemembered();
    void openOrderFindsCancelledOnes();
    void callIsRequested();
    void arrowsMoveOverColumns();
    void rightToLeftMirrors();

private:
    template<typename W>
    W *child(const char *name) const
    {
        return m_page->findChild<W *>(QString::fromLatin1(name));
    }
    void build();
    void put(int number, const std::function<void(OrderView &)> &change);

    Theme m_theme;
    std::unique_ptr<PagesDemo> m_demo;
    std::unique_ptr<QWidget> m_host;
    std::unique_ptr<OrdersPage> m_page; ///< goes before its host
};

void OrdersPageTest::init()
{
    m_theme.apply(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    m_demo = std::make_unique<PagesDemo>(m_theme);
    m_demo->fill();
    build();
}

void OrdersPageTest::cleanup()
{
    m_page.reset();
    m_host.reset();
    m_demo.reset();
}

void OrdersPageTest::build()
{
    m_page.reset();
    m_host = std::make_unique<QWidget>(); // without a layout: the offscreen platform warns of size hints
    m_host->resize(1300, 800);
    m_page = std::make_unique<OrdersPage>(m_demo->context(), m_host.get());
    m_page->resize(m_host->size());
    m_host->show();
    m_host->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
}

void OrdersPageTest::put(int number, const std::function<void(OrderView &)> &change)
{
    auto orders = m_demo->store.m_orders;
    change(orders[number - 1]);
    m_demo->store.setOrders(orders);
}

void OrdersPageTest::fourStates()
{
    m_page.reset();
    m_demo = std::make_unique<PagesDemo>(m_theme);
    m_demo->store.m_phase = Store::Phase::Loading;
    build();
    auto *state = child<StateView>("ordersStateView");
    QCOMPARE(state->state(), StateView::State::Loading);
    m_demo->store.setPhase(Store::Phase::Failed, Error{ErrorKind::Unavailable, {}, 503, {}, {}});
    QCOMPARE(state->state(), StateView::State::Error);
    QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("retryButton")), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_retries, 1);
    m_demo->store.setPhase(Store::Phase::Ready);
    QCOMPARE(state->state(), StateView::State::Empty);
    m_demo->fill();
    QCOMPARE(state->state(), StateView::State::Content);
}

void OrdersPageTest::keysChangeTheStatus()
{
    m_page->openOrder(PagesDemo::orderId(1));
    QTest::keyClick(m_page.get(), Qt::Key_A);
    QCOMPARE(m_demo->store.m_changes.size(), 1);
    QCOMPARE(m_demo->store.m_changes.last().patch.status.value(), OrderStatus::Accepted);
    m_page->openOrder(PagesDemo::orderId(2));
    QTest::keyClick(m_page.get(), Qt::Key_S);
    QCOMPARE(m_demo->store.m_changes.last().patch.status.value(), OrderStatus::InProgress);
    m_page->openOrder(PagesDemo::orderId(8));
    QTest::mouseClick(child<QPushButton>("stepButton"), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_changes.last().id, PagesDemo::orderId(8));
    QCOMPARE(m_demo->store.m_changes.last().patch.status.value(), OrderStatus::Done);
}

void OrdersPageTest::waitingThenStored()
{
    m_page->openOrder(PagesDemo::orderId(1));
    const auto written = [this] { return child<Label>("orderWriteStateLabel")->text(); };
    QVERIFY(written().contains(QLatin1String("Stored")));
    put(1, [](OrderView &view) {
        view.order.status = OrderStatus::Accepted;
        view.writeState = WriteState::Waiting;
    });
    QVERIFY(written().contains(QLatin1String("Waiting")));
    QCOMPARE(child<Pill>("orderStatusPill")->text(), QStringLiteral("Accepted"));
    put(1, [](OrderView &view) { view.writeState = WriteState::Stored; });
    QVERIFY(written().contains(QLatin1String("Stored")));
}

void OrdersPageTest::impossibleStepIsExplained()
{
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    m_page->openOrder(PagesDemo::orderId(1));
    QTest::keyClick(m_page.get(), Qt::Key_D);
    QCOMPARE(m_demo->store.m_changes.size(), 0);
    QCOMPARE(toasts.count(), 1);
}

void OrdersPageTest::cancelIsHeldUndoneAndFlushed()
{
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    m_page->openOrder(PagesDemo::orderId(1));
    QTest::keyClick(m_page.get(), Qt::Key_X);
    QCOMPARE(m_demo->store.m_changes.size(), 0);
    QVERIFY(child<Pill>("orderStatusPill")->text().startsWith(QLatin1String("Cancelling")));
    toasts.first().first().value<Toast>().action();
    QCOMPARE(child<Pill>("orderStatusPill")->text(), QStringLiteral("Pending"));
    QTest::mouseClick(child<QPushButton>("cancelOrderButton"), Qt::LeftButton);
    QTest::mouseClick(child<QPushButton>("undoCancelButton"), Qt::LeftButton);
    QTest::keyClick(m_page.get(), Qt::Key_X);
    m_page->hide();
    QCOMPARE(m_demo->store.m_changes.size(), 1);
    QCOMPARE(m_demo->store.m_changes.first().patch.status.value(), OrderStatus::Cancelled);
}

void OrdersPageTest::conflictKeepsTheText()
{
    m_page->openOrder(PagesDemo::orderId(7));
    auto *card = child<ConflictCard>("conflictCard");
    QVERIFY(!card->isHidden());
    QVERIFY(card->sentence().contains(QLatin1String("Your text is kept")));
    auto *notes = child<QPlainTextEdit>("notesPlainTextEdit");
    QVERIFY(notes->toPlainText().contains(QLatin1String("13:30")));
    QTest::mouseClick(child<QPushButton>("sendAgainButton"), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_retried, QList<CommandId>{CommandId{QStringLiteral("refused-1")}});
    QTest::mouseClick(child<QPushButton>("editRefusedButton"), Qt::LeftButton);
    QTest::keyClicks(notes, QStringLiteral("! "));
    QTest::keyClick(notes, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_demo->store.m_discarded.size(), 1);
    QCOMPARE(m_demo->store.m_changes.size(), 1);
    QVERIFY(m_demo->store.m_changes.first().patch.notes->contains(QLatin1String("13:30")));
    QCOMPARE(m_demo->store.m_changes.first().patch.baseVersion.value(), m_demo->store.m_orders.at(6).order.version);
    QTest::mouseClick(child<QPushButton>("discardRefusedButton"), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_discarded.size(), 2);
    QCOMPARE(notes->toPlainText(), QStringLiteral("Agreed with the guest"));
}

void OrdersPageTest::draftSurvivesOthersAndNavigation()
{
    m_page->openOrder(PagesDemo::orderId(2));
    auto *notes = child<QPlainTextEdit>("notesPlainTextEdit");
    notes->setPlainText(QStringLiteral("my words"));
    put(2, [](OrderView &view) {
        view.order.status = OrderStatus::InProgress;
        view.order.notes = QStringLiteral("their words");
        ++view.order.version;
    });
    QCOMPARE(notes->toPlainText(), QStringLiteral("my words"));
    QVERIFY(child<Label>("notesHintLabel")->text().contains(QLatin1String("their words")));
    m_page->openOrder(PagesDemo::orderId(1));
    QVERIFY(notes->toPlainText().isEmpty());
    build();
    m_page->openOrder(PagesDemo::orderId(2));
    notes = child<QPlainTextEdit>("notesPlainTextEdit");
    QCOMPARE(notes->toPlainText(), QStringLiteral("my words"));
    QTest::mouseClick(child<QPushButton>("saveNotesButton"), Qt::LeftButton);
    QCOMPARE(m_demo->store.m_changes.first().patch.notes.value(), QStringLiteral("my words"));
}

void OrdersPageTest::newOrderIsValidatedAndCreated()
{
    QTest::keyClick(m_page.get(), Qt::Key_N);
    auto *room = child<QLineEdit>("newRoomLineEdit");
    auto *items = child<QPlainTextEdit>("newItemsPlainTextEdit");
    QTest::mouseClick(child<QPushButton>("createOrderButton"), Qt::LeftButton);
    QVERIFY(!child<Label>("roomProblemLabel")->isHidden());
    QVERIFY(!child<Label>("itemsProblemLabel")->isHidden());
    room->setText(QStringLiteral("214"));
    items->setPlainText(QStringLiteral("2x towels\nrobe"));
    QVERIFY(child<Label>("roomProblemLabel")->isHidden());
    child<QLineEdit>("newDueLineEdit")->setText(QStringLiteral("tomorrow 8:00"));
    QVERIFY(child<Label>("dueEchoLabel")->text().contains(QLatin1String("Sun 22 Nov 2026, 08:00")));
    QTest::keyClick(items, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_demo->store.m_created.size(), 1);
    const auto order = m_demo->store.m_created.first();
    QVERIFY(isUuid(order.id.value));
    QCOMPARE(order.items, QList<OrderItem>({{QStringLiteral("towels"), 2}, {QStringLiteral("robe"), 1}}));
    QCOMPARE(toRfc3339(order.dueAt.value()), QStringLiteral("2026-11-22T07:00:00.000Z"));
    QVERIFY(room->text().isEmpty());
}

void OrdersPageTest::newOrderDraftIsKept()
{
    m_page->startNewOrder();
    child<QLineEdit>("newRoomLineEdit")->setText(QStringLiteral("31"));
    QVERIFY(m_page->closeInnermost());
    m_page->startNewOrder();
    QCOMPARE(child<QLineEdit>("newRoomLineEdit")->text(), QStringLiteral("31"));
    build();
    m_page->startNewOrder();
    QCOMPARE(child<QLineEdit>("newRoomLineEdit")->text(), QStringLiteral("31"));
    QTest::mouseClick(child<QPushButton>("clearOrderButton"), Qt::LeftButton);
    QVERIFY(child<QLineEdit>("newRoomLineEdit")->text().isEmpty());
}

void OrdersPageTest::filtersNarrowBoardAndTable()
{
    auto *pending = child<BoardList>("column0ListView");
    auto *table = child<DataTable>("ordersTableView");
    QCOMPARE(pending->model()->rowCount(), 4);
    child<QComboBox>("departmentComboBox")->setCurrentIndex(2);
    QCOMPARE(pending->model()->rowCount(), 2);
    QCOMPARE(table->model()->rowCount(), 5);
    child<QLineEdit>("roomLineEdit")->setText(QStringLiteral("10"));
    QCOMPARE(pending->model()->rowCount(), 1);
    child<QLineEdit>("roomLineEdit")->setText(QStringLiteral("999"));
    QCOMPARE(child<StateView>("ordersStateView")->state(), StateView::State::Empty);
    QVERIFY(m_page->closeInnermost());
    QCOMPARE(table->model()->rowCount(), 15);
}

void OrdersPageTest::tableIsRemembered()
{
    QTest::mouseClick(child<QToolButton>("tableToolButton"), Qt::LeftButton);
    QVERIFY(child<DataTable>("ordersTableView")->isVisible());
    build();
    auto *table = child<DataTable>("ordersTableView");
    QVERIFY(table->isVisible());
    table->setCurrentIndex(table->model()->index(2, 0));
    const auto id = table->currentIndex().data(OrderModel::IdRole).value<OrderId>();
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(child<QWidget>("orderDetailScrollArea")->isVisible());
    put(3, [](OrderView &view) { view.order.notes = QStringLiteral("changed"); });
    QCOMPARE(table->currentIndex().data(OrderModel::IdRole).value<OrderId>(), id);
}

void OrdersPageTest::openOrderFindsCancelledOnes()
{
    m_page->openOrder(PagesDemo::orderId(15));
    QCOMPARE(child<Pill>("orderStatusPill")->text(), QStringLiteral("Cancelled"));
    QVERIFY(child<QPushButton>("stepButton")->isHidden());
    QCOMPARE(child<BoardList>("column3ListView")->model()->rowCount(), 1);
    m_page->openOrder(OrderId{QStringLiteral("later")});
    auto orders = m_demo->store.m_orders;
    orders.append(orders.first());
    orders.last().order.id = OrderId{QStringLiteral("later")};
    orders.last().order.room = QStringLiteral("777");
    m_demo->store.setOrders(orders);
    QVERIFY(child<Label>("orderRoomLabel")->text().contains(QLatin1String("777")));
}

void OrdersPageTest::callIsRequested()
{
    QSignalSpy requested(m_page.get(), &OrdersPage::callRequested);
    m_page->openOrder(PagesDemo::orderId(1));
    QTest::mouseClick(child<QPushButton>("openCallButton"), Qt::LeftButton);
    QCOMPARE(requested.first().first().value<CallId>(), PagesDemo::callId(1));
}

void OrdersPageTest::arrowsMoveOverColumns()
{
    m_page->takeFocus();
    auto *pending = child<BoardList>("column0ListView");
    auto *accepted = child<BoardList>("column1ListView");
    QTest::keyClick(pending, Qt::Key_Down);
    QCOMPARE(pending->currentIndex().row(), 1);
    QTest::keyClick(pending, Qt::Key_Right);
    QCOMPARE(accepted->currentIndex().row(), 1);
    QVERIFY(!pending->currentIndex().isValid());
    QTest::keyClick(accepted, Qt::Key_Return);
    QCOMPARE(child<Label>("orderRoomLabel")->text(), QStringLiteral("Room 402"));
}

void OrdersPageTest::rightToLeftMirrors()
{
    m_page->setLayoutDirection(Qt::RightToLeft);
    QTest::qWait(20);
    auto *pending = child<BoardList>("column0ListView");
    auto *accepted = child<BoardList>("column1ListView");
    QVERIFY(pending->mapTo(m_page.get(), QPoint()).x() > accepted->mapTo(m_page.get(), QPoint()).x());
    m_page->takeFocus();
    QTest::keyClick(pending, Qt::Key_Left);
    QVERIFY(accepted->currentIndex().isValid());
}

QTEST_MAIN(OrdersPageTest)
#include "tst_orders.moc"
