// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "ui/pages/orders/boardnavigation.h"
#include "ui/widgets/anchoredlistview.h"

#include <functional>

namespace deskbell::ui {

/// The cards of one column. Arrow keys and drops are told to the board.
class BoardList final : public AnchoredListView
{
    Q_OBJECT
public:
    using MayDrop = std::function<bool(const OrderId &)>;

    BoardList(MayDrop mayDrop, QWidget *parent = nullptr);

Q_SIGNALS:
    void moveRequested(deskbell::ui::BoardMove move);
    void dropped(const deskbell::OrderId &id);
    void dropTargetChanged(bool isTarget);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    [[nodiscard]] bool accepts(const QDropEvent &event) const;

    MayDrop m_mayDrop;
};

} // namespace deskbell::ui
