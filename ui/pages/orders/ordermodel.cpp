// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/ordermodel.h"

#include "ui/pages/orders/ordertext.h"

#include <QMimeData>

namespace deskbell::ui {

namespace {
const auto OrderMime = QStringLiteral("application/x-deskbell-order");
}

OrderModel::OrderModel(const Clock &clock, QObject *parent) : DiffModel(parent), m_clock(clock) { }

int OrderModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant OrderModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &view = rowAt(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(view, column);
    case Qt::AccessibleTextRole: return column == Column::Code ? sentence(view) : text(view, column);
    case ViewRole: return QVariant::fromValue(view);
    case IdRole: return QVariant::fromValue(view.order.id);
    case SortRole: return sortKey(view, column);
    case StatusRole: return int(view.order.status);
    case HeldRole: return m_held.contains(view.order.id);
    default: return {};
    }
}

QVariant OrderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Column::Code: return tr("Code", "table column");
    case Column::Room: return tr("Room", "table column");
    case Column::Items: return tr("Items", "table column");
    case Column::Status: return tr("Status", "table column");
    case Column::Department: return tr("Department", "table column");
    case Column::Due: return tr("Due", "table column");
    case Column::Notes: return tr("Notes", "table column");
    case Column::Created: return tr("Created", "table column");
    case Column::Source: return tr("From", "table column: where the order came from");
    case Column::UpdatedBy: return tr("Changed by", "table column");
    }
    return {};
}

Qt::ItemFlags OrderModel::flags(const QModelIndex &index) const
{
    auto flags = DiffModel::flags(index);
    flags.setFlag(Qt::ItemIsDragEnabled, index.isValid() && rowAt(index.row()).order.isOpen());
    return flags;
}

QStringList OrderModel::mimeTypes() const { return {OrderMime}; }

QMimeData *OrderModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty()) {
        return nullptr;
    }
    auto *mime = new QMimeData;
    mime->setData(OrderMime, rowAt(indexes.first().row()).order.id.value.toUtf8());
    return mime;
}

OrderId OrderModel::orderOf(const QMimeData *mime) { return OrderId{QString::fromUtf8(mime->data(OrderMime))}; }

void OrderModel::setHeld(const QSet<OrderId> &held)
{
    const auto touched = (m_held - held) + (held - m_held);
    m_held = held;
    for (const auto &id : touched) {
        if (const int row = rowOf(id); row >= 0) {
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

QString OrderModel::text(const OrderView &view, Column column) const
{
    const auto &order = view.order;
    const auto now = m_clock.now();
    switch (column) {
    case Column::Code: return order.code;
    case Column::Room: return order.room;
    case Column::Items: return ordertext::items(order.items);
    case Column::Status: return m_held.contains(order.id) ? tr("Cancelling…") : ordertext::status(order.status).word;
    case Column::Department: return ordertext::department(order.department).word;
    case Column::Due: return order.dueAt ? m_formats.shortDateTime(*order.dueAt, now) : QString();
    case Column::Notes: return order.notes.simplified();
    case Column::Created: return m_formats.shortDateTime(order.createdAt, now);
    case Column::Source: return order.callId.isEmpty() ? tr("Staff", "source of an order") : tr("Call", "source of an order");
    case Column::UpdatedBy: return ordertext::actor(order.updatedBy.isEmpty() ? order.createdBy : order.updatedBy);
    }
    return {};
}

QVariant OrderModel::sortKey(const OrderView &view, Column column) const
{
    const auto &order = view.order;
    switch (column) {
    case Column::Status: return int(order.status);
    case Column::Due: return order.dueAt ? toMillis(*order.dueAt) : std::numeric_limits<qint64>::max();
    case Column::Created: return toMillis(order.createdAt);
    case Column::Room: {
        bool isNumber = false;
        const int number = order.room.toInt(&isNumber);
        return isNumber ? QStringLiteral("%1").arg(number, 8, 10, QLatin1Char('0')) : order.room.toLower();
    }
    default: return text(view, column).toLower();
    }
}

QString OrderModel::sentence(const OrderView &view) const
{
    const auto &order = view.order;
    const auto due = ordertext::due(order, m_clock.now(), m_formats);
    QStringList parts{order.code, tr("room %1").arg(order.room), ordertext::items(order.items), text(view, Column::Status)};
    if (!due.word.isEmpty()) {
        parts.append(due.word);
    }
    parts.append(ordertext::department(order.department).word);
    parts.append(ordertext::writeState(view.writeState).word);
    return parts.join(QStringLiteral(", "));
}

} // namespace deskbell::ui
