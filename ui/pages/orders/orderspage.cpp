// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/orderspage.h"

#include "ui/pages/orders/newordersheet.h"
#include "ui/pages/orders/orderboard.h"
#include "ui/pages/orders/ordercolumns.h"
#include "ui/pages/orders/orderdetail.h"
#include "ui/pages/orders/orderfilterbar.h"
#include "ui/pages/orders/ordertext.h"
#include "ui/pages/orders/statuscelldelegate.h"
#include "ui/shell/errortext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/stateview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPointer>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace deskbell::ui {

namespace {
const auto ShapeState = QStringLiteral("orders/shape");
const auto SplitterState = QStringLiteral("orders/splitter");
const auto TableState = QStringLiteral("orders/table");
constexpr int TickMs = 15000;
constexpr int SheetWidth = 380;
}

OrdersPage::OrdersPage(const PageContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_model(context.clock)
    , m_bar(new OrderFilterBar(context.theme, this))
    , m_state(new StateView(context.theme, this))
    , m_splitter(new QSplitter)
    , m_views(new QStackedWidget)
    , m_board(new OrderBoard(context, m_model))
    , m_table(new DataTable(context.theme))
    , m_sheet(new QStackedWidget)
    , m_detail(new OrderDetail(context))
    , m_newOrder(new NewOrderSheet(context))
    , m_minute(new QTimer(this))
{
    build();
    buildTable();
    connectParts();
    connectDetail();
    addKeys();
    setTableShown(context.memory.value(ShapeState) == "table");
    m_minute->start(TickMs);
    onOrdersChanged();
}

OrdersPage::~OrdersPage() { m_held.flush(); }

QString OrdersPage::title() const { return tr("Orders", "page"); }

void OrdersPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    auto *main = new QWidget;
    auto *mainColumn = new QVBoxLayout(main);
    mainColumn->setContentsMargins(0, 0, 0, 0);
    mainColumn->setSpacing(0);
    mainColumn->addWidget(m_bar);
    mainColumn->addWidget(m_state, 1);
    m_views->addWidget(m_board);
    m_views->addWidget(m_table);
    m_state->setContent(m_views);
    m_state->setSkeletonShape(Skeleton::Shape::Rows);
    m_state->setObjectName(QStringLiteral("ordersStateView"));
    m_sheet->setObjectName(QStringLiteral("orderSheetStackedWidget"));
    m_sheet->addWidget(m_detail);
    m_sheet->addWidget(m_newOrder);
    m_newOrder->setMinimumWidth(SheetWidth * 4 / 5);
    m_sheet->hide();
    m_splitter->setObjectName(QStringLiteral("ordersSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(main);
    m_splitter->addWidget(m_sheet);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({4 * SheetWidth, SheetWidth});
    m_splitter->restoreState(m_context.memory.value(SplitterState));
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_context.memory.keep(SplitterState, m_splitter->saveState()); });
}

void OrdersPage::buildTable()
{
    m_tableFilter.setSourceModel(&m_model);
    m_tableFilter.setSortRole(OrderModel::SortRole);
    m_table->setModel(&m_tableFilter);
    m_table->setObjectName(QStringLiteral("ordersTableView"));
    m_table->setAccessibleName(tr("All orders"));
    m_table->setDocumentTitle(tr("Orders", "page"));
    auto *marks = new StatusCellDelegate(m_context.theme, m_context.clock, m_model, m_table);
    m_table->setItemDelegateForColumn(int(OrderModel::Column::Status), marks);
    m_table->setItemDelegateForColumn(int(OrderModel::Column::Due), marks);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_table->setColumnWidth(column, orderColumnWidth(static_cast<OrderModel::Column>(column), m_context.theme, m_model.formats()));
    }
    m_table->sortByColumn(int(OrderModel::Column::Due), Qt::AscendingOrder);
    m_table->setMemory({[this] { return m_context.memory.value(TableState); },
                        [this](const QByteArray &state) { m_context.memory.keep(TableState, state); }});
}

void OrdersPage::connectParts()
{
    auto *store = &m_context.store;
    connect(store, &Store::ordersChanged, this, &OrdersPage::onOrdersChanged);
    connect(store, &Store::phaseChanged, this, &OrdersPage::onOrdersChanged);
    connect(m_minute, &QTimer::timeout, this, &OrdersPage::tick);
    connect(m_bar, &OrderFilterBar::filterChanged, this, &OrdersPage::setFilter);
    connect(m_bar, &OrderFilterBar::tableChosen, this, &OrdersPage::setTableShown);
    connect(m_bar, &OrderFilterBar::newRequested, this, &OrdersPage::startNewOrder);
    connect(m_state, &StateView::retryRequested, this, [this] { m_context.store.retry(); });
    connect(m_state, &StateView::emptyActionRequested, this,
            [this] { m_bar->filter().isNarrow() ? m_bar->clear() : startNewOrder(); });
    connect(m_board, &OrderBoard::activated, this, &OrdersPage::showDetail);
    connect(m_board, &OrderBoard::currentChanged, this, [this](const OrderId &id) {
        if (m_sheet->isVisible() && m_sheet->currentWidget() == m_detail) {
            showDetail(id);
        }
    });
    connect(m_board, &OrderBoard::stepRequested, this, &OrdersPage::takeStep);
    connect(m_table, &DataTable::rowActivated, this, [this] { showDetail(chosen()); });
    connect(m_table, &QAbstractItemView::clicked, this, [this] { showDetail(chosen()); });
    connect(&m_held, &HeldCancels::expired, this, [this](const OrderId &id) { sendStep(id, OrderStatus::Cancelled); });
    connect(&m_held, &HeldCancels::changed, this, [this] {
        m_model.setHeld(m_held.ids());
        presentDetail();
    });
    connect(m_newOrder, &NewOrderSheet::created, this, &OrdersPage::create);
    connect(m_newOrder, &NewOrderSheet::closeRequested, this, &OrdersPage::closeSheet);
}

void OrdersPage::connectDetail()
{
    connect(m_detail, &OrderDetail::stepRequested, this, [this](OrderStatus to) { takeStep(m_open, to); });
    connect(m_detail, &OrderDetail::undoRequested, this, [this] { m_held.undo(m_open); });
    connect(m_detail, &OrderDetail::notesSaved, this, &OrdersPage::saveNotes);
    connect(m_detail, &OrderDetail::sendAgainRequested, this, [this] { settleRefusal(true); });
    connect(m_detail, &OrderDetail::discardRequested, this, [this] { settleRefusal(false); });
    connect(m_detail, &OrderDetail::editRefusedRequested, this, &OrdersPage::editRefused);
    connect(m_detail, &OrderDetail::callRequested, this, &OrdersPage::openCall);
    connect(m_detail, &OrderDetail::closeRequested, this, &OrdersPage::closeSheet);
}

void OrdersPage::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    add(Qt::Key_A, [this] { step(OrderStatus::Accepted); });
    add(Qt::Key_S, [this] { step(OrderStatus::InProgress); });
    add(Qt::Key_D, [this] { step(OrderStatus::Done); });
    add(Qt::Key_X, [this] { step(OrderStatus::Cancelled); });
    add(Qt::Key_N, [this] { startNewOrder(); });
    add(Qt::Key_Slash, [this] { m_bar->focusSearch(); });
    add(QKeySequence::Undo, [this] { m_held.undoLatest(); });
}

QList<KeyHint> OrdersPage::keyMap() const
{
    return {
        {QKeySequence(Qt::Key_Right), tr("Next card or column (arrow keys)")},
        {QKeySequence(Qt::Key_Return), tr("Open the order")},
        {QKeySequence(Qt::Key_A), tr("Accept")},
        {QKeySequence(Qt::Key_S), tr("Start")},
        {QKeySequence(Qt::Key_D), tr("Mark as done")},
        {QKeySequence(Qt::Key_X), tr("Cancel order; can be undone for 10 seconds")},
        {QKeySequence(QKeySequence::Undo), tr("Keep the order that is being cancelled")},
        {QKeySequence(Qt::Key_N), tr("New order")},
        {QKeySequence(Qt::Key_Slash), tr("Search orders")},
        {QKeySequence(Qt::CTRL | Qt::Key_Return), tr("Save notes or create the order")},
    };
}

QList<PaletteAction> OrdersPage::paletteActions()
{
    return {
        {tr("New order"), {}, QStringLiteral("plus"), QKeySequence(Qt::Key_N), [this] { startNewOrder(); }},
        {tr("Show orders as a board"), {}, QStringLiteral("board"), {}, [this] { setTableShown(false); }},
        {tr("Show orders as a table"), {}, QStringLiteral("list"), {}, [this] { setTableShown(true); }},
    };
}

bool OrdersPage::closeInnermost()
{
    if (!m_sheet->isHidden()) {
        closeSheet();
        return true;
    }
    if (m_bar->filter().isNarrow()) {
        m_bar->clear();
        return true;
    }
    return false;
}

void OrdersPage::reveal(const PageTarget &target)
{
    if (!target.orderId.isEmpty()) {
        openOrder(target.orderId);
    }
}

void OrdersPage::takeFocus()
{
    if (m_views->currentWidget() == m_board) {
        m_board->takeFocus();
    } else {
        m_table->setFocus(Qt::OtherFocusReason);
    }
}

void OrdersPage::openOrder(const OrderId &id)
{
    const int row = m_model.rowOf(id);
    m_wanted = row < 0 ? id : OrderId();
    if (row < 0) {
        return;
    }
    if (!m_bar->filter().accepts(m_model.rowAt(row).order)) {
        m_bar->clear();
    }
    m_board->select(id);
    m_table->setCurrentIndex(m_tableFilter.mapFromSource(m_model.index(row, 0)));
    showDetail(id);
}

void OrdersPage::startNewOrder()
{
    m_newOrder->setFormats(m_model.formats());
    m_open = {};
    m_sheet->setCurrentWidget(m_newOrder);
    m_sheet->show();
    m_newOrder->open();
}

void OrdersPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous()) {
        m_held.flush();
    }
}

void OrdersPage::onOrdersChanged()
{
    m_model.setFormats(Formats(m_context.store.timeZone()));
    m_newOrder->setFormats(m_model.formats());
    m_model.setRows(m_context.store.orders());
    m_board->refresh();
    chooseState();
    presentDetail();
    const auto &rows = m_model.rows();
    Q_EMIT badgeChanged(int(std::count_if(rows.begin(), rows.end(), [](const OrderView &view) {
        return view.order.status == OrderStatus::Pending || view.writeState == WriteState::Refused;
    })));
    if (const auto wanted = std::exchange(m_wanted, {}); !wanted.isEmpty()) {
        openOrder(wanted);
    }
}

void OrdersPage::chooseState()
{
    const auto &store = m_context.store;
    if (m_model.rowCount() == 0 && store.phase() == Store::Phase::Failed) {
        const auto text = errorText(store.failure().value_or(Error()), Attempt::Start);
        m_state->showError(text.title, text.sentence);
    } else if (m_model.rowCount() == 0 && store.phase() != Store::Phase::Ready) {
        m_state->showLoading();
    } else if (m_model.rowCount() == 0) {
        m_state->showEmpty(QStringLiteral("orders"), tr("No orders yet"),
                           tr("What guests ask for on the phone appears here by itself."), tr("New order"));
    } else if (m_tableFilter.rowCount() == 0) {
        m_state->showEmpty(QStringLiteral("search"), tr("No order fits"), tr("Another room, department or word may show more."),
                           tr("Show all orders"));
    } else {
        m_state->showContent();
    }
}

void OrdersPage::setFilter(const OrderFilter &filter)
{
    m_tableFilter.setFilter(filter);
    m_board->setFilter(filter);
    chooseState();
}

void OrdersPage::setTableShown(bool isTable)
{
    m_views->setCurrentWidget(isTable ? static_cast<QWidget *>(m_table) : m_board);
    m_bar->setTableShown(isTable);
    m_context.memory.keep(ShapeState, isTable ? QByteArrayLiteral("table") : QByteArrayLiteral("board"));
}

void OrdersPage::tick()
{
    if (isVisible()) {
        m_board->refresh();
        m_table->viewport()->update();
        presentDetail();
    }
}

OrderId OrdersPage::chosen() const
{
    return m_views->currentWidget() == m_board ? m_board->current()
                                               : m_table->currentIndex().data(OrderModel::IdRole).value<OrderId>();
}

void OrdersPage::showDetail(const OrderId &id)
{
    if (!id.isEmpty()) {
        m_open = id;
        m_sheet->setCurrentWidget(m_detail);
        m_sheet->show();
        presentDetail();
    }
}

void OrdersPage::presentDetail()
{
    if (m_open.isEmpty()) {
        return;
    }
    if (const auto view = m_context.store.order(m_open)) {
        m_detail->present(*view, m_held.ids().contains(m_open), m_model.formats());
    } else {
        closeSheet();
    }
}

void OrdersPage::closeSheet()
{
    m_open = {};
    m_sheet->hide();
    takeFocus();
}

void OrdersPage::step(OrderStatus to)
{
    takeStep(!m_open.isEmpty() ? m_open : chosen(), to);
}

void OrdersPage::takeStep(const OrderId &id, OrderStatus to)
{
    const auto view = m_context.store.order(id);
    if (!view || m_held.ids().contains(id) || (view->writeState == WriteState::Refused && !view->refused)) {
        return;
    }
    if (!nextStatuses(view->order.status).contains(to)) {
        const auto text = tr("%1 is %2, so this step is not possible.", "%1 is the code of an order, %2 its status")
                              .arg(view->order.code, ordertext::status(view->order.status).word);
        Q_EMIT toastRequested({text, QStringLiteral("info"), ColorRole::Neutral, {}, {}});
    } else if (to == OrderStatus::Cancelled) {
        cancel(id);
    } else {
        sendStep(id, to);
    }
}

void OrdersPage::sendStep(const OrderId &id, OrderStatus to)
{
    const auto view = m_context.store.order(id);
    if (view && nextStatuses(view->order.status).contains(to)) {
        OrderPatch patch;
        patch.status = to;
        m_context.store.changeOrder(id, patch);
    }
}

void OrdersPage::cancel(const OrderId &id)
{
    const auto view = m_context.store.order(id);
    m_held.hold(id);
    Toast toast;
    toast.text = tr("Cancelling %1 for room %2…").arg(view->order.code, ordertext::room(view->order.room));
    toast.iconName = QStringLiteral("undo");
    toast.actionText = tr("Undo");
    toast.action = [page = QPointer<OrdersPage>(this), id] {
        if (page) {
            page->m_held.undo(id);
        }
    };
    Q_EMIT toastRequested(toast);
}

void OrdersPage::saveNotes(const QString &text)
{
    const auto view = m_context.store.order(m_open);
    if (!view) {
        return;
    }
    if (view->writeState == WriteState::Refused && view->refused) {
        m_context.store.discardCommand(view->commandId); // the new text takes its place
    }
    OrderPatch patch;
    patch.notes = text;
    patch.baseVersion = view->order.version;
    m_context.store.changeOrder(m_open, patch);
    presentDetail();
}

void OrdersPage::settleRefusal(bool sendAgain)
{
    const auto view = m_context.store.order(m_open);
    if (view && view->writeState == WriteState::Refused) {
        sendAgain ? m_context.store.retryCommand(view->commandId) : m_context.store.discardCommand(view->commandId);
    }
}

void OrdersPage::editRefused()
{
    const auto view = m_context.store.order(m_open);
    if (!view || view->writeState != WriteState::Refused) {
        return;
    }
    if (view->refused) {
        m_detail->editNotes();
        return;
    }
    const auto order = view->order;
    const auto command = view->commandId;
    startNewOrder();
    m_newOrder->fill(order);
    m_context.store.discardCommand(command);
}

void OrdersPage::create(const NewOrder &order)
{
    m_context.store.createOrder(order);
    m_wanted = order.id;
    const int row = m_model.rowOf(order.id);
    if (row >= 0) {
        openOrder(order.id);
    } else {
        closeSheet();
    }
}

void OrdersPage::openCall(const CallId &id)
{
    PageTarget target;
    target.page = QStringLiteral("calls");
    target.callId = id;
    Q_EMIT callRequested(id);
    Q_EMIT jumpRequested(target);
}

} // namespace deskbell::ui
