// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/orderfiltermodel.h"

#include "ui/pages/orders/ordermodel.h"
#include "ui/pages/orders/ordertext.h"

#include <algorithm>

namespace deskbell::ui {

namespace {

bool contains(const Order &order, const QString &word)
{
    if (order.code.contains(word, Qt::CaseInsensitive) || order.room.contains(word, Qt::CaseInsensitive)
        || order.notes.contains(word, Qt::CaseInsensitive)) {
        return true;
    }
    return std::any_of(order.items.begin(), order.items.end(),
                       [&word](const OrderItem &item) { return item.name.contains(word, Qt::CaseInsensitive); });
}

} // namespace

bool OrderFilter::accepts(const Order &order) const
{
    if (!department.isEmpty() && order.department != department) {
        return false;
    }
    if (!order.room.startsWith(room.trimmed(), Qt::CaseInsensitive)) {
        return false;
    }
    const auto words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&order](const QString &word) { return contains(order, word); });
}

bool comesBefore(const Order &a, const Order &b)
{
    if (!a.isOpen() || !b.isOpen()) {
        return a.updatedAt > b.updatedAt;
    }
    if (a.dueAt != b.dueAt) {
        return a.dueAt && (!b.dueAt || *a.dueAt < *b.dueAt);
    }
    return a.createdAt < b.createdAt;
}

void OrderFilterModel::setFilter(const OrderFilter &filter)
{
    if (m_filter != filter) {
        m_filter = filter;
        invalidateFilter();
    }
}

void OrderFilterModel::setColumn(OrderStatus status, std::optional<QDate> day, const QTimeZone &zone)
{
    if (m_status != status || m_day != day || m_zone != zone) {
        m_status = status;
        m_day = day;
        m_zone = zone;
        invalidate();
    }
    sort(0);
}

bool OrderFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *orders = qobject_cast<const OrderModel *>(sourceModel());
    if (!orders || parent.isValid()) {
        return false;
    }
    const auto &order = orders->rowAt(row).order;
    if (m_status && order.status != *m_status) {
        return false;
    }
    if (m_day && QDateTime::fromMSecsSinceEpoch(toMillis(order.updatedAt), m_zone).date() != *m_day) {
        return false;
    }
    return m_filter.accepts(order);
}

bool OrderFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto *orders = qobject_cast<const OrderModel *>(sourceModel());
    if (!m_status || !orders) {
        return QSortFilterProxyModel::lessThan(left, right);
    }
    return comesBefore(orders->rowAt(left.row()).order, orders->rowAt(right.row()).order);
}

} // namespace deskbell::ui
