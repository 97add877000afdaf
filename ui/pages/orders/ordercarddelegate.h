// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/pages/orders/ordertext.h"

#include <QStyledItemDelegate>

namespace deskbell::ui {

class LinePainter;
class OrderModel;
class Theme;

/// An order as a card of the board: room, what, when, who does it, and how far the last write has come.
class OrderCardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    OrderCardDelegate(const Theme &theme, const Clock &clock, const OrderModel &orders, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    void paintFrame(QPainter &painter, const QRect &card, const QStyleOptionViewItem &option, const OrderView &view) const;
    void paintHead(QPainter &painter, LinePainter &line, const QRect &place, const OrderView &view, bool isHeld,
                   Qt::LayoutDirection direction) const;
    void paintItems(QPainter &painter, LinePainter &line, const QRect &place, const OrderView &view) const;
    void paintFoot(LinePainter &line, const QRect &place, const OrderView &view) const;
    [[nodiscard]] OrderMark headMark(const OrderView &view, bool isHeld) const;

    const Theme &m_theme;
    const Clock &m_clock;
    const OrderModel &m_orders;
};

} // namespace deskbell::ui
