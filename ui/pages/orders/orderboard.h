// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/orders/boardcolumn.h"

#include <QScrollArea>

class QHBoxLayout;

namespace deskbell::ui {

/// Orders by status. One card is the keyboard's place, over all columns.
class OrderBoard final : public QScrollArea
{
    Q_OBJECT
public:
    OrderBoard(const PageContext &context, OrderModel &orders, QWidget *parent = nullptr);

    void setFilter(const OrderFilter &filter);
    void refresh();
    [[nodiscard]] OrderId current() const;
    /// Makes the card the keyboard's place, wherever it is; shows cancelled ones when it is one.
    void select(const OrderId &id);
    void takeFocus();
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void currentChanged(const deskbell::OrderId &id);
    void activated(const deskbell::OrderId &id);
    void stepRequested(const deskbell::OrderId &id, deskbell::OrderStatus to);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addColumn(const PageContext &context, OrderModel &orders, OrderStatus status,
                   std::optional<OrderStatus> alternative = std::nullopt);
    void onMove(int column, BoardMove move);
    void onCurrent(int column, const QModelIndex &index);
    void go(BoardPlace place);
    void showColumn(int number);
    void arrange();

    QHBoxLayout *m_row;
    QList<BoardColumn *> m_columns;
    int m_column = 0;
};

} // namespace deskbell::ui
