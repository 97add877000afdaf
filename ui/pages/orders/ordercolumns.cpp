// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/ordercolumns.h"

#include "ui/pages/orders/ordertext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

#include <QFontMetrics>

namespace deskbell::ui {

namespace {

constexpr int CellInsets = 24;

int usualWidth(OrderModel::Column column)
{
    switch (column) {
    case OrderModel::Column::Code: return 84;
    case OrderModel::Column::Room: return 70;
    case OrderModel::Column::Items: return 240;
    case OrderModel::Column::Status: return 130;
    case OrderModel::Column::Department: return 120;
    case OrderModel::Column::Due: return 150;
    case OrderModel::Column::Notes: return 180;
    case OrderModel::Column::Created: return 130;
    case OrderModel::Column::Source: return 70;
    default: return 100;
    }
}

QStringList pillWords(OrderModel::Column column, const Formats &formats)
{
    if (column == OrderModel::Column::Status) {
        QStringList words{OrderModel::tr("Cancelling…")};
        for (const auto status : {OrderStatus::Pending, OrderStatus::Accepted, OrderStatus::InProgress, OrderStatus::Done}) {
            words.append(ordertext::status(status).word);
        }
        return words;
    }
    if (column == OrderModel::Column::Due) {
        Order late;
        late.dueAt = fromMillis(0);
        return {ordertext::due(late, fromMillis(0) + std::chrono::minutes(11 * 60 + 50), formats).word};
    }
    return {};
}

QStringList plainWords(OrderModel::Column column)
{
    QStringList words;
    if (column == OrderModel::Column::Department) {
        const auto departments = ordertext::departments();
        for (const auto &each : departments) {
            words.append(ordertext::department(each).word);
        }
    }
    if (column == OrderModel::Column::Source) {
        words = {OrderModel::tr("Staff", "source of an order"), OrderModel::tr("Call", "source of an order")};
    }
    return words;
}

} // namespace

int orderColumnWidth(OrderModel::Column column, const Theme &theme, const Formats &formats)
{
    int width = usualWidth(column);
    const auto pills = pillWords(column, formats);
    for (const auto &word : pills) {
        width = qMax(width, Pill::sizeFor(theme, true, word).width() + CellInsets);
    }
    const QFontMetrics metrics(theme.font(TextRole::Body13));
    const auto plain = plainWords(column);
    for (const auto &word : plain) {
        width = qMax(width, metrics.horizontalAdvance(word) + CellInsets);
    }
    return width;
}

} // namespace deskbell::ui
