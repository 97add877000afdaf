// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/statuscelldelegate.h"

#include "ui/pages/orders/ordermodel.h"
#include "ui/pages/orders/ordertext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

namespace deskbell::ui {

StatusCellDelegate::StatusCellDelegate(const Theme &theme, const Clock &clock, const OrderModel &orders, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock), m_orders(orders)
{
}

void StatusCellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto view = index.data(OrderModel::ViewRole).value<OrderView>();
    auto mark = ordertext::due(view.order, m_clock.now(), m_orders.formats());
    const bool isStatus = index.column() == int(OrderModel::Column::Status);
    if (isStatus) {
        mark = ordertext::status(view.order.status);
        mark.word = index.data().toString();
        if (index.data(OrderModel::HeldRole).toBool()) {
            mark = {ColorRole::Neutral, QStringLiteral("undo"), index.data().toString()};
        }
        if (view.writeState == WriteState::Refused) {
            mark = {ColorRole::Danger, QStringLiteral("warning"), tr("Refused", "state of a write")};
        }
    }
    if (!isStatus && mark.role == ColorRole::Neutral) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    auto blank = option;
    initStyleOption(&blank, index);
    blank.text.clear();
    blank.widget->style()->drawControl(QStyle::CE_ItemViewItem, &blank, painter, blank.widget);
    const int margin = blank.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &blank, blank.widget);
    const auto place = option.rect.adjusted(m_theme.space(Space::S) + margin, 0, -m_theme.space(Space::S), 0);
    Pill::paint(*painter, place, m_theme, mark.role, mark.iconName, mark.word, option.direction);
}

} // namespace deskbell::ui
