// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace deskbell {
class Clock;
}

namespace deskbell::ui {

class OrderModel;
class Theme;

/// Status and due time in the table, as pills with icon and word.
class StatusCellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    StatusCellDelegate(const Theme &theme, const Clock &clock, const OrderModel &orders, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    const Clock &m_clock;
    const OrderModel &m_orders;
};

} // namespace deskbell::ui
