// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"

#include <QDate>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QTimeZone>

#include <optional>

namespace deskbell::ui {

/// What the person wants to see of the orders.
struct OrderFilter {
    QString department; ///< empty: all
    QString room;       ///< beginning of the room
    QString text;       ///< all of its words: code, room, items, notes

    [[nodiscard]] bool isNarrow() const
    {
        return !department.isEmpty() || !room.trimmed().isEmpty() || !text.trimmed().isEmpty();
    }
    [[nodiscard]] bool accepts(const Order &order) const;
    bool operator==(const OrderFilter &) const = default;
};

/// Filters an OrderModel. As a board column it also keeps one status and sorts by what is due first.
class OrderFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(const OrderFilter &filter);
    /// `day`: only orders that came to this status then, in `zone`.
    void setColumn(OrderStatus status, std::optional<QDate> day, const QTimeZone &zone);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    OrderFilter m_filter;
    std::optional<OrderStatus> m_status;
    std::optional<QDate> m_day;
    QTimeZone m_zone;
};

/// Due first; then without due time; then older first. For finished ones: latest change first.
[[nodiscard]] bool comesBefore(const Order &a, const Order &b);

} // namespace deskbell::ui
