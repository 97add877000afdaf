// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/orders/heldcancels.h"
#include "ui/pages/orders/ordermodel.h"
#include "ui/pages/orders/orderfiltermodel.h"
#include "ui/pages/pagecontext.h"
#include "ui/shell/page.h"

class QSplitter;
class QStackedWidget;
class QTimer;

namespace deskbell::ui {

class DataTable;
class NewOrderSheet;
class OrderBoard;
class OrderDetail;
class OrderFilterBar;
class StateView;

/// What guests asked for, until it is done.
class OrdersPage final : public Page
{
    Q_OBJECT
public:
    explicit OrdersPage(const PageContext &context, QWidget *parent = nullptr);
    /// Cancels that are still held are sent; the store must live longer than the page.
    ~OrdersPage() override;

    [[nodiscard]] QString name() const override { return QStringLiteral("orders"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("orders"); }
    [[nodiscard]] QList<KeyHint> keyMap() const override;
    [[nodiscard]] QList<PaletteAction> paletteActions() override;
    bool closeInnermost() override;
    void reveal(const PageTarget &target) override;
    void takeFocus() override;

    void openOrder(const OrderId &id);
    void startNewOrder();

Q_SIGNALS:
    void callRequested(const deskbell::CallId &id);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void buildTable();
    void connectParts();
    void connectDetail();
    void addKeys();
    void onOrdersChanged();
    void chooseState();
    void setFilter(const OrderFilter &filter);
    void setTableShown(bool isTable);
    void tick();
    void showDetail(const OrderId &id);
    void presentDetail();
    void closeSheet();
    void step(OrderStatus to);
    void takeStep(const OrderId &id, OrderStatus to);
    void sendStep(const OrderId &id, OrderStatus to);
    void cancel(const OrderId &id);
    void saveNotes(const QString &text);
    void editRefused();
    void settleRefusal(bool sendAgain);
    void create(const NewOrder &order);
    void openCall(const CallId &id);
    [[nodiscard]] OrderId chosen() const;

    const PageContext m_context;
    OrderModel m_model;
    OrderFilterModel m_tableFilter;
    HeldCancels m_held;
    OrderFilterBar *m_bar;
    StateView *m_state;
    QSplitter *m_splitter;
    QStackedWidget *m_views;
    OrderBoard *m_board;
    DataTable *m_table;
    QStackedWidget *m_sheet;
    OrderDetail *m_detail;
    NewOrderSheet *m_newOrder;
    QTimer *m_minute;
    OrderId m_open; ///< in the side sheet
    OrderId m_wanted;
};

} // namespace deskbell::ui
