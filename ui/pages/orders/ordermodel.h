// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/diffmodel.h"
#include "ui/widgets/formats.h"

#include <QSet>

namespace deskbell::ui {

struct OrderViewTraits {
    using Key = OrderId;
    [[nodiscard]] static const OrderId &key(const OrderView &view) { return view.order.id; }
    [[nodiscard]] static bool same(const OrderView &a, const OrderView &b)
    {
        return a.order == b.order && a.writeState == b.writeState && a.commandId == b.commandId && a.refused == b.refused;
    }
};

/// The orders of the store, for the board and for the table.
class OrderModel final : public DiffModel<OrderView, OrderViewTraits>
{
    Q_OBJECT
public:
    enum class Column { Code, Room, Items, Status, Department, Due, Notes, Created, Source, UpdatedBy };
    Q_ENUM(Column)
    static constexpr int ColumnCount = 10;
    enum Role { ViewRole = Qt::UserRole, IdRole, SortRole, StatusRole, HeldRole };

    explicit OrderModel(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

    void setFormats(const Formats &formats) { m_formats = formats; }
    [[nodiscard]] const Formats &formats() const { return m_formats; }
    void setHeld(const QSet<OrderId> &held);
    /// The order a drag carries; empty when it is something else.
    [[nodiscard]] static OrderId orderOf(const QMimeData *mime);

private:
    [[nodiscard]] QString text(const OrderView &view, Column column) const;
    [[nodiscard]] QVariant sortKey(const OrderView &view, Column column) const;
    [[nodiscard]] QString sentence(const OrderView &view) const;

    const Clock &m_clock;
    Formats m_formats;
    QSet<OrderId> m_held;
};

} // namespace deskbell::ui
