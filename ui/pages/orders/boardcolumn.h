// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/orders/boardlist.h"
#include "ui/pages/orders/orderfiltermodel.h"
#include "ui/pages/pagecontext.h"

#include <QFrame>

class QLabel;
class QStackedLayout;

namespace deskbell::ui {

class Label;
class OrderModel;
class SegmentedControl;

/// One status of the board: heading with its count, cards, and a sentence when there are none.
class BoardColumn final : public QFrame
{
    Q_OBJECT
public:
    /// With `alternative` the heading lets the person choose between the two.
    BoardColumn(const PageContext &context, OrderModel &orders, OrderStatus status, std::optional<OrderStatus> alternative,
                QWidget *parent = nullptr);

    [[nodiscard]] OrderStatus status() const { return m_status; }
    void setStatus(OrderStatus status);
    void setFilter(const OrderFilter &filter);
    /// The property day may have changed, and due texts with it.
    void refresh();
    [[nodiscard]] BoardList *list() const { return m_list; }
    [[nodiscard]] int count() const { return m_filter.rowCount(); }
    [[nodiscard]] OrderId orderAt(int row) const;
    [[nodiscard]] int rowOf(const OrderId &id) const;

Q_SIGNALS:
    void statusChosen();
    void dropped(const deskbell::OrderId &id, deskbell::OrderStatus to);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildHead();
    void showCount();
    void restyle();
    void setDropTarget(bool isTarget);
    [[nodiscard]] bool mayDrop(const OrderId &id) const;
    [[nodiscard]] QString emptySentence() const;
    [[nodiscard]] static QString heading(OrderStatus status);

    const PageContext m_context;
    OrderModel &m_orders;
    OrderFilterModel m_filter;
    OrderFilterModel m_other; ///< counts the status that is not shown
    OrderStatus m_status;
    std::optional<OrderStatus> m_alternative;
    QList<OrderStatus> m_choices;
    QWidget *m_head;
    QLabel *m_icon = nullptr;
    Label *m_title = nullptr;
    Label *m_count = nullptr;
    SegmentedControl *m_switch = nullptr;
    BoardList *m_list;
    Label *m_empty;
    QStackedLayout *m_stack;
    bool m_isDropTarget = false;
};

} // namespace deskbell::ui
